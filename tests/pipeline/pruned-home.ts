import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { refresh } from '../../pipelines/run/refresh.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { contents, copyHome, night, threeNights } from './rebuilt-home.ts';
import { checkout, portal, type SampleHome, sampleHome } from './sample-home.ts';

/** Three nights old, on a program of its own; made anew for every test of the file that imports it. */
export let home: SampleHome;
export let project: string;
let model: SampleHome;

beforeAll(async () => {
  model = await sampleHome(undefined, fewIndicators());
  await threeNights(model);
});
afterAll(() => model.remove());
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'kpi-project-'));
  for (const folder of ['sources', 'models'])
    await cp(join(checkout, folder), join(project, folder), { recursive: true });
  home = await copyHome(model, project);
  // Ten days before stands between the second night and the third.
  home.context.clock = night('2026-11-01');
});
afterEach(async () => {
  await home.remove();
  await rm(project, { recursive: true, force: true });
});

export const archived = async (source: string) =>
  (await readdir(join(home.context.home.archive, source))).filter((name) => /^[0-9a-f]{64}/.test(name));
export const kept = async (source: string) =>
  (await readdir(join(home.context.home.archive, source)))
    .filter((name) => name.startsWith('kept-'))
    .map((name) => join(home.context.home.archive, source, name));
export const counts = async () => [(await archived(portal)).length, (await archived('hamlets')).length];
export const go = () => refresh(home.context, { site: false });
export const answer = () => JSON.parse(home.printed.at(-1) ?? '');
export const old = { olderThan: '10d' };

/** What stands, of tables that landing from kept rows must bring back, and what is known of the loads. */
export const standing = async (): Promise<Record<string, unknown[]>> => {
  const tables = await contents(home);
  const names = [
    'landing.public_service_portal',
    'landing.hamlets',
    'current.hamlets',
    'fact.dossier',
    'ops.file',
  ];
  const loads = await home.ask(
    'select * exclude (load_id, loaded_at, contract_hash) from ops.load_in_force order by all',
  );
  const headers = await home.ask(
    'select sha256, h.* exclude (load_id) from ops.header h join ops.load_in_force using (load_id) order by all',
  );
  const readings = tables['measure.reading']?.map((row) => ({ ...(row as object), rule: '', loads: '' }));
  return {
    ...Object.fromEntries(names.map((name) => [name, tables[name] ?? []])),
    loads,
    headers,
    readings: readings ?? [],
  };
};
export const warnings = () =>
  home.ask("select source, message from ops.quarantine where code = 'kept_rows' order by source, message");
/** Writes into a contract. */
export const edit = async (source: string, from: string, to: string) => {
  const path = join(project, 'sources', source, 'source.yaml');
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
};
