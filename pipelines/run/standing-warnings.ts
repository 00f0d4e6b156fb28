import type { Project } from '../config/project.ts';
import type { Catalogue, Sentence } from '../messages/index.ts';
import { countOpenNames } from '../model/written-names.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

interface Standing {
  [key: string]: unknown;
  refused_files: number;
  refused_rows: number;
  stale_sources: number;
  differing: number;
  masked: number;
}

/**
 * What still waits for a person after a run: refused files and rows of the loads in force, names that match no list, sources
 * that are overdue.
 */
export async function standingWarnings(
  warehouse: Warehouse,
  project: Project,
  notices: number,
): Promise<Sentence[]> {
  const standing = await warehouse.one<Standing>(`
    select count(*) filter (verdict in ('refused', 'held'))::integer as refused_files,
      -- Of a row that is refused because its person was forgotten nobody has anything to mend.
      coalesce(sum(rows_refused - (select count(*) from ops.quarantine q where q.load_id = l.load_id and q.code = 'forgotten'))
        filter (verdict not in ('refused', 'held')), 0)::integer as refused_rows,
      (select count(*)::integer from mart.freshness where state in ('stale', 'undated')) as stale_sources,
      (select count(*)::integer from ops.cross_check where outcome = 'differs') as differing,
      (select count(distinct (kind, shown, source, sha256, row_number, file, line))::integer from ops.masked_value) as masked
    from ops.load_in_force l`);
  const openNames = await countOpenNames(warehouse, project);
  const waiting: [Exclude<keyof Catalogue['run']['warnings'], 'clock' | 'lost'>, number][] = [
    ['refusedFiles', standing.refused_files],
    ['refusedRows', standing.refused_rows],
    ['notices', notices],
    ['crossChecks', standing.differing],
    ['masked', standing.masked],
    ['openNames', openNames],
    ['staleSources', standing.stale_sources],
  ];
  return waiting.flatMap(([name, n]) => (n > 0 ? [({ run }: Catalogue) => run.warnings[name](n)] : []));
}
