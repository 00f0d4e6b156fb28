import { rebuild } from '../run/rebuild.ts';
import { answer, type Command } from './context.ts';

export const run: Command = async (context) => answer(context, await rebuild(context));
