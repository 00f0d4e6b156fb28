/** What systems read in what `kpi install` prints, by their own rules. */

/** The words of a line of a unit (systemd.syntax, Quoting), with specifiers resolved as far as the program writes any. */
export function systemdWords(line: string): string[] {
  const words: string[] = [];
  const word = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']\S*))(?=\s|$)/gy;
  while (word.lastIndex < line.length) {
    const at = word.lastIndex;
    const [, double, single, bare = ''] = word.exec(line) ?? [];
    if (word.lastIndex <= at) throw new Error(`no word of systemd at ${at}: ${line}`);
    words.push((double ?? single ?? bare).replace(/\\(.)/g, '$1').replace(/%(.)/g, resolved));
  }
  return words;
}

function resolved(specifier: string, sign: string): string {
  if (sign !== '%') throw new Error(`a specifier of systemd: ${specifier}`);
  return '%';
}

/** A command line of a unit: in its arguments "$$" is a "$", and a single one would be a variable. */
export function systemdCommand(line: string): string[] {
  const [node = '', ...rest] = systemdWords(line);
  return [
    node,
    ...rest.map((word) => {
      if (word.replaceAll('$$', '').includes('$')) throw new Error(`a variable of systemd: ${word}`);
      return word.replaceAll('$$', '$');
    }),
  ];
}

/** The value of a setting of a unit. */
export function settingOf(unit: string, name: string): string {
  const found = unit.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line] : []));
  if (found.length !== 1) throw new Error(`${name} stands ${found.length} times`);
  return found[0]?.slice(name.length + 1) ?? '';
}

/** What cron hands to the shell: up to the first "%" without a backslash before it; a backslash goes that stands before one (crontab(5), cron's do_command.c). */
export function cronCommand(command: string): string {
  let text = '';
  let isEscaped = false;
  for (const sign of command) {
    if (isEscaped && sign === '%') text = text.slice(0, -1);
    else if (sign === '%') return text;
    text += sign;
    isEscaped = !isEscaped && sign === '\\';
  }
  return text;
}

/** A command line as a program on Windows takes it apart (CommandLineToArgvW). */
export function windowsArguments(line: string): string[] {
  const words: string[] = [];
  let word = '';
  let [isQuoted, isBegun] = [false, false];
  for (let at = 0; at < line.length; ) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    at += slashes;
    const sign = line[at] ?? '';
    at += 1;
    if (sign === '"') {
      word += '\\'.repeat(slashes >> 1);
      isBegun = true;
      if (slashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
      continue;
    }
    word += '\\'.repeat(slashes);
    if (slashes > 0) isBegun = true;
    if (!isQuoted && (sign === ' ' || sign === '')) {
      if (isBegun) words.push(word);
      [word, isBegun] = ['', false];
      continue;
    }
    word += sign;
    isBegun = true;
  }
  if (isBegun) words.push(word);
  return words;
}
