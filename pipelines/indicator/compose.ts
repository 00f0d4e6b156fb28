import type { Indicator } from '../config/indicator.ts';
import { nearest } from '../config/nearest.ts';
import type { Project } from '../config/project.ts';
import { messages } from '../messages/index.ts';
import { indicatorFile } from '../messages/vi/indicator-file.ts';
import { type Counting, countingOf, type Line } from './counting.ts';
import { numberOf } from './number.ts';
import { byLine, whenLines } from './placing.ts';
import type { Profile } from './profile.ts';
import { commonField, type GroupChoice, groupOf, idOf, ownerOf } from './proposals.ts';
import { allOf, Faults } from './rows.ts';
import { type Kind, kinds, type Wanted, type WantedFault } from './wanted.ts';

export interface ComposedTarget {
  indicator: string;
  year: number;
  value: number;
  source: string;
  confirmed: boolean;
}

/** An indicator ready to be written. */
export interface Composed {
  id: string;
  group: GroupChoice;
  lines: Line[];
  target: ComposedTarget | undefined;
  remarks: Counting['remarks'];
}

/** Why a target of that unit cannot be; undefined where it can. */
function impossible(value: number, unit: Counting['unit'] | undefined): string | undefined {
  const text = messages().config;
  if (unit === 'yes_no') return [0, 1].includes(value) ? undefined : text.targetYesNo;
  const isShare = unit === 'percent';
  return value < 0 || (isShare && value > 100) ? text.targetImpossible(value, isShare) : undefined;
}

function targetOf(
  id: string,
  unit: Counting['unit'] | undefined,
  project: Project,
  wanted: Wanted,
  faults: Faults,
): ComposedTarget | undefined {
  const text = messages().indicator;
  if (wanted.target === undefined) {
    for (const [option, given] of [
      ['--target-source', wanted.targetSource],
      ['--confirmed', wanted.confirmed],
    ] as const)
      if (given !== undefined) faults.add(option, text.targetMissing);
    return undefined;
  }
  const value = numberOf(wanted.target.replace(/ ?%$/, ''));
  if (value === undefined) return faults.add('--target', text.badTarget(wanted.target));
  const fault = impossible(value, unit);
  if (fault !== undefined) return faults.add('--target', fault);
  if (wanted.better === 'none') return faults.add('--target', messages().config.targetOfWatched(id));
  if (wanted.targetSource === undefined) return faults.add('--target-source', text.targetSourceMissing);
  const { year } = project.plan.plan;
  return { indicator: id, year, value, source: wanted.targetSource, confirmed: wanted.confirmed === true };
}

/** Which way is good: as told; of a number only where there is a target to be reached. */
function betterLine(better: Counting['better'], wanted: Wanted, faults: Faults): Line {
  const { why } = indicatorFile;
  const known = ['higher', 'lower', 'none'];
  const said = wanted.better;
  if (said !== undefined && !known.includes(said))
    faults.add('--better', messages().indicator.badBetter(said, nearest(said, known)));
  const usual = better === 'none' && wanted.target !== undefined ? 'higher' : better;
  const value = said ?? usual;
  return { field: 'better', value, why: why.better(value as Indicator['better'], said !== undefined) };
}

function kindOf(wanted: Wanted, faults: Faults): Kind | undefined {
  const text = messages().indicator;
  const kind = kinds.find((known) => known === wanted.kind);
  if (kind === undefined) faults.add('--kind', text.badKind(wanted.kind, nearest(wanted.kind ?? '', kinds)));
  return kind;
}

function idLine(title: string, wanted: Wanted, project: Project, faults: Faults): string {
  const text = messages();
  const taken = project.indicators.map((its) => its.id).concat(project.off.indicators);
  const id = wanted.id ?? idOf(title, taken);
  if (!/^[a-z][a-z0-9-]*$/.test(id)) faults.add('--id', text.config.badId);
  else if (taken.includes(id)) {
    const file = project.indicators.find((its) => its.id === id)?.placeOf(['id']).file ?? 'plan.yaml';
    faults.add('--id', text.indicator.idExists(id, file, idOf(id, taken)));
  }
  return id;
}

