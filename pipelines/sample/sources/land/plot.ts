import { Random } from '../../../config/random.ts';
import { type FormerCommune, formerCommunes } from '../../data/hamlets.ts';
import type { Cell, Cells } from '../../export/cell.ts';
import type { TableRow } from '../../export/table-plan.ts';
import { inventName, inventNumber, inventProvince, type Sex } from '../../life/person.ts';
import { ageIn, livesHere, type Resident } from '../../life/resident.ts';
import { day, endOfMonth, type Wall, wall } from '../../wall-clock.ts';
import type { LandColumn } from './columns.ts';
import { type LandUse, useOf } from './use.ts';

/** The day whose state the list shows. */
export const landTakenAt = endOfMonth(2026, 10);

type Holder = Pick<Resident, 'id' | 'name' | 'sex' | 'born' | 'bornYear'>;

/** One plot with a row for each of its holders. */
export interface Plot {
  commune: FormerCommune;
  rows: TableRow<LandColumn>[];
  /** Whether everything that the campaign demands is there ("đủ"), in every row. */
  complete: boolean;
}

interface Place {
  commune: FormerCommune;
  plots: number;
  plotsPerSheet: number;
  /** How much is missing: about this share of the scanned papers, less of the rest. */
  gaps: number;
}

const places: readonly Place[] = [
  { commune: formerCommunes.rangDong, plots: 18_000, plotsPerSheet: 300, gaps: 0.1 },
  { commune: formerCommunes.phucThang, plots: 20_000, plotsPerSheet: 360, gaps: 0.17 },
  { commune: formerCommunes.namDien, plots: 22_000, plotsPerSheet: 420, gaps: 0.28 },
];

const organisations = [
  { name: 'Hợp tác xã Dịch vụ nông nghiệp Cồn Xanh', id: '0699990011' },
  { name: 'Công ty TNHH Thủy sản Sóng Xanh', id: '0699990022' },
  { name: 'Trường Tiểu học Lúa Thơm', id: '0699990033' },
];

export const plotCount = places.reduce((sum, { plots }) => sum + plots, 0);

/** All plots of the commune, one after the other, so that they need not stand in memory together. */
export function* inventPlots(seed: number, residents: readonly Resident[]): Generator<Plot> {
  for (const place of places) {
    const random = new Random(seed, `land ${place.commune.code}`);
    const households = householdsOf(residents, place.commune);
    const outside = Array.from({ length: 900 }, () => outsider(random));
    for (let n = 0; n < place.plots; n += 1) {
      const household = random.pick(households);
      yield inventPlot(random, place, n, random.chance(0.06) ? [random.pick(outside)] : household, household);
    }
  }
}

/** Grown persons by household, the head first; not of those who left before the day of the list. */
function householdsOf(residents: readonly Resident[], { code }: FormerCommune): Resident[][] {
  const households = new Map<number, Resident[]>();
  for (const resident of residents) {
    const { hamlet, household } = resident;
    if (hamlet.formerCode !== code || !livesHere(resident, landTakenAt) || ageIn(resident, landTakenAt) < 25)
      continue;
    const known = households.get(household);
    if (known) known.push(resident);
    else households.set(household, [resident]);
  }
  return [...households.values()];
}

/** Somebody who holds land here and lives elsewhere, or has died. */
function outsider(random: Random): Holder {
  const sex: Sex = random.chance(0.6) ? 'male' : 'female';
  const year = random.int(1930, 1985);
  return {
    id: inventNumber(random, inventProvince(random), sex, year),
    name: inventName(random, sex),
    sex,
    born: wall(year, random.int(1, 12), random.int(1, 28)),
    bornYear: year,
  };
}

