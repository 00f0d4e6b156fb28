import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { refuseFaults } from '../config/fault.ts';
import type { Project } from '../config/project.ts';
import { filesUnder } from '../config/project-files.ts';
import { landedColumns } from '../land/compile-contract.ts';
import { landingTable } from '../land/landing-table.ts';
import { messages } from '../messages/index.ts';
import type { KnownValues } from '../publish/gate/known-values.ts';
import { personalInPages } from '../publish/gate/own-pages.ts';
import { newestRelease, removeWork } from '../publish/release.ts';
import { siteFingerprint } from '../publish/site-fingerprint.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { Run } from './run.ts';
import { knownValues } from './screen.ts';

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

const siteProject = ({ setting, project }: Run) => ({
  files: filesUnder(project.files, 'reports/', ''),
  program: setting.program,
});

/** Whether the newest release already shows these figures with these pages. */
async function isSiteCurrent(run: Run): Promise<boolean> {
  const { home } = run;
  const newest = await newestRelease(home.site);
  if (!newest || !existsSync(join(home.site, 'releases', newest.release))) return false;
  return newest.fingerprint === (await siteFingerprint(home.marts, siteProject(run)));
}

/** Builds the site where it does not show these figures yet. Returns whether it did. */
export async function bringSiteUpToDate(run: Run): Promise<boolean> {
  if (await isSiteCurrent(run)) {
    await removeWork(run.home.site);
    return false;
  }
  await publishSite(run);
  return true;
}

/** Builds and publishes the site; the warehouse is open for others meanwhile. */
async function publishSite(run: Run): Promise<void> {
  const forbidden = await forbiddenValues(run.warehouse, run.project);
  const known = await knownValues(run);
  try {
    await run.withoutWarehouse(() => build(run, forbidden, known));
  } finally {
    await known.close();
  }
}

async function build(run: Run, forbidden: Iterable<string>, known: KnownValues): Promise<void> {
  const { home, project, progress } = run;
  const { site } = project.plan;
  const { ownPageFaults } = await import('../publish/evidence/page-faults.ts');
  refuseFaults(await ownPageFaults(siteProject(run).files, run.setting.program));
  refuseFaults(await personalInPages(siteProject(run).files, known), messages().publish.gateHint);
  const { buildSite } = await import('../publish/build-site.ts');
  await buildSite({
    marts: home.marts,
    project: siteProject(run),
    home: { site: home.site, logs: home.logs },
    address: site.address,
    runId: run.id,
    now: run.setting.clock(),
    forbidden,
    known,
    maxRowLossShare: site.max_row_loss,
    keepReleases: site.keep_releases,
    timeoutMs: site.build_timeout_minutes * 60_000,
    note: (text) => progress.note(text),
    report: ({ step, seconds, counts }) => {
      const names: Record<string, string> = messages().publish.counts;
      const named = Object.entries(counts).map(([name, count]): [string, number] => [
        names[name] ?? name,
        count,
      ]);
      progress.step(messages().publish.steps[step], seconds, Object.fromEntries(named));
    },
  });
}