/** The same name over the same source is the same number told twice, whatever its id. */
function titleFault(title: string, { contract }: Profile, project: Project, faults: Faults): void {
  const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
  const twin = project.indicators.find(
    ({ source, name }) => source === contract.id && plain(name) === plain(title),
  );
  if (twin)
    faults.add('--title', messages().indicator.titleExists(title, twin.id, twin.placeOf(['name']).file));
}

/** The proposals that come from the source and the catalogue, each with where from. */
function keptBy(profile: Profile, project: Project, wanted: Wanted): Line[] {
  const { why, legalOfNothing } = indicatorFile;
  const { contract } = profile;
  const owner = wanted.owner === undefined ? ownerOf(contract, project.indicators) : { value: wanted.owner };
  const section = commonField('plan_section', owner.value, contract, project.indicators);
  const responsible = commonField('responsible', owner.value, contract, project.indicators);
  return [
    { field: 'legal', value: wanted.legal ?? wanted.targetSource ?? legalOfNothing },
    {
      field: 'plan_section',
      value: wanted.section ?? section?.value ?? '—',
      why: wanted.section !== undefined ? why.said : section ? why.section(section.origin) : why.noSection,
    },
    { field: 'owner', value: owner.value, why: 'origin' in owner ? why.owner(owner.origin) : why.said },
    { field: 'responsible', value: responsible?.value ?? owner.value },
    { field: 'source', value: contract.id },
  ];
}

/**
 * Makes an indicator of what was asked for, over the rows that are there; what was not told is proposed. Everything that cannot
 * be taken comes back at once, and then there is no indicator. `title` is its name, empty where none can be proposed yet.
 */
export function compose(
  profile: Profile,
  project: Project,
  wanted: Wanted,
): { composed: Composed | undefined; faults: WantedFault[]; title: string } {
  const text = indicatorFile;
  const faults = new Faults();
  const kind = kindOf(wanted, faults);
  const counting = kind && countingOf[kind](profile, wanted, faults);
  // Without a kind conditions mean nothing yet, but what is wrong with them can be told.
  if (!kind)
    for (const option of ['where', 'of'] as const)
      allOf(profile, `--${option}`, wanted[option] ?? [], faults);
  const title = wanted.title ?? (counting && text.titleOf[kind as Kind](counting.numerator)) ?? '';
  titleFault(title, profile, project, faults);
  const id = idLine(title, wanted, project, faults);
  const when = whenLines(profile, counting?.summed ?? [], wanted, faults);
  const by = byLine(profile, project, wanted, faults);
  const target = targetOf(id, counting?.unit, project, wanted, faults);
  const better = betterLine(counting?.better ?? 'none', wanted, faults);
  const group = groupOf(wanted, profile.contract, project.indicators);
  if (!/^[a-z][a-z0-9-]*$/.test(group.id)) faults.add('--group', messages().config.badId);
  if (!counting || faults.all.length > 0) return { composed: undefined, faults: faults.all, title };
  const { shape, unit, unitLabel, decimals, numerator, denominator } = counting;
  const lines: Line[] = [
    { field: 'id', value: id },
    { field: 'name', value: title },
    { field: 'short_name', value: shortened(title) },
    { field: 'shape', value: shape, why: text.why.shape[kind as Kind] },
    { field: 'fact', value: profile.fact, why: text.why.fact(profile.contract.title) },
    ...when,
    ...counting.lines,
    { field: 'unit', value: unit },
    { field: 'unit_label', value: wanted.unit ?? unitLabel },
    { field: 'decimals', value: decimals },
    better,
    ...by,
    { field: 'description', value: text.description(title, numerator, denominator) },
    { field: 'numerator_text', value: numerator },
    ...(denominator === undefined ? [] : [{ field: 'denominator_text', value: denominator }]),
    ...keptBy(profile, project, wanted),
  ];
  return { composed: { id, group, lines, target, remarks: counting.remarks }, faults: [], title };
}

/** A title for narrow places: its first words. */
function shortened(title: string): string {
  if (title.length <= 32) return title;
  return `${title.slice(0, 31).replace(/\s+\S*$/, '')}…`;
}
