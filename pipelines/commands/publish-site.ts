import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../config/project.ts';
import { landedColumns } from '../land/compile.ts';
import { landingTable } from '../land/landing-table.ts';
import { messages } from '../messages/index.ts';
import type { Progress } from '../operate/progress.ts';
import { buildSite } from '../publish/build-site.ts';
import { siteFingerprint } from '../publish/fingerprint.ts';
import { readCurrent } from '../publish/release.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';

/**
 * Every value that may never appear on the site, out of all landing tables: pseudonyms, and whatever names one record (a
 * dossier, a petition). A key of several columns names a record only as a whole, and the keys of a reference list are for
 * everybody: neither is a secret.
 */
export async function forbiddenValues(warehouse: Warehouse, project: Project): Promise<Set<string>> {
  const values = new Set<string>();
  for (const contract of project.contracts) {
    const { key, reference } = contract.record;
    const secretKey = key.length === 1 && !reference ? key[0] : undefined;
    const guarded = landedColumns(contract).filter(
      ({ name, type, personal }) => personal === 'pseudonym' || type === 'dossier_code' || name === secretKey,
    );
    for (const { name } of guarded) {
      const rows = await warehouse.all<{ value: string }>(
        `select distinct ${quoted(name)}::varchar as value from ${landingTable(contract)} where ${quoted(name)} is not null`,
      );
      for (const { value } of rows) values.add(value);
    }
  }
  return values;
}

/** Builds and publishes the site, unless the live release already shows these figures with these pages. */
export async function publishSite(
  context: Context,
  project: Project,
  runId: string,
  forbidden: Iterable<string>,
  progress: Progress,
  options: { always?: boolean } = {},
): Promise<{ built: boolean }> {
  const { home } = context;
  const siteProject = {
    reports: join(context.project, 'reports'),
    evidenceConfig: join(context.project, 'evidence.config.yaml'),
    nodeModules: join(context.program, 'node_modules'),
  };
  const current = await readCurrent(home.site);
  if (!options.always && current && existsSync(join(home.site, 'releases', current.release))) {
    if (current.fingerprint === (await siteFingerprint(home.marts, siteProject))) return { built: false };
  }
  const { site } = project.plan;
  await buildSite({
    marts: home.marts,
    project: siteProject,
    home: { site: home.site, logs: home.logs },
    runId,
    now: context.clock(),
    forbidden,
    maxRowLossShare: site.max_row_loss,
    keepReleases: site.keep_releases,
    timeoutMs: site.build_timeout_minutes * 60_000,
    report: ({ step, seconds, counts }) => {
      const names: Record<string, string> = messages().publish.counts;
      const named = Object.entries(counts).map(([name, count]): [string, number] => [
        names[name] ?? name,
        count,
      ]);
      progress.step(messages().publish.steps[step], seconds, Object.fromEntries(named));
    },
  });
  return { built: true };
}
