import { Random } from '../../config/random.ts';
import { catalogue, laterProcedures, repealedProcedure } from '../data/catalogue.ts';
import { departmentNames, type Procedure } from '../data/procedures.ts';
import { type Cell, type Cells, withDots } from '../export/cell.ts';
import { type SampleFile, tableFile } from '../export/table.ts';
import type { Form, TableRow } from '../export/table-plan.ts';
import { day, type Wall, wall } from '../wall-clock.ts';
import { addWorkdays } from '../working-time.ts';
import { type Blemish, blemish, standTwice } from './blemish.ts';
import type { SampleGenerator } from './source.ts';

const labels = {
  code: 'Mã TTHC',
  name: 'Tên thủ tục hành chính',
  field: 'Lĩnh vực',
  agency: 'Cơ quan thực hiện',
  level: 'Cấp thực hiện',
  limit: 'Thời hạn giải quyết (ngày)',
  cut: 'Số ngày cắt giảm',
  hasFee: 'Có phí, lệ phí',
  fee: 'Phí, lệ phí (đồng)',
  serviceLevel: 'Mức độ',
  fit: 'Đủ điều kiện toàn trình',
  payment: 'Tích hợp thanh toán trực tuyến',
  result: 'Có kết quả bằng văn bản',
  decision: 'Quyết định công bố',
  announcedOn: 'Ngày công bố',
  announceDue: 'Hạn công bố',
  publishedOn: 'Ngày công khai',
  publishDue: 'Hạn công khai',
  complete: 'Công khai đầy đủ nội dung',
  listedOn: 'Ngày trích xuất',
};
type Column = keyof typeof labels;

interface Edition {
  name: string;
  form: Form;
  listedOn: Wall;
  /** Share of the procedures fit for it that are provided in full, and of those with a fee that can be paid on line. */
  full: number;
  payable: number;
  complete: number;
}

const editions: readonly Edition[] = [
  {
    name: 'danh-muc-tthc-2026-01.xlsx',
    form: { kind: 'xlsx', sheet: 'Danh mục' },
    listedOn: wall(2026, 1, 30),
    full: 0.7,
    payable: 0.72,
    complete: 0.86,
  },
  {
    name: 'danh-muc-tthc-2026-04.xls',
    form: { kind: 'html' },
    listedOn: wall(2026, 4, 29),
    full: 0.78,
    payable: 0.8,
    complete: 0.91,
  },
  {
    name: 'danh-muc-tthc-2026-07.csv',
    form: { kind: 'delimited', delimiter: ';', encoding: 'windows-1258' },
    listedOn: wall(2026, 7, 31),
    full: 0.86,
    payable: 0.88,
    complete: 0.95,
  },
  {
    name: 'danh-muc-tthc-2026-10.xlsx',
    form: { kind: 'xlsx', sheet: 'Danh mục' },
    listedOn: wall(2026, 10, 30),
    full: 0.93,
    payable: 0.96,
    complete: 0.98,
  },
];
const middleOfYear = wall(2026, 7, 1);

const yesNo = (value: boolean): string => (value ? 'Có' : 'Không');

/** What happened to a procedure once: the same in every edition of the list. */
interface Life {
  procedure: Procedure;
  decision: string;
  announcedOn: Wall;
  announceDue: Wall;
  publishedOn: Wall;
  publishDue: Wall;
  cut: number;
  /** Numbers in [0, 1) that say how early something is done for it. */
  fullAt: number;
  payableAt: number;
  completeAt: number;
}

function live(random: Random, procedure: Procedure): Life {
  const isLater = laterProcedures.includes(procedure.code);
  const decidedOn = isLater
    ? wall(2026, 7, random.int(6, 10))
    : wall(2025, random.int(7, 12), random.int(3, 26));
  const announceDue = addWorkdays(decidedOn, 5);
  const announcedOn = addWorkdays(decidedOn, random.chance(0.06) ? random.int(6, 9) : random.int(1, 5));
  return {
    procedure,
    decision: `${random.int(120, 1900)}/QĐ-UBND`,
    announcedOn,
    announceDue,
    publishedOn: addWorkdays(announcedOn, random.chance(0.08) ? random.int(4, 6) : random.int(0, 3)),
    publishDue: addWorkdays(announcedOn, 3),
    cut: procedure.days >= 10 && random.chance(0.6) ? random.int(2, Math.floor(procedure.days / 3)) : 0,
    fullAt: random.next(),
    payableAt: random.next(),
    completeAt: random.next(),
  };
}

