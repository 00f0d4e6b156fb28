/**
 * What there is for a meeting: slides, the brief, and the address of the brief as PDF. A build writes what it has in place of this file
 * (publish/evidence/work-folder.ts).
 *
 * @type {{ slides: boolean, brief: boolean, paper: string }}
 */
export const meeting = { slides: true, brief: true, paper: '' };
