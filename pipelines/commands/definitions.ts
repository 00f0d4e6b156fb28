import type { ExitCode } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';

type Load = () => Promise<{ run: (context: Context, options: never) => Promise<ExitCode> }>;

/** A command as the help tells it, and the code that runs it. */
export interface Definition {
  /** Words of the command and its arguments, as `source check <id> <file>`. */
  usage: string;
  /** What it was called in the version before: still understood, not told by the help. */
  formerly?: string;
  about: string;
  /** What stands after `npm run kpi -- ` in the example that ends its help. */
  example: string;
  options?: [flags: string, about: string][];
  load: Load;
}

/** The commands, one line each; their code is loaded only when it runs, so that help is instant. */
export function definitions(): Definition[] {
  const { example } = messages();
  const { about, option } = messages().help;
  const json: [string, string] = ['--json', option.json];
  const asOf: [string, string] = ['--as-of <date>', option.asOf];
  const listen: [string, string] = ['--listen <address>', option.listen];
  return [
    {
      usage: 'start',
      about: about.start,
      example: example.start,
      options: [['--once', option.once], ['--port <port>', option.port], listen, asOf],
      load: () => import('./start.ts'),
    },
    { usage: 'init', about: about.init, example: example.init, load: () => import('./init.ts') },
    {
      usage: 'sample',
      formerly: 'demo',
      about: about.sample,
      example: example.sample,
      options: [['--seed <number>', option.seed]],
      load: () => import('./sample.ts'),
    },
    {
      usage: 'refresh',
      about: about.refresh,
      example: example.refresh,
      options: [
        ['--no-site', option.noSite],
        ['--source <id>', option.pullOnly],
        ['--trust-clock', option.trustClock],
        asOf,
        json,
      ],
      load: () => import('./refresh.ts'),
    },
    {
      usage: 'rebuild',
      about: about.rebuild,
      example: example.rebuild,
      options: [asOf, json],
      load: () => import('./rebuild.ts'),
    },
    {
      usage: 'backup <folder>',
      about: about.backup,
      example: example.backup,
      options: [['--passphrase-file <file>', option.passphraseFile], ['--plain', option.plain], json],
      load: () => import('./backup.ts'),
    },
    {
      usage: 'restore <file>',
      about: about.restore,
      example: example.restore,
      options: [['--passphrase-file <file>', option.passphraseFile], json],
      load: () => import('./restore.ts'),
    },
    {
      usage: 'status',
      about: about.status,
      example: example.status,
      options: [json],
      load: () => import('./status.ts'),
    },
    {
      usage: 'readings',
      about: about.readings,
      example: example.readings,
      options: [
        ['--indicator <id>', option.indicator],
        ['--period <id>', option.period],
        ['--by <dimension>', option.by],
        ['--all', option.all],
        asOf,
        json,
      ],
      load: () => import('./readings.ts'),
    },
    {
      usage: 'outlook',
      about: about.outlook,
      example: example.outlook,
      options: [json],
      load: () => import('./outlook.ts'),
    },
    {
      usage: 'indicator new <source>',
      about: about.indicatorNew,
      example: example.indicatorNew,
      options: [
        ['--kind <kind>', option.kind],
        ['--where <condition...>', option.where],
        ['--of <condition...>', option.of],
        ['--date <column>', option.date],
        ['--from-date <column>', option.fromDate],
        ['--to-date <column>', option.toDate],
        ['--median', option.median],
        ['--sum <column>', option.sum],
        ['--over <column>', option.over],
        ['--each <column>', option.each],
        ['--accumulate <answer>', option.accumulate],
        ['--by <dimension...>', option.byDimension],
        ['--target <value>', option.target],
        ['--target-source <text>', option.targetSource],
        ['--confirmed', option.confirmed],
        ['--better <way>', option.better],
        ['--title <text>', option.indicatorTitle],
        ['--id <id>', option.indicatorId],
        ['--group <id>', option.group],
        ['--group-name <text>', option.groupName],
        ['--unit <text>', option.unit],
        ['--owner <text>', option.owner],
        ['--section <text>', option.section],
        ['--legal <text>', option.legal],
        ['--sql', option.sql],
        ['--yes', option.write],
        json,
      ],
      load: () => import('./indicator-new.ts'),
    },
    {
      usage: 'indicator check',
      about: about.indicatorCheck,
      example: example.indicatorCheck,
      options: [json],
      load: () => import('./indicator-check.ts'),
    },
    {
      usage: 'indicator explain <id>',
      about: about.indicatorExplain,
      example: example.indicatorExplain,
      options: [
        ['--period <id>', option.period],
        ['--by <part>', option.part],
        ['--rows', option.rows],
        ['--by-whom <text>', option.rowsByWhom],
        ['--limit <number>', option.limit],
        ['--xlsx <file>', option.xlsx],
        json,
      ],
      load: () => import('./indicator-explain.ts'),
    },
    {
      usage: 'access list',
      about: about.accessList,
      example: example.accessList,
      options: [json],
      load: () => import('./access-list.ts'),
    },
    {
      usage: 'person report',
      about: about.personReport,
      example: example.personReport,
      options: [['--by-whom <text>', option.personByWhom], json],
      load: () => import('./person-report.ts'),
    },
    {
      usage: 'person forget',
      about: about.personForget,
      example: example.personForget,
      options: [['--by-whom <text>', option.personByWhom], json],
      load: () => import('./person-forget.ts'),
    },
    {
      usage: 'period list',
      about: about.periodList,
      example: example.periodList,
      options: [json],
      load: () => import('./period-list.ts'),
    },
    {
      usage: 'period lock <period>',
      about: about.periodLock,
      example: example.periodLock,
      options: [['--by-whom <name>', option.byWhom]],
      load: () => import('./period-lock.ts'),
    },
    {
      usage: 'period unlock <period>',
      about: about.periodUnlock,
      example: example.periodUnlock,
      options: [['--by-whom <name>', option.byWhom]],
      load: () => import('./period-unlock.ts'),
    },
    {
      usage: 'score',
      about: about.score,
      example: example.score,
      options: [['--period <id>', option.period], asOf, json],
      load: () => import('./score.ts'),
    },
    {
      usage: 'source list',
      about: about.sourceList,
      example: example.sourceList,
      options: [json],
      load: () => import('./source-list.ts'),
    },
    {
      usage: 'source check <id> <file>',
      about: about.sourceCheck,
      example: example.sourceCheck,
      options: [['--html <file>', option.html], ['--lines', option.lines], json],
      load: () => import('./source-check.ts'),
    },
    {
      usage: 'source new <id>',
      about: about.sourceNew,
      example: example.sourceNew,
      options: [['--from <file...>', option.from], ['--title <text>', option.title], json],
      load: () => import('./source-new.ts'),
    },
    {
      usage: 'source template <id>',
      about: about.sourceTemplate,
      example: example.sourceTemplate,
      options: [['--out <file>', option.out]],
      load: () => import('./source-template.ts'),
    },
    {
      usage: 'source sql <id>',
      about: about.sourceSql,
      example: example.sourceSql,
      load: () => import('./source-sql.ts'),
    },
    {
      usage: 'project init <folder>',
      about: about.projectInit,
      example: example.projectInit,
      load: () => import('./project-init.ts'),
    },
    {
      usage: 'project list',
      about: about.projectList,
      example: example.projectList,
      options: [['--diff', option.diff], json],
      load: () => import('./project-list.ts'),
    },
    {
      usage: 'project replace <file>',
      about: about.projectReplace,
      example: example.projectReplace,
      load: () => import('./project-replace.ts'),
    },
    {
      usage: 'delivery list',
      about: about.deliveryList,
      example: example.deliveryList,
      options: [['--source <id>', option.source], json],
      load: () => import('./delivery-list.ts'),
    },
    {
      usage: 'delivery show <id>',
      about: about.deliveryShow,
      example: example.deliveryShow,
      options: [['--source <id>', option.source], json],
      load: () => import('./delivery-show.ts'),
    },
    {
      usage: 'delivery compare <id>',
      about: about.deliveryCompare,
      example: example.deliveryCompare,
      options: [['--source <id>', option.source], json],
      load: () => import('./delivery-compare.ts'),
    },
    {
      usage: 'delivery withdraw <id>',
      about: about.deliveryWithdraw,
      example: example.deliveryWithdraw,
      options: [
        ['--by-whom <name>', option.byWhom],
        ['--source <id>', option.source],
      ],
      load: () => import('./delivery-withdraw.ts'),
    },
    {
      usage: 'delivery restore <id>',
      about: about.deliveryRestore,
      example: example.deliveryRestore,
      options: [
        ['--by-whom <name>', option.byWhom],
        ['--source <id>', option.source],
      ],
      load: () => import('./delivery-restore.ts'),
    },
    {
      usage: 'delivery accept <id>',
      about: about.deliveryAccept,
      example: example.deliveryAccept,
      options: [
        ['--by-whom <name>', option.byWhom],
        ['--source <id>', option.source],
      ],
      load: () => import('./delivery-accept.ts'),
    },
    {
      usage: 'name list',
      about: about.nameList,
      example: example.nameList,
      options: [['--all', option.allNames], json],
      load: () => import('./name-list.ts'),
    },
    {
      usage: 'name accept <dimension> <written> <name>',
      about: about.nameAccept,
      example: example.nameAccept,
      options: [
        ['--from <date>', option.nameFrom],
        ['--until <date>', option.nameUntil],
        ['--by-whom <name>', option.byWhom],
      ],
      load: () => import('./name-accept.ts'),
    },
    {
      usage: 'name remove <dimension> <written>',
      about: about.nameRemove,
      example: example.nameRemove,
      options: [['--from <date>', option.nameRemoveFrom]],
      load: () => import('./name-remove.ts'),
    },
    {
      usage: 'quarantine list',
      about: about.quarantineList,
      example: example.quarantineList,
      options: [['--source <id>', option.source], ['--limit <number>', option.limit], json],
      load: () => import('./quarantine-list.ts'),
    },
    {
      usage: 'archive prune',
      about: about.archivePrune,
      example: example.archivePrune,
      options: [
        ['--older-than <age>', option.olderThan],
        ['--dry-run', option.dryRun],
        ['--yes', option.yes],
        json,
      ],
      load: () => import('./archive-prune.ts'),
    },
    {
      usage: 'site build',
      about: about.siteBuild,
      example: example.siteBuild,
      load: () => import('./site-build.ts'),
    },
    {
      usage: 'todo accept <key>',
      about: about.todoAccept,
      example: example.todoAccept,
      options: [['--by-whom <name>', option.byWhom]],
      load: () => import('./todo-accept.ts'),
    },
    {
      usage: 'site list',
      about: about.siteList,
      example: example.siteList,
      options: [json],
      load: () => import('./site-list.ts'),
    },
    {
      usage: 'site rollback <release>',
      about: about.siteRollback,
      example: example.siteRollback,
      options: [['--by-whom <name>', option.byWhom]],
      load: () => import('./site-rollback.ts'),
    },
    {
      usage: 'site release',
      about: about.siteRelease,
      example: example.siteRelease,
      load: () => import('./site-release.ts'),
    },
    {
      usage: 'site masked',
      about: about.siteMasked,
      example: example.siteMasked,
      load: () => import('./site-masked.ts'),
    },
    {
      usage: 'site serve',
      about: about.siteServe,
      example: example.siteServe,
      options: [['--port <port>', option.port], listen],
      load: () => import('./site-serve.ts'),
    },
    {
      usage: 'schedule',
      about: about.schedule,
      example: example.schedule,
      options: [['--port <port>', option.port], listen],
      load: () => import('./schedule.ts'),
    },
    {
      usage: 'install',
      about: about.install,
      example: example.install,
      options: [
        ['--print <system>', option.print],
        ['--port <port>', option.port],
      ],
      load: () => import('./install.ts'),
    },
    {
      usage: 'alert test',
      about: about.alertTest,
      example: example.alertTest,
      options: [['--role <role>', option.role], json],
      load: () => import('./alert-test.ts'),
    },
  ];
}