function inventPlot(
  random: Random,
  { commune, plotsPerSheet, gaps }: Place,
  number: number,
  holders: readonly Holder[],
  neighbours: readonly Resident[],
): Plot {
  const hamlet = neighbours[0]?.hamlet.name ?? '';
  const sheet = Math.floor(number / plotsPerSheet) + 1;
  const plot = (number % plotsPerSheet) + 1;
  const certified = random.chance(0.93);
  const organisation = random.chance(0.015) ? random.pick(organisations) : null;
  const joint = organisation === null && holders.length > 1 && random.chance(0.14);
  const base: Cells<LandColumn> = {};
  let complete = certified;
  /** A cell that the campaign demands; some are left blank. */
  const demand = (cells: Cells<LandColumn>, column: LandColumn, value: Cell, missing: number) => {
    if (random.chance(missing)) complete = false;
    else cells[column] = value;
  };
  base.communeCode = number % 5 === 0 ? Number(commune.code) : commune.code;
  if (certified) {
    const issued = issueDay(random);
    demand(base, 'certificateNumber', `${random.pick(series)} ${random.int(100_000, 999_999)}`, gaps / 20);
    demand(base, 'issuedOn', { day: issued }, gaps / 8);
    demand(base, 'registerNumber', `CH ${String(random.int(1, 99_999)).padStart(5, '0')}`, gaps / 10);
    base.certificateSheet = sheet;
    base.certificatePlot = plot;
  }
  // Where there is no cadastral map yet, the certificate alone tells the plot; without a certificate the map does.
  if (!certified || !random.chance(0.05)) {
    base.sheet = sheet;
    base.plot = plot;
  }
  if (random.chance(0.4)) base.parcelCode = parcelCode(random);
  demand(base, 'address', `${hamlet}, ${commune.name}`, gaps / 15);
  complete = useOf(random, gaps / 10, commune, (use, at) => writeUse(base, use, at)) && complete;

  const persons = organisation ? [null] : joint ? holders.slice(0, 2) : holders.slice(0, 1);
  const rows = persons.map((holder, at) => {
    const row = { ...base };
    if (holder === null) {
      row.organisation = organisation?.name ?? null;
      demand(row, 'organisationId', organisation?.id ?? null, gaps / 4);
    } else {
      demand(row, 'ownerName', holder.name, gaps / 60);
      row.ownerBorn = random.chance(0.3) ? holder.bornYear : { day: holder.born };
      row.ownerSex = holder.sex === 'male' ? 'Nam' : 'Nữ';
      demand(row, 'ownerId', holder.id, gaps / 3);
      row.ownerAddress = `${hamlet}, xã Rạng Đông, tỉnh Ninh Bình`;
    }
    demand(row, 'legalForm', holder === null ? 'Tổ chức' : joint ? 'Vợ chồng' : 'Cá nhân', gaps / 9);
    demand(row, 'legalRole', at === 0 ? 'Chủ sử dụng' : 'Đồng sử dụng', gaps / 9);
    if (holder !== null && at === 0 && random.chance(0.05)) change(random, row, neighbours, hamlet);
    demand(row, 'scanFile', `${commune.code}_${sheet}_${plot}_${holder?.id ?? 'TC'}.pdf`, gaps);
    return { cells: row, verdict: null };
  });
  return { commune, rows, complete };
}

function change(random: Random, row: Cells<LandColumn>, users: readonly Resident[], hamlet: string): void {
  const user = random.pick(users);
  row.currentName = user.name;
  row.currentId = user.id;
  row.currentAddress = `${hamlet}, xã Rạng Đông`;
  row.changeReason = random.pick(['Nhận thừa kế', 'Nhận chuyển nhượng', 'Được tặng cho']);
}

function writeUse(row: Cells<LandColumn>, use: LandUse, number: 1 | 2 | 3): void {
  for (const part of ['kind', 'area', 'origin', 'form', 'term'] as const)
    row[`${part}${number}`] = use[part] ?? null;
  if (number > 1) return;
  row.area = use.plotArea ?? null;
  if (!use.house) return;
  row.assetKind = 'Nhà ở riêng lẻ';
  row.builtArea = use.house.built;
  row.floorArea = use.house.floor;
  row.ownership = 'Sở hữu riêng';
  row.ownershipTerm = '-/-';
  row.grade = use.house.floor > use.house.built ? 'Cấp III' : 'Cấp IV';
}

const series = ['AB', 'AE', 'BC', 'BĐ', 'BM', 'BX', 'CA', 'CĐ', 'CH', 'CK', 'DD', 'DH'];
const issueDay = (random: Random): Wall => wall(2003, 1, 2) + Math.floor(random.next() * 8650) * day;

const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** The form of the real code is not known here: twelve letters and digits. */
const parcelCode = (random: Random): string =>
  `37${Array.from({ length: 10 }, () => signs[random.int(0, signs.length - 1)]).join('')}`;
