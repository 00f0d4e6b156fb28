import { createHmac } from 'node:crypto';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { run as forget } from '../../pipelines/commands/person-forget.ts';
import { run as report } from '../../pipelines/commands/person-report.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossier, sheet } from '../cases/dossier-sheet.ts';
import { onlySources } from '../support/few-indicators.ts';
import { night } from './rebuilt-home.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

/** Who asks to be forgotten, and somebody of the same household. */
export const person = '037190009001';
export const other = '037190009002';
export const who = 'Nguyễn Văn A, đơn số 12';

/** Each person with a hamlet; an unknown sex is a value refused alone, an impossible year takes the row. */
type Resident = [id: string, hamlet: string, sex: string, born: string];

async function deliver(
  home: SampleHome,
  source: string,
  name: string,
  lines: readonly (readonly string[])[],
) {
  const folder = join(home.context.home.inbox, source);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), delimited(lines));
  const rested = new Date('2026-10-01T00:00:00Z');
  await utimes(join(folder, name), rested, rested);
}

const deliverResidents = (home: SampleHome, name: string, day: string, residents: readonly Resident[]) =>
  deliver(home, 'population', name, [
    [
      'Ngày trích xuất',
      'Số định danh cá nhân',
      'Họ và tên',
      'Ngày sinh',
      'Giới tính',
      'Thôn/xóm',
      'Mã hộ',
      'Tình trạng cư trú',
      'Mức định danh',
    ],
    ...residents.map(([id, hamlet, sex, born], at) => [
      day,
      id,
      'Bùi Thị Bịa',
      born,
      sex,
      hamlet,
      `HO-${Math.floor(at / 2)}`,
      'Thường trú',
      'Mức 2',
    ]),
  ]);

const neighbours: Resident[] = ['101', '102', '103', '104', '105', '106', '107'].map((tail) => [
  `037190000${tail}`,
  'Thôn Đông',
  'Nam',
  '01/02/1980',
]);

/**
 * Two nights of dossiers and of a list of residents. The person has a dossier that landed, one with a value that was left out, one
 * that was refused with what stood in it, one twice in a file; is on the first list with a remark and no longer on the second.
 */
export async function personHome(): Promise<SampleHome> {
  const home = await sampleHome(undefined, onlySources(portal, 'population'));
  home.context.clock = night('2026-10-20');
  await deliver(home, 'hamlets', 'thon.csv', [
    ['Mã thôn', 'Tên thôn', 'Xã cũ', 'Mã xã cũ', 'Số hộ'],
    ['T1', 'Thôn Đông', 'Xã Cũ', '14377', '120'],
    ['T2', 'Thôn Đoài', 'Xã Cũ', '14377', '90'],
  ]);
  await home.deliver(
    'thang-10.csv',
    delimited(
      sheet([
        ...[1, 2, 3, 4, 5, 6].map((n) => dossier(n)),
        dossier(11, { id: person }),
        dossier(12, { id: '037 190 009 001', due: 'ngày kia của tôi' }),
        dossier(13, { id: person, status: 'Lạ lùng của tôi' }),
        dossier(14, { id: person, status: 'Đang xử lý', closed: '', returned: '' }),
        dossier(14, { id: person }),
        dossier(15, { status: 'Lạ lùng của người khác' }),
      ]),
    ),
  );
  await deliverResidents(home, 'dan-cu-1.csv', '01/10/2026', [
    ...neighbours,
    [other, 'Thôn Đoài', 'Nữ', '03/04/1950'],
    [person, 'Thôn Đoài', 'Không rõ của tôi', '05/06/1951'],
  ]);
  await refresh(home.context, { site: false });
  home.context.clock = night('2026-10-21');
  await deliverResidents(home, 'dan-cu-2.csv', '15/10/2026', [
    ...neighbours,
    [other, 'Thôn Đoài', 'Nữ', '03/04/1950'],
  ]);
  await home.deliver(
    'thang-10-sua.csv',
    delimited(sheet([dossier(11, { id: person, supplements: '1' }), dossier(16)])),
  );
  await refresh(home.context, { site: false });
  home.context.clock = night('2026-10-22');
  return home;
}

export const typed = (text: string) => Readable.from([`${text}\n`]);
export const last = (home: SampleHome) => JSON.parse(home.printed.at(-1) ?? '');
export const forgetOf = async (home: SampleHome, number = person) => {
  await forget(home.context, { byWhom: who }, typed(number));
  return last(home);
};
export const reportOf = async (home: SampleHome, number = person) => {
  await report(home.context, { byWhom: who }, typed(number));
  return last(home);
};

/** What stands for a person in this home. */
export async function pseudonymOf(home: SampleHome, number = person): Promise<string> {
  const key = await readFile(join(home.context.home.secrets, 'pseudonym.key'), 'utf8');
  return createHmac('sha256', Buffer.from(key.trim(), 'hex')).update(number).digest('hex').slice(0, 32);
}

/** Tables in which a text stands as a value, but for some. */
export async function tablesWith(
  home: SampleHome,
  text: string,
  but: readonly string[] = [],
): Promise<string[]> {
  const tables = await home.ask<{ name: string }>(`
    select schema_name || '."' || table_name || '"' as name from duckdb_tables() where not temporary order by all`);
  const found: string[] = [];
  for (const { name } of tables.filter((its) => !but.includes(its.name))) {
    const [row] = await home.ask<{ n: number }>(
      `select count(*) as n from ${name} t where contains(t::varchar, '${text}')`,
    );
    if ((row?.n ?? 0) > 0) found.push(name);
  }
  return found;
}
