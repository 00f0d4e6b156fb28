/**
 * Addresses of the pages that there are, those of a template as `/chi-tieu/[id]/`; undefined: all of the program. A build writes its
 * list in place of this file: a commune may have switched some off (publish/evidence/work-folder.ts).
 *
 * @type {string[] | undefined}
 */
export const pages = undefined;
