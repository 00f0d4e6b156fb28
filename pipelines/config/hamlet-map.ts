import { z } from 'zod';
import { messages } from '../messages/index.ts';
import type { Fault } from './fault.ts';
import { fold } from './fold.ts';
import { fileAt, type ProjectFiles } from './project-files.ts';
import { readYaml } from './yaml-file.ts';

const schema = z.strictObject({
  commune: z.string().regex(/^\d{5}$/),
  rows: z.array(z.array(z.string().min(1).nullable()).max(40)).max(40),
});

/** Where a hamlet lies on the map of tiles; both from 1, from the north and from the west. */
export interface Tile {
  hamlet: string;
  row: number;
  column: number;
}

/**
 * `models/plan/hamlet-map.yaml`: how the hamlets of a commune lie to each other, drawn by hand. The program's own is of its sample
 * commune, and no map for any other; one that a commune has written names that commune.
 */
export async function readHamletMap(
  files: ProjectFiles,
  commune: string | undefined,
): Promise<{ tiles: Tile[]; faults: Fault[] }> {
  const file = fileAt(files, 'models/plan/hamlet-map.yaml');
  const { value, faults, fault } = await readYaml(file, schema);
  const text = messages().config.hamletMap;
  const tiles: Tile[] = [];
  const seen = new Set<string>();
  value?.rows.forEach((row, at) => {
    row.forEach((hamlet, place) => {
      if (hamlet === null) return;
      if (seen.has(fold(hamlet))) fault(['rows', at, place], text.twice(hamlet));
      seen.add(fold(hamlet));
      tiles.push({ hamlet, row: at + 1, column: place + 1 });
    });
  });
  const isOther = value !== undefined && commune !== undefined && value.commune !== commune;
  if (isOther && file.owner === 'commune') fault(['commune'], text.otherCommune(value.commune, commune));
  return { tiles: isOther ? [] : tiles, faults };
}
