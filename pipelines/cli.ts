import { setLanguage } from './messages/index.ts';

// What a command writes, into a home or elsewhere, is for whoever runs it.
process.umask(0o077);

// Whoever reads the answer may stop early (`| head`): then there is nobody left to tell, and nothing went wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

// The language first: every text below is made in it.
setLanguage(process.env.KPI_LANG);
const { runCommandLine } = await import('./commands/command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
