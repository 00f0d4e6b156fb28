import type { project as original } from '../vi/project.ts';

const meant = (near: string | undefined): string => (near === undefined ? '' : ` Did you mean "${near}"?`);

export const project: typeof original = {
  missing: (folder) =>
    `There is no project folder ${folder}. Make one: npm run kpi -- project init ${folder}. If it has moved, say --project <new folder>.`,
  noFolder: (folder) => `${folder} is a file, not a project folder.`,
  insideProgram: (folder) =>
    `The project folder ${folder} lies inside the program; an upgrade would mix the two. Move it out.`,
  noPlan: (folder) =>
    `The project folder ${folder} has no plan.yaml, which says what commune and year this is; without it the report would carry another commune's name.`,
  noPlace: (near) => `This file replaces nothing of the program and adds nothing.${meant(near)}`,
  replacesSql: (path) =>
    `It has the name of an SQL file of the program (${path}). To replace that: npm run kpi -- project replace ${path}; to add: give it another name.`,
  noContract: (near) => `This source has no source.yaml.${meant(near)}`,
  offUnknown: (what, name, near) => `There is no ${what} "${name}" to switch off.${meant(near)}`,
  offOwn: (name) => `"${name}" is the commune's own: delete it instead of switching it off.`,
  what: { source: 'source', indicator: 'indicator', page: 'page' },
  ownMartReads: (table) =>
    `A mart that a commune adds may read mart.*, plan.* and measure.told_reading only; ${table} holds small counts or single rows.`,
  changedSince:
    'Files of the commune stand in place of files that have since changed in the program: see npm run kpi -- project list --diff.',
  otherCommune: (home, holds, asked) =>
    `The home ${home} holds the data of ${holds}; it cannot serve ${asked} too.`,
  otherCommuneHint: 'One home for each commune: add --home <another folder>.',
  initExists: (folder) => `${folder} holds files already; nothing is overwritten.`,
  initDone: (folder) =>
    `Project folder ${folder} is made. Change plan.yaml and targets.yaml, then say --project ${folder} (the home remembers it).`,
  needsFolder:
    'There is no project folder. Say --project <folder>, or make one: npm run kpi -- project init <folder>.',
  notReplaceable: (path, near) => `The program has no file "${path}" to replace.${meant(near)}`,
  programOnly: (path) => `${path} holds rules of the program that a commune cannot replace.`,
  replaced: (path, at) => `${path} is copied to ${at}, which now stands in place of the program's.`,
  kept: (path, at) =>
    `${at} is there already and stays. The program's present ${path} is kept, to compare with later.`,
  column: { file: 'File', owner: 'Whose', state: 'State' },
  owner: { program: 'program', commune: 'commune' },
  state: {
    same: 'as in the program',
    added: 'added by the commune',
    replaced: "stands in place of the program's",
    changed: "stands in place of the program's, which has changed since",
    unknown: "stands in place of the program's; of which version is not known",
    off: 'switched off',
  },
  programFiles: (count) => `${count} files of the program stand as they are.`,
  off: (what, names) => `Switched off, ${what}: ${names}.`,
};
