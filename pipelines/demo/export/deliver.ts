import { officers } from '../data/person-names.ts';
import type { Dossier } from '../life/dossier.ts';
import { Random } from '../random.ts';
import type { Wall } from '../wall-clock.ts';
import { damageRows } from './damage.ts';
import { exportPlans } from './plan.ts';
import type { Row } from './row.ts';
import { rowsOf } from './rows-of.ts';
import { layOut, type Sheet } from './sheet.ts';
import { writeCsv } from './write-csv.ts';
import { writeHtml } from './write-html.ts';
import { writeXlsx } from './write-xlsx.ts';

/** One file and what stands in it: each data row with the number a spreadsheet gives it. */
export interface Delivery {
  name: string;
  /** The date of its data; of two versions alike, the one from the later delivery counts. */
  takenAt: Wall;
  bytes: Uint8Array;
  rows: { at: number; row: Row }[];
}

/** Exports the commune month by month, as the portal would have been asked to. */
export function deliver(seed: number, dossiers: readonly Dossier[]): Delivery[] {
  return exportPlans.map((plan, fileNumber) => {
    const random = new Random(seed, `export ${plan.name}`);
    const rows = damageRows(random, plan, fileNumber, rowsOf(random, plan, dossiers));
    const sheet = layOut(random, plan, rows, officers.office[0]);
    return {
      name: plan.name,
      takenAt: plan.takenAt,
      bytes: writeSheet(sheet),
      rows: sheet.lines.flatMap((line, index) =>
        line.kind === 'row' ? [{ at: index + 1, row: line.row }] : [],
      ),
    };
  });
}

function writeSheet(sheet: Sheet): Uint8Array {
  switch (sheet.plan.format) {
    case 'csv':
      return writeCsv(sheet);
    case 'html':
      return writeHtml(sheet);
    case 'xlsx':
      return writeXlsx(sheet);
  }
}
