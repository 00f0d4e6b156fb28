import type { publish as original } from '../vi/publish.ts';

export const publish: typeof original = {
  steps: {
    sources: 'Data for the site',
    pages: 'Pages',
    paper: 'Printing of the A4 brief (PDF)',
    gate: 'Check before publication',
    publish: 'New release goes live',
  },
  counts: { marts: 'marts', pages: 'pages', papers: 'papers', findings: 'findings', public: 'public names' },
  page: {
    expression: (inside) =>
      `Within the braces of a page stand names and values, neither sums nor commands: {${inside}}. Compute in a block of sql.`,
    element: (name, meant) =>
      `A page has no <${name}>.${meant === undefined ? " A page is text, tables, pictures, blocks of sql and the program's components." : ` Did you mean <${meant}>?`}`,
    attribute: (name, attribute) => `<${name}> in a page has no attribute "${attribute}".`,
    address: (name, value) =>
      `The address of <${name}> cannot be used: ${value}. Pictures stand in static/ of the project folder; links are /…, #… or https://…`,
    block: 'A blank line must stand before a block (```).',
    comment: 'A page has no comments <!-- -->, no <! > and no <? >.',
    picture:
      'The svg picture holds commands or parts that run by themselves; save it as a plain picture (png).',
    query: (what: string): string => `This sql block cannot be asked: ${what}`,
    routes: (name: string): string => `The block "routes" needs a column ${name}: one row a page.`,
  },
  martsUnreadable: (path) => `Cannot read the marts in ${path}.`,
  martsUnreadableHint: 'Refresh again to make the file anew.',
  martsIncomplete: (path) => `The marts in ${path} are not enough to build the site.`,
  martMissing: (mart) => `table ${mart} is missing`,
  martColumnsMissing: (mart, columns) => `table ${mart} lacks ${columns}`,
  pictureCut: 'the picture breaks off, copy it again from the original',
  martEmpty: (mart) => `table ${mart} has no rows`,
  buildFailed: (command) =>
    command === 'sources'
      ? 'The figures could not be put into the site; the live release stays.'
      : 'The site could not be built; the live release stays.',
  buildTimeout: (minutes) => `The build was stopped after ${minutes} minutes; the live release stays.`,
  buildStopped: 'The build was stopped; the live release stays.',
  noBrowser:
    'No Chromium starts on this machine, so there is no PDF of the brief; the page /ban-tin/ can be printed from any browser. Install the chromium package of the system to have it.',
  notPrinted: (why) => `The PDF of the brief could not be printed, this release has none: ${why}`,
  seeLog: (path) => `Details are in ${path}.`,
  gateFailed: (count) => `The new release was not published: ${count} findings; the live release stays.`,
  gateHint:
    'Mend the page or file named above and build again. Of a person named in public by office: add the name to public_names in plan.yaml. Wrong data: take the delivery back with delivery withdraw.',
  person: (source: string, delivery: string, row: number): string =>
    `the person stands in source ${source}, delivery ${delivery}, row ${row}`,
  /** What a page shows in place of a text in which something of a person stands. */
  keptAtRelease: (kept, by, built) =>
    `Readers are kept at release ${kept}, by ${by}; the new release ${built} is built and not shown. To show it: kpi site release.`,
  releasesRemoved: (releases) => `Old releases removed (site.keep_releases): ${releases.join(', ')}.`,
  pin: {
    unknown: (release) => `There is no release "${release}" any more.`,
    known: (releases) =>
      releases.length === 0 ? 'There is no release yet.' : `Kept: ${releases.join(', ')}.`,
    pinned: (release, by) =>
      `From now on readers see release ${release}, by ${by}. Each night goes on building new ones, which are not shown until kpi site release.`,
    notPinned: 'No release is kept: readers see the newest.',
    released: (release) =>
      `Readers see release ${release} now, and those after it as soon as they are built.`,
  },
  masked: '[đã che]',
  inCode: (mart: string, column: string, code: string, why: string): string =>
    `${mart}.${column}: code ${code} ${why}`,
  personalInCode:
    'A code (of an indicator, a source) holds something of a person; it stands in addresses and cannot be masked. The release in use stays.',
  personalInCodeHint: 'Change the code in models/indicators/ or sources/ and run again.',
  moreFindings: (count) => `… and ${count} more`,
  findings: {
    personal_number: 'a run of 12 digits like a personal number',
    phone_number: 'something like a phone number',
    email: 'an e-mail address',
    known_name: 'has the name of a person out of the exports',
    known_number: 'has a number of a person out of the exports',
    dossier_code: 'a code of a dossier',
    forbidden_value: 'a value of a dossier or person out of the landed data',
    unpublished_column: 'a column that is not on the published list',
    unpublished_mart: 'a table that is not on the published list',
    missing_page: 'a page is missing',
    other_host: 'asks another host',
    foreign_script: 'something that runs and that the build did not write',
    small_part:
      'small groups can be worked out from what is told (indicator · breakdown · parts worked out/parts not told)',
    parts_contradict:
      'published figures contradict each other: it cannot be said whether small groups can be worked out',
    rows_lost: 'lost too many rows against the live release',
    unknown_file: 'a kind of file that cannot be checked',
    unreadable_file: 'a file that cannot be read',
  },
  nothingPublished: 'Nothing has been published yet. Refresh the data first.',
  pageNotFound: 'There is no such page',
  serverFailed: 'The server could not read the page',
  backToOverview: 'Back to the overview',
  otherHost: (host: string) =>
    `This site does not answer to the name ${host || '(none)'}. Where another server stands before it, put its address at site.address in plan.yaml.`,
  portInUse: (port) => `Port ${port} is taken by another program or may not be used.`,
  noSuchAddress: (address) => `This machine has no address ${address}.`,
  portInUseHint: 'Stop that program, or choose another port with --port.',
};
