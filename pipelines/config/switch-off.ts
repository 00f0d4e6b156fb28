import { messages } from '../messages/index.ts';
import type { Contract } from './contract.ts';
import type { Fault } from './fault.ts';
import { type Indicator, usedBy } from './indicator.ts';
import { nearest } from './nearest.ts';
import type { Plan } from './plan.ts';
import { fileAt, filesUnder, type ProjectFile, type ProjectFiles } from './project-files.ts';
import type { FieldPath } from './yaml-file.ts';

/** What of the program is not used here, by name; `indicators` with those that went because of another. */
export interface Off {
  sources: readonly string[];
  indicators: readonly string[];
  pages: readonly string[];
}

/** Address of the page that a file makes, without slashes at its ends: `diem-766`, `chi-tieu/[id]`, `index`. */
export const pageOf = ({ path }: ProjectFile): string | undefined =>
  /^reports\/pages\/(.*?)(?:\/index)?\.md$/.exec(path)?.[1];

/** Indicators of sources that are off, those named, and whatever is made of one of them. */
export function indicatorsOff(indicators: readonly Indicator[], off: Plan['off']): string[] {
  const gone = new Set(
    indicators
      .filter(({ id, source }) => off.indicators.includes(id) || off.sources.includes(source))
      .map(({ id }) => id),
  );
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const indicator of indicators)
      if (usedBy(indicator).some((id) => gone.has(id))) gone.add(indicator.id);
  }
  return indicators.filter(({ id }) => gone.has(id)).map(({ id }) => id);
}

/** The files in force without those of pages that are off. */
export function withoutPages(files: ProjectFiles, pages: readonly string[]): ProjectFiles {
  const isOff = (file: ProjectFile) => {
    const page = pageOf(file);
    return page !== undefined && pages.some((off) => page === off || page.startsWith(`${off}/`));
  };
  return pages.length === 0 ? files : { ...files, all: files.all.filter((file) => !isOff(file)) };
}

/** Names in `off:` that are nobody's, or the commune's own. */
export function offFaults(
  files: ProjectFiles,
  { off }: Pick<Plan, 'off'>,
  lineOf: (path: FieldPath) => number,
  contracts: readonly Contract[],
  indicators: readonly Indicator[],
): Fault[] {
  const text = messages().project;
  const { shown } = fileAt(files, 'models/plan/plan.yaml');
  const isOwn = (path: string) => fileAt(files, path).owner === 'commune' && !fileAt(files, path).replaces;
  const pages = filesUnder(files, 'reports/pages/', '.md');
  const known = {
    sources: new Map(contracts.map(({ id }) => [id, isOwn(`sources/${id}/source.yaml`)])),
    indicators: new Map(
      indicators.map((its) => [
        its.id,
        files.all.some((f) => f.shown === its.placeOf([]).file && isOwn(f.path)),
      ]),
    ),
    pages: new Map(pages.map((file) => [pageOf(file) ?? '', isOwn(file.path)])),
  };
  const what = { sources: text.what.source, indicators: text.what.indicator, pages: text.what.page };
  return (['sources', 'indicators', 'pages'] as const).flatMap((kind) =>
    off[kind].flatMap((name, at): Fault[] => {
      const fault = (message: string) => ({
        file: shown,
        line: lineOf(['off', kind, at]),
        field: `off.${kind}.${at}`,
        message,
      });
      const owned = known[kind].get(name);
      if (owned === undefined)
        return [fault(text.offUnknown(what[kind], name, nearest(name, known[kind].keys())))];
      return owned ? [fault(text.offOwn(name))] : [];
    }),
  );
}
