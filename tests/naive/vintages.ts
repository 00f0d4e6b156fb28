import {
  begunSpans,
  compute,
  datedRows,
  derive,
  type Given,
  knownDay,
  least,
  type Reading,
  readPeriod,
  type Structure,
  toldBySource,
} from './compute.ts';
import { definitions, derived } from './indicators.ts';
import { daysBefore, type Span } from './periods.ts';

/** An earlier period as it was at the age at which a later one is seen. */
export interface Vintage extends Reading {
  seenFrom: string;
  asOf: string;
}

/** Indicators whose cases come to their end after the period: their numbers change as they do. */
export const ripening: readonly string[] = [
  'tthc-dung-han',
  'tthc-qua-han',
  'tthc-ket-qua-dien-tu',
  'tthc-so-hoa',
  'tthc-thoi-gian',
  'tthc-thoi-gian-trung-vi',
  'tthc-bo-sung',
  'pakn-dung-han',
  'pakn-hai-long',
  'pakn-danh-gia',
  'pakn-15-ngay',
  'pakn-thoi-gian',
  'tap-huan-theo-ke-hoach',
  // Made of others, one of which ripens.
  'ket-qua-thuc-hien-ke-hoach',
];

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const daysAfter = (day: string, count: number): string => daysBefore(day, -count);

/** The day from which the earlier period was as old as the later one is now. */
function dayOfAge(early: Span, late: Span, known: string): string {
  if (known >= late.to) return daysAfter(early.to, daysBetween(late.to, known));
  // Still open: as many days after its beginning, at most all of it.
  return least(early.to, daysAfter(early.opens, daysBetween(late.opens, known)));
}

interface Pair {
  early: Span;
  late: Span;
  isNext: boolean;
  isOpen: boolean;
}

/** Each period with the next one; and each that was before the newest closed one (the newest, if all are open) with that. */
function pairsOf(spans: readonly Span[], reportDay: string): Pair[] {
  const kinds = [...new Set(spans.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const inOrder = spans.filter((span) => span.kind === kind).sort((a, b) => (a.to < b.to ? -1 : 1));
    const isOpen = ({ to }: Span) => to > reportDay;
    const newest = inOrder.findLast((span) => !isOpen(span)) ?? inOrder.at(-1);
    return inOrder.flatMap((early, at) =>
      inOrder
        .slice(at + 1)
        .map((late, more) => ({ early, late, isNext: more === 0, isOpen: isOpen(late) }))
        // A year up to a month holds those before it: they are no course.
        .filter(({ late, isNext }) => isNext || (late === newest && kind !== 'year_to_date')),
    );
  });
}

const isWanted = ({ id, aggregate }: Structure, { isNext, isOpen }: Pair): boolean =>
  aggregate === 'flow' && (ripening.includes(id) || (isNext && isOpen));

/** Every vintage: in parts where the later period is the next one. */
export function computeVintages(given: Given): Vintage[] {
  const vintages: Vintage[] = [];
  const nowById = new Map(
    compute(given)
      .filter(({ by }) => by === null)
      .map((reading) => [`${reading.indicator} ${reading.period}`, reading]),
  );
  const told = toldBySource(given);
  const thenById = new Map<string, Reading>();
  const nameOf = (id: string, { early, late }: Pair) => `${id} ${early.id} ${late.id}`;
  const dayFor = (structure: Structure, { early, late }: Pair) =>
    dayOfAge(early, late, knownDay(given, structure.source));
  const keep = (pair: Pair, asOf: string, found: readonly Reading[]) => {
    for (const reading of found) {
      if (reading.by === null) thenById.set(nameOf(reading.indicator, pair), reading);
      if (reading.by === null || pair.isNext) vintages.push({ ...reading, seenFrom: pair.late.id, asOf });
    }
  };
  const wanted = (structure: Structure) =>
    pairsOf(begunSpans(given, structure), given.reportDay).filter(
      (pair) => isWanted(structure, pair) && dayFor(structure, pair) >= pair.early.from,
    );
  for (const structure of given.catalogue) {
    const its = definitions[structure.id];
    if (!its) continue;
    const rows = datedRows(given, its);
    for (const pair of wanted(structure)) {
      const asOf = dayFor(structure, pair);
      const known = rows.filter(([day]) => day <= asOf);
      keep(
        pair,
        asOf,
        readPeriod(given, structure, its, known, pair.early, told.get(structure.source), asOf),
      );
    }
  }
  for (const structure of given.catalogue) {
    const how = derived[structure.id];
    if (!how) continue;
    for (const pair of wanted(structure)) {
      const find = (id: string) => {
        const other = given.catalogue.find((each) => each.id === id);
        // What does not ripen is then what it is now.
        return other && isWanted(other, pair)
          ? thenById.get(nameOf(id, pair))
          : nowById.get(`${id} ${pair.early.id}`);
      };
      keep(pair, dayFor(structure, pair), [derive(structure, how, pair.early.id, find)]);
    }
  }
  return vintages;
}
