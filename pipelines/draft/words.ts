import { fold } from '../config/fold.ts';
import { families } from '../config/person-words.ts';

/** Folded words with which a hamlet's name begins. */
const hamletNames = /^(thon|xom|to dan pho|tdp|khu pho|khu dan cu|khu|ap|ban|lang|to so|to) +[a-z0-9]/;

/** Whether a text is what a hamlet is called: "Thôn Đông", "TDP 3". */
export const isHamlet = (text: string): boolean => hamletNames.test(fold(text));

/** A label that says by which list of names its values are called; the first that fits. */
const lists = [
  ['hamlet', /\b(thon|xom|to dan pho|tdp|khu pho|khu dan cu|dia ban)\b/],
  ['unit', /^(ten )?(don vi|co quan|phong ban|bo phan)\b(?! tinh| do\b)/],
  ['field', /^(ten )?linh vuc\b/],
  ['procedure', /^(ten )?(thu tuc|tthc)\b/],
] as const;

/** Of hamlets it is known how they are called: their titles may have figures beside them. */
export const hamletTitle = '^(?:thôn|xóm|tổ dân phố|tdp|khu phố|khu dân cư|tổ) .+';

/** The list of names (models/plan/dimensions.yaml) that a label speaks of. */
export const listOf = (label: string): string | undefined =>
  lists.find(([, says]) => says.test(fold(label)))?.[0];

/** What is written, with the case and blanks that others would use: a regular expression of both engines. */
export const escaped = (text: string): string =>
  text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\\\//g, '/');

const personName = new RegExp(`^(?:(?:[ÔôBbAaCc]\\p{L}+) )?(?:${families})(?: \\p{Lu}\\p{L}*){1,4}$`, 'u');

/** Whether a text looks like the name of a person. */
export const isPersonName = (text: string): boolean => personName.test(text.trim());
