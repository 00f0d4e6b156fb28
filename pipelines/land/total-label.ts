/**
 * What the last line under a column of numbers is called. Letters are told with their marks, or without any: "Cộng" is a
 * sum, "Công an xã", "Cổng dịch vụ công" and "Tống" are not.
 */
const tong = 't(?:ổ|o)ng';
const cong = 'c(?:ộ|o)ng';
const so = 's(?:ố|o)';
const whole =
  '(?:to(?:à|a)n|c(?:ả|a)) *_*(?:x(?:ã|a)|ph(?:ườ|uo)ng|th(?:ị|i) tr(?:ấ|a)n|huy(?:ệ|e)n|t(?:ỉ|i)nh|th(?:ô|o)n|đơn vị|địa bàn|khu vực|cơ quan|bảng)';
const sum = `(?:(?:chung )?${whole}|${tong}[ _-]*(?:${cong}|${so})|${cong}[ _-]*dồn|(?:${tong}|${cong}|${tong} ${cong}|${tong} ${so}) (?:${whole}|chung|các .*)|l(?:ũy|uỹ) kế|(?:grand |sub)?total)`;
const sign = ' *[:.…]*';
const counted = ' *[:=] *[0-9][0-9., ]*[^0-9]{0,40}';
const made = ' *\\(.{1,40}\\)';

/** Nothing but a total is called so: RE2 over a text in small letters. */
const sureTotal = `^(?:${sum}(?:${made})?${sign}|(?:${sum}|${tong}|${cong})(?: [^0-9:=]{1,30})?${counted})$`;

const group =
  '(?:th(?:ô|o)n|x(?:ó|o)m|t(?:ổ|o)|khu|ấp|bản|làng|mục|phần|nhóm|lĩnh vực|loại|tháng|quý|kỳ|năm|trang|khối|[ivxlc]+|[a-zđ]|[0-9]+)';

/** What a total may be called, and a person, a place or an item of a form as well: something else must tell. */
const likelyTotal = `^(?:(?:${tong}|${cong})(?:${made})?${sign}|(?:${tong}|${cong}|${tong} ${cong}) ${group}(?:[ .:].*)?|${tong} (?:${so}|${cong})[ :].*)$`;

/** The beginnings of all these, in letters of any size: one anchored pattern is cheap for millions of rows. */
const beginning = `^(?i:${tong}|${cong}|to(?:à|a)n|chung|c(?:ả|a)|l(?:ũy|uỹ)|total|grand|sub)`;

/** SQL: how a text calls its row: 2 a total for sure, 1 perhaps, 0 something else. Never null. */
export const totalGrade = (text: string): string =>
  `case when regexp_matches(lower(${text}), '${sureTotal}') then 2 when regexp_matches(lower(${text}), '${likelyTotal}') then 1 else 0 end`;

/** SQL: whether a text might be such a label. */
export const mayBeTotal = (text: string): string => `regexp_matches(${text}, '${beginning}')`;
