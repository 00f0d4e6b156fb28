import { setLanguage } from './messages/index.ts';

// The language first: every text below is made in it.
setLanguage(process.env.KPI_LANG);
const { runCommandLine } = await import('./commands/command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
