import { buildSiteOnly } from '../run/build-site.ts';
import { answer, type Command } from './context.ts';

export const run: Command = async (context) => answer(context, await buildSiteOnly(context));
