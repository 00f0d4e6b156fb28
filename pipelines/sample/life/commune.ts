import { Random } from '../../config/random.ts';
import { officers } from '../data/person-names.ts';
import { type Procedure, procedures } from '../data/procedures.ts';
import { compactDate, day, endOfMonth, isoMonth, startOfMonth, type Wall } from '../wall-clock.ts';
import { eveningTime, isWorkday, officeTime } from '../working-time.ts';
import { type Channel, type Dossier, endings, type Payment } from './dossier.ts';
import { live } from './live.ts';
import { inventPersons, type Person } from './person.ts';
import { type Resident, settle } from './resident.ts';
import { lateRate, type MonthStory, onlineOffset, story } from './story.ts';

const personCount = 6500;
/** Each procedure as often as its weight says: one draw finds one. */
const asked = procedures.flatMap((procedure) => Array.from({ length: procedure.weight }, () => procedure));
/** Chance that a code carries the date of filing and not the later date of receipt. */
const codeFromFiling = 0.0006;

/** The people of xã Rạng Đông and what they filed; all sources draw on the same ones. */
export interface Commune {
  /** Everything that was filed from November 2025 to October 2026, in the order of filing. */
  dossiers: readonly Dossier[];
  /** Whoever files. */
  persons: readonly Person[];
  /** Everybody who lives here in the year; all persons of the dossiers are among them. */
  residents: readonly Resident[];
}

/**
 * The sample commune of a seed. Pure: the same seed gives the same commune.
 *
 * @param seed a whole number from 0 to 2^53 − 1
 */
export function communeOf(seed: number): Commune {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`communeOf: the seed must be a whole number from 0 on, got ${seed}`);
  }
  const random = new Random(seed, 'commune');
  const persons = inventPersons(new Random(seed, 'persons'), personCount);
  const dossiers: Dossier[] = [];
  for (const month of story) {
    for (const at of workdays(month.month)) {
      const count = Math.round(month.perDay * random.between(0.75, 1.25));
      for (let n = 0; n < count; n++) dossiers.push(fileDossier(random, at, month, random.pick(persons)));
    }
  }
  dossiers.sort((a, b) => a.filedAt - b.filedAt);
  nameDossiers(new Random(seed, 'codes'), dossiers);
  return { dossiers, persons, residents: settle(seed, persons) };
}

function workdays(month: string): Wall[] {
  const year = Number(month.slice(0, 4));
  const number = Number(month.slice(5));
  const days: Wall[] = [];
  for (let at = startOfMonth(year, number); at < endOfMonth(year, number); at += day) {
    if (isWorkday(at)) days.push(at);
  }
  return days;
}

function fileDossier(random: Random, at: Wall, month: MonthStory, person: Person): Dossier {
  const procedure = random.pick(asked);
  const channel = chooseChannel(random, procedure, month);
  const evening = channel === 'online' && random.chance(0.12);
  const filedAt = evening ? eveningTime(random, at) : officeTime(random, at);
  const fee = procedure.fee > 0 && !random.chance(0.06) ? procedure.fee * feeUnits(random) : 0;
  const life = live(random, { filedAt, procedure, channel, fee, lateRate: lateRate(procedure.field, month) });
  const { receivedAt } = life;
  // A dossier that is still only registered when a month is exported already has its code.
  const codedAtFiling =
    receivedAt === null || isoMonth(receivedAt) !== isoMonth(filedAt) || random.chance(codeFromFiling);
  return {
    endedAt: life.steps.find((step) => endings.has(step.status))?.at ?? null,
    code: '',
    codeAt: codedAtFiling ? filedAt : receivedAt,
    filedAt,
    procedure,
    person,
    officer: random.pick(officers[procedure.department]),
    channel,
    channelBlank: channel === 'direct' && random.chance(0.06),
    fee,
    payment: choosePayment(random, fee, channel, month),
    electronicResult: procedure.writtenResult && random.chance(month.electronic),
    digitised: random.chance(month.digitised),
    ...life,
  };
}

function chooseChannel(random: Random, procedure: Procedure, month: MonthStory): Channel {
  if (random.chance(month.online + onlineOffset(procedure.field))) return 'online';
  return random.chance(0.07) ? 'post' : 'direct';
}

/** Copies and certificates are paid by the piece. */
function feeUnits(random: Random): number {
  return random.chance(0.7) ? 1 : random.int(2, 5);
}

function choosePayment(random: Random, fee: number, channel: Channel, month: MonthStory): Payment {
  const paidOnline = random.chance(channel === 'online' ? month.paid : 0.12);
  if (fee === 0 || !paidOnline) return 'none';
  return random.chance(0.62) ? 'national' : 'provincial';
}

const unitNumbers = { service: '11', economy: '12', society: '13', office: '14' } as const;

/** Gives each dossier its code: unit, date, number of the day. Old forms die out over the first months. */
function nameDossiers(random: Random, dossiers: Dossier[]): void {
  const numbers = new Map<string, number>();
  for (const dossier of dossiers) {
    const date = compactDate(dossier.codeAt);
    const number = (numbers.get(date) ?? 0) + 1;
    numbers.set(date, number);
    const oldForm = random.chance(date < '260301' ? 0.15 : 0.01);
    const unit = unitNumbers[dossier.procedure.department];
    dossier.code = `${oldForm ? `000.00.${unit}.H42` : `H42.61.${unit}`}-${date}-${String(number).padStart(4, '0')}`;
  }
}
