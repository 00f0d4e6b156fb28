import type { Contract } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import type { Indicator } from '../config/indicator.ts';

/** A group of the catalogue, and whether it is still to be made. */
export interface GroupChoice {
  id: string;
  name: string;
  order: number;
  isNew: boolean;
}

/** Where a proposal comes from: other indicators of the source, the contract, or the catalogue as a whole. */
export type Origin = 'source' | 'contract' | 'catalogue';
interface Proposal {
  value: string;
  origin: Origin;
}

/** The value that most have. */
function commonest(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

const ofSource = (indicators: readonly Indicator[], { id }: Contract): Indicator[] =>
  indicators.filter(({ source }) => source === id);

/** Who has the number: as other indicators of the source say, else who keeps the source. */
export function ownerOf(contract: Contract, indicators: readonly Indicator[]): Proposal {
  const known = commonest(ofSource(indicators, contract).map(({ owner }) => owner));
  return known === undefined
    ? { value: contract.steward, origin: 'contract' }
    : { value: known, origin: 'source' };
}

/** A field that others have filled in: those of the source, else those of the same owner, else all. */
export function commonField(
  field: 'plan_section' | 'responsible',
  owner: string,
  contract: Contract,
  indicators: readonly Indicator[],
): Proposal | undefined {
  const of = (some: readonly Indicator[]) => commonest(some.map((its) => its[field]));
  const nearby = of(ofSource(indicators, contract)) ?? of(indicators.filter((its) => its.owner === owner));
  if (nearby !== undefined) return { value: nearby, origin: 'source' };
  const common = of(indicators);
  return common === undefined ? undefined : { value: common, origin: 'catalogue' };
}

/** All groups of the catalogue in their order. */
export function groupsOf(indicators: readonly Indicator[]): GroupChoice[] {
  const byId = new Map(indicators.map(({ group }) => [group.id, { ...group, isNew: false }]));
  return [...byId.values()].sort((a, b) => a.order - b.order);
}

/** The group that is asked for, else that of other indicators of the source, else one of the source's own. */
export function groupOf(
  wanted: { group?: string; groupName?: string },
  contract: Contract,
  indicators: readonly Indicator[],
): GroupChoice {
  const groups = groupsOf(indicators);
  const [first] = ofSource(indicators, contract);
  const id = wanted.group ?? (wanted.groupName === undefined ? first?.group.id : undefined) ?? contract.id;
  const known = groups.find((group) => group.id === id || fold(group.name) === fold(id));
  if (known) return known;
  const order = Math.max(0, ...groups.map((group) => group.order)) + 1;
  return {
    id,
    name: wanted.groupName ?? (wanted.group === undefined ? contract.title : id),
    order,
    isNew: true,
  };
}

/** An id of a title: without marks, words joined by hyphens, not longer than a line; one that is not taken yet. */
export function idOf(title: string, taken: readonly string[]): string {
  const slug = fold(title)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 48)
    .replace(/-[^-]*$/, (tail) => (fold(title).length > 48 ? '' : tail))
    .replace(/-+$/, '');
  const base = slug === '' ? 'chi-tieu' : slug;
  if (!taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
