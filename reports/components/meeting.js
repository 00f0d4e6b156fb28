/**
 * What there is for a meeting: slides and the brief. A build writes what it has in place of this file
 * (publish/evidence/work-folder.ts).
 *
 * @type {{ slides: boolean, brief: boolean }}
 */
export const meeting = { slides: true, brief: true };
