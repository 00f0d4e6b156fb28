import { messages, setLanguage } from './messages/index.ts';

// What a command writes, into a home or elsewhere, is for whoever runs it.
process.umask(0o077);

// Whoever reads the answer may stop early (`| head`): then there is nobody left to tell, and nothing went wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
// Whoever follows the progress may have gone, or the disk with its file be full: the work goes on.
process.stderr.on('error', () => undefined);
// What nobody waited for ends the program in a sentence, too.
const fall = (error: unknown) => {
  void import('./commands/command-line.ts')
    .then(({ printFailure }) => printFailure(error))
    .catch(() => process.stderr.write(`${messages().cli.unexpected(String(error))}\n`))
    .finally(() => process.exit(3));
};
process.on('uncaughtException', fall);
process.on('unhandledRejection', fall);

// The language first: every text below is made in it.
setLanguage(process.env.KPI_LANG);
const { runCommandLine } = await import('./commands/command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