/** Dotted amounts where people typed the list, plain numbers where a sheet keeps them. */
function feeOf({ fee }: Procedure, { form }: Edition): Cell {
  if (fee === 0) return form.kind === 'html' ? 'Không' : null;
  return form.kind === 'xlsx' ? fee : withDots(fee);
}

function cellsOf(life: Life, edition: Edition): Cells<Column> {
  const { procedure } = life;
  const fit = procedure.level === 'Toàn trình';
  return {
    code: procedure.code,
    name: procedure.name,
    field: procedure.field,
    agency: departmentNames[procedure.department],
    level: 'Cấp xã',
    limit: procedure.days,
    cut: life.cut === 0 ? null : life.cut,
    hasFee: yesNo(procedure.fee > 0),
    fee: feeOf(procedure, edition),
    serviceLevel: fit && life.fullAt >= edition.full ? 'Một phần' : procedure.level,
    fit: yesNo(fit),
    payment: procedure.fee > 0 ? yesNo(life.payableAt < edition.payable) : null,
    result: yesNo(procedure.writtenResult),
    decision: life.decision,
    announcedOn: { day: life.announcedOn },
    announceDue: { day: life.announceDue },
    publishedOn: { day: life.publishedOn },
    publishDue: { day: life.publishDue },
    complete: yesNo(life.completeAt < edition.complete),
    listedOn: { day: edition.listedOn },
  };
}

/** Rows that somebody typed in by hand: none stands for a procedure of the list, which would go missing with them. */
const typedIn = ({ listedOn }: Edition): TableRow<Column>[] => {
  const row = (fault: string, code: string | null, name: string, field: string, serviceLevel: string) => ({
    cells: { code, name, field, serviceLevel, agency: departmentNames.office, listedOn: { day: listedOn } },
    verdict: { fault },
  });
  return [
    row('bad_pattern', 'TTHC-57', 'Cấp lại thẻ ra vào chợ', 'Thương mại', 'Còn lại'),
    row('required_empty', null, 'Xác nhận tạm vắng', 'Cư trú', 'Một phần'),
    row('unknown_code', '1.099901', 'Thủ tục đang rà soát', 'Hộ tịch', 'Mức độ 4'),
  ];
};

const blemishes: readonly Blemish<Column>[] = [
  {
    printed: ({ code }) => ({ code: `${code}.000.00.00.H42` }),
    fits: ({ code }) => String(code).length === 8,
  },
  { warning: 'published_before_announced', printed: { publishedOn: { day: wall(2025, 7, 1) } } },
];

function fileOf(random: Random, lives: readonly Life[], edition: Edition): SampleFile {
  const isListed = ({ procedure: { code } }: Life) =>
    edition.listedOn < middleOfYear ? !laterProcedures.includes(code) : code !== repealedProcedure;
  const sound = lives.filter(isListed).map((life) => ({ cells: cellsOf(life, edition), verdict: null }));
  const rows = [...standTwice(random, blemish(random, sound, blemishes), 1), ...typedIn(edition)];
  const [year, month] = new Date(edition.listedOn * 1000).toISOString().split('-');
  return tableFile({
    name: edition.name,
    form: edition.form,
    titles: [
      'ỦY BAN NHÂN DÂN XÃ RẠNG ĐÔNG',
      'DANH MỤC THỦ TỤC HÀNH CHÍNH CẤP XÃ',
      `(Tháng ${month} năm ${year})`,
    ],
    labels,
    groups: {
      hasFee: 'Phí, lệ phí',
      fee: 'Phí, lệ phí',
      announcedOn: 'Công bố',
      announceDue: 'Công bố',
      publishedOn: 'Công khai',
      publishDue: 'Công khai',
      complete: 'Công khai',
    },
    rows,
    ...(edition.form.kind !== 'delimited' && { total: { name: `${sound.length} thủ tục` } }),
    signature: ['NGƯỜI LẬP BIỂU', '(Ký, ghi rõ họ tên)'],
    made: edition.listedOn - (edition.listedOn % day),
  });
}

/** The catalogue of procedures, four times in the year; it agrees with the procedures of the portal's dossiers. */
export const procedureCatalogue: SampleGenerator = (seed) => {
  const random = new Random(seed, 'procedures');
  const lives = catalogue.map((procedure) => live(random, procedure));
  return { source: 'procedures', files: editions.map((edition) => fileOf(random, lives, edition)) };
};
