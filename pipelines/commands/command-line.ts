import { Command, CommanderError, Help, Option } from 'commander';
import { nearest } from '../config/nearest.ts';
import { type ExitCode, KpiError, unexpected } from '../error.ts';
import { messages } from '../messages/index.ts';
import { onScreen } from '../messages/on-screen.ts';
import { type CommonOptions, makeContext } from './context.ts';
import { definitions } from './definitions.ts';
import { withoutNumbers } from './number-mask.ts';
import { requoted } from './surplus.ts';

/** A word that stands for an argument or a value, as the reader calls it; the parser knows it by its English name. */
const calledInHelp = (word: string): string => messages().help.frame.words[word] ?? word;

/** `check [options] <id> <file>` → `check [tùy chọn] <mã> <tệp>` */
const usageText = (usage: string): string =>
  usage.replace(/(?<=[<[])[\w-]+(?=(?:\.{3})?[>\]])/g, calledInHelp);

/** Commander speaks English only: its titles and its complaints are said in the reader's language. */
function inOurWords(command: Command): Command {
  const { frame } = messages().help;
  const plain = new Help();
  return command
    .helpOption('-h, --help', frame.helpOption)
    .helpCommand(false)
    .exitOverride()
    .configureHelp({
      styleTitle: (title) => frame.titles[title as keyof typeof frame.titles] ?? title,
      commandUsage: (its) => usageText(plain.commandUsage(its)),
      subcommandTerm: (its) => usageText(plain.subcommandTerm(its)),
      optionTerm: (its) => usageText(plain.optionTerm(its)),
    })
    .configureOutput({ outputError: () => {} });
}

/** Words that belong to nothing: most often those of a text whose quotes were forgotten. */
function refuseSurplus(command: Command, positional: number, args: readonly string[]): void {
  const surplus = command.args.slice(positional);
  if (surplus.length === 0) return;
  const takesText = command.options.flatMap(({ long, required }) => (required && long ? [long] : []));
  const { surplus: text, seeHelp } = messages().cli;
  throw new KpiError('excess_arguments', text(surplus, requoted(args, surplus, takesText)), {
    exitCode: 2,
    hint: seeHelp,
  });
}

/** All commands, as the command line `commandLine` is read and its help is told; `answer` gets the exit code of the one that ran. */
export function build(answer: (code: ExitCode) => void, commandLine: readonly string[] = []): Command {
  const { about: aboutOf, option, groups } = messages().help;
  const program = inOurWords(new Command('kpi')).description(aboutOf.program);
  const common = (command: Command) =>
    command
      .addOption(new Option('--home <folder>', option.home))
      .addOption(new Option('--project <folder>', option.project));
  common(program);
  const parents = new Map<string, Command>();
  for (const { usage, formerly, about, example, options, load } of definitions()) {
    const words = usage.split(' ');
    const names = words.filter((word) => !word.startsWith('<'));
    const positional = words.filter((word) => word.startsWith('<')).map((word) => word.slice(1, -1));
    let parent = program;
    const [first = '', second] = names;
    if (second !== undefined) {
      parent =
        parents.get(first) ??
        inOurWords(program.command(first)).description(groups[first as keyof typeof groups]);
      parents.set(first, parent);
    }
    const add = (name = '', isFormer = false) => {
      const said = [name, ...positional.map((argument) => `<${argument}>`)].join(' ');
      // What is too many is told with its words, which commander leaves out: see `refuseSurplus`.
      const command = inOurWords(parent.command(said, { hidden: isFormer }))
        .allowExcessArguments(true)
        .description(about)
        .addHelpText('after', messages().help.frame.example(example));
      for (const [flags, description] of options ?? []) command.option(flags, description);
      common(command).action(async (...args: unknown[]) => {
        refuseSurplus(command, positional.length, commandLine);
        const values = args.slice(0, positional.length) as string[];
        const given: CommonOptions & Record<string, unknown> = command.optsWithGlobals();
        positional.forEach((argument, at) => {
          given[argument] = values[at];
        });
        const context = makeContext(given);
        if (isFormer) context.say(messages().cli.formerName(name, usage));
        const { run } = await load();
        answer(await run(context, given as never));
      });
    };
    add(names.at(-1));
    if (formerly !== undefined) add(formerly, true);
  }
  return program;
}

/** What the reader meant, where a word of the command line is unknown but like a known one. */
function meant(word: string, args: readonly string[]): string | undefined {
  const names = definitions().map(({ usage, options = [] }) => ({
    words: usage.split(' ').filter((part) => !part.startsWith('<')),
    flags: options.map(([flags]) => flags.split(' ')[0] ?? ''),
  }));
  if (word.startsWith('-')) {
    // Of the command that was called; what others have would only mislead.
    const called = names.filter(({ words }) => words.every((its) => args.includes(its)));
    return nearest(word, ['--home', '--project', ...called.flatMap(({ flags }) => flags)]);
  }
  const before = args.slice(0, args.indexOf(word)).filter((arg) => !arg.startsWith('-'));
  const following = names.filter(({ words }) => before.every((its, at) => words[at] === its));
  return nearest(word, [...new Set(following.flatMap(({ words }) => words[before.length] ?? []))]);
}

function complaint(error: CommanderError, args: readonly string[]): string {
  const { usage } = messages().cli;
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const text = usage[error.code as keyof typeof usage];
  const said = error.code === 'commander.missingArgument' ? calledInHelp(word) : word;
  return text === undefined ? error.message : text(said, meant(word, args));
}

/** What was said on the command line is not said again where it may be the number of a person, who put it in the wrong place. */
const shownOf = (text: string): string => onScreen(withoutNumbers(text));

function printError(error: KpiError): void {
  const lines = [messages().cli.error(error.message), ...error.details.map((detail) => `  ${detail}`)];
  if (error.hint !== undefined) lines.push(`→ ${error.hint}`);
  process.stderr.write(`${shownOf(lines.join('\n'))}\n`);
}

/** The line of the program at which an error was thrown: it helps whoever mends it, and is no page of the engine's own. */
const thrownAt = (error: unknown): string | undefined =>
  error instanceof Error ? /pipelines\/[\w./-]+:\d+/.exec(error.stack ?? '')?.[0] : undefined;

/** Says an error that ends the program, and gives the exit code. */
export function printFailure(error: unknown): ExitCode {
  const known = unexpected(error, messages().cli.unexpected);
  const place = known.code === 'unexpected' ? thrownAt(error) : undefined;
  printError(
    place === undefined ? known : new KpiError(known.code, known.message, { details: [`(${place})`] }),
  );
  return known.exitCode;
}

/** Runs one command line and gives the exit code. The one place where errors are caught and printed. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  try {
    await build((answered) => {
      code = answered;
    }, args).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0 || error.code === 'commander.help')
        return error.exitCode === 0 || args.length === 0 ? 0 : 2;
      process.stderr.write(
        `${shownOf(messages().cli.error(complaint(error, args)))}\n→ ${messages().cli.seeHelp}\n`,
      );
      return 2;
    }
    return printFailure(error);
  }
  return code;
}
