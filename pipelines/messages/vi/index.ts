import { alert } from './alert.ts';
import { backup } from './backup.ts';
import { cli } from './cli.ts';
import { config } from './config.ts';
import { draft } from './draft.ts';
import { engine } from './engine.ts';
import { example } from './example.ts';
import { form } from './form.ts';
import { help } from './help.ts';
import { indicator } from './indicator.ts';
import { install } from './install.ts';
import { label } from './label.ts';
import { land } from './land.ts';
import { machine } from './machine.ts';
import { measure } from './measure.ts';
import { model } from './model.ts';
import { openData } from './open-data.ts';
import { person } from './person.ts';
import { project } from './project.ts';
import { publish } from './publish.ts';
import { pull } from './pull.ts';
import { read } from './read.ts';
import { rows } from './rows.ts';
import { run } from './run.ts';
import { sample } from './sample.ts';

export const vi = {
  locale: 'vi-VN',
  backup,
  alert,
  cli,
  config,
  draft,
  engine,
  example,
  form,
  help,
  indicator,
  install,
  label,
  land,
  machine,
  measure,
  model,
  openData,
  rows,
  run,
  person,
  project,
  publish,
  pull,
  read,
  sample,
};
