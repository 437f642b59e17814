/**
 * The modules and what each may import: the one place where it is written down. `npm run architecture` checks the rules,
 * and docs/reference/modules.md is generated from them (scripts/module-table.mjs).
 *
 * `imports`: modules (or single files) whose values and types may be imported. `types`: only types, which are gone at run
 * time. Every module may import itself and core/base, which is not repeated; workflows may import only its types, since
 * their code runs in Temporal's sandbox. What is not allowed here is forbidden.
 */
const modules = {
  'core/base': { holds: 'moments and durations, ids, problems, failures', pure: true, imports: [] },
  'core/access': { holds: 'rights and roles of people', pure: true, imports: [] },
  'core/condition': {
    holds: 'conditions: schema, builder, check, description, and the compiled closure',
    pure: true,
    imports: [],
  },
  'core/content': {
    holds: 'what templates are made of: languages, declared data, variables of every message',
    pure: true,
    imports: ['core/condition'],
  },
  'core/customer': {
    holds: 'rules about customers: traits, time zone, consent',
    pure: true,
    imports: ['core/condition'],
  },
  'core/decision': {
    holds: 'policies: what may be chosen, with which chances, what was learned, and the words for it',
    pure: true,
    imports: ['core/condition', 'core/statistics'],
  },
  'core/journey': {
    holds: 'the journey language and its engine',
    pure: true,
    imports: ['core/condition', 'core/content', 'core/customer', 'core/decision'],
  },
  'core/segment': {
    holds: 'segments of customers: definition, what changes them, evaluation',
    pure: true,
    imports: ['core/condition', 'core/journey'],
  },
  'core/message': {
    holds: 'channel kinds, choice of the channel, the guard and its rules',
    pure: true,
    imports: ['core/condition', 'core/customer', 'core/journey', 'core/workspace'],
  },
  'core/experiment': {
    holds: 'experiments that splits and holdouts make: their metrics, results and words',
    pure: true,
    imports: ['core/condition', 'core/journey', 'core/statistics'],
  },
  'core/transfer': {
    holds: 'mappings of foreign records: imports and sources',
    pure: true,
    imports: [],
  },
  'core/workspace': {
    holds: 'the configuration of a workspace, one section a file',
    pure: true,
    imports: ['core/condition', 'core/customer', 'core/experiment', 'core/journey', 'core/statistics', 'core/transfer'],
  },
  'core/statistics': {
    holds: 'special functions, intervals, models of purchases, attribution: arithmetic alone',
    pure: true,
    imports: [],
  },
  'core/status': {
    holds: 'the verdict over the figures of a running system',
    pure: true,
    imports: ['core/journey'],
  },
  'core/index.ts': {
    holds: 'the public entry `throughline`',
    pure: true,
    imports: ['core/condition', 'core/decision', 'core/journey', 'core/segment', 'core/workspace'],
  },
  simulation: {
    holds: 'stories: journeys tested in memory; index.ts is the public entry `throughline/testing`',
    pure: true,
    imports: ['core'],
  },
  store: {
    holds: 'all SQL, one folder a subject',
    imports: [
      'core/access',
      'core/condition',
      'core/content',
      'core/customer',
      'core/decision',
      'core/segment',
      'core/workspace',
    ],
    types: ['core'],
  },
  'services/access': { holds: 'workspace secrets, signed links and user tokens', imports: ['core', 'store'] },
  'services/channels': { holds: 'providers, each with open, send and close', imports: ['core', 'store'] },
  'services/content': {
    holds: 'templates: rendering and checks',
    imports: ['core', 'store'],
    types: ['services/channels'],
  },
  'services/customers': {
    holds: 'what is done to one customer: consents, merges (one file a subject), and what hosted pages show of them',
    imports: ['core', 'store', 'services/content'],
  },
  'services/delivery': {
    holds: 'one attempt to deliver a message: guard, claim, send, settle; what comes back about it',
    imports: [
      'core',
      'store',
      'services/access',
      'services/channels',
      'services/content',
      'services/customers',
      'services/intake',
    ],
  },
  'services/experiments': {
    holds: 'experiments: made by a publish, sums of their metrics, results',
    imports: ['core', 'store'],
  },
  'services/hints': {
    holds: 'streams of hints for pages of the console: what changed of what they show',
    imports: ['core', 'store', 'services/measurement'],
  },
  'services/inbox': {
    holds: "customers' inboxes: reading, what people do with messages, streams",
    imports: ['core', 'store'],
  },
  'services/intake': {
    holds: 'events in: the transaction that accepts a batch, finds its customers and enters journeys',
    imports: ['core', 'store', 'services/customers'],
  },
  'services/segments': {
    holds: 'segments in the background: due moments, and fills of published definitions',
    imports: ['core', 'store', 'services/intake'],
  },
  'services/waves': {
    holds: 'entries by schedule: their times in each zone, and waves of customers who are let in at a rate',
    imports: ['core', 'store', 'services/intake'],
  },
  'services/customer-values': {
    holds: "customers' value: sums of purchases, the models of them, and what is expected of each customer",
    imports: ['core', 'store', 'services/intake'],
  },
  'services/sources': {
    holds: 'webhooks of other systems as events of customers: forms, ready mappings',
    imports: ['core', 'services/intake'],
  },
  'services/decisions': {
    holds: 'what decisions are made from in a turn, and the learner behind policies',
    imports: ['core', 'store'],
  },
  'services/tasks': {
    holds: 'tasks of people: asked in turns, claimed, released and answered',
    imports: ['core', 'store'],
  },
  'services/drafts': {
    holds: 'drafts of journeys: from what they are made',
    imports: ['core', 'store'],
  },
  'services/publishing': {
    holds: 'publishing of journeys and templates',
    imports: ['core', 'store', 'services/channels', 'services/content', 'services/experiments', 'services/waves'],
  },
  'services/transfer': {
    holds: 'data in from files and out again: kinds of rows, mappings, imports, exports',
    imports: ['core', 'store', 'services/customers', 'services/intake'],
  },
  'services/measurement': {
    holds: 'Prometheus metrics, heartbeats and repeated work of a process',
    imports: ['core', 'store'],
  },
  workflows: {
    holds: "the durable loop behind a run; contract.ts is all that Temporal's histories hold",
    imports: [],
    types: ['activities', 'core/base'],
  },
  activities: {
    holds: 'what a workflow may call: the turn, one activity per job kind, exit requests',
    imports: ['core', 'store', 'services', 'workflows/contract.ts'],
  },
  worker: {
    holds: "the worker process: Temporal's workers, outbox dispatcher, sweeper, maintenance",
    imports: ['core', 'store', 'services', 'activities', 'workflows/contract.ts', 'config'],
  },
  api: {
    holds: 'the HTTP API and its description',
    imports: ['core', 'store', 'services', 'simulation', 'config'],
  },
  console: {
    holds: 'the web console; of the API it knows the generated types alone, of npm what is bundled with it',
    imports: ['core', 'simulation'],
  },
  config: {
    holds: 'settings (the only reader of the environment), connections, the place of the package',
    imports: ['core'],
    types: ['services/channels', 'worker'],
  },
  devstack: {
    holds: 'the local stack of `npm start`: PostgreSQL, Temporal, API, worker, mailbox, demonstration',
    imports: ['core', 'config', 'store', 'services/access', 'worker/prepare-temporal.ts', 'worker/server-version.ts'],
  },
  cli: {
    holds: 'the command line',
    imports: [
      'core',
      'store',
      'services',
      'simulation',
      'activities',
      'worker',
      'api',
      'config',
      'devstack',
      'workflows/contract.ts',
    ],
  },
};

/** Imports that one file has beyond its module. */
const exceptions = [
  {
    from: 'store/journeys/journeys.ts',
    to: 'core/journey/definition/meaning.ts',
    why: 'the hash of a version is taken over `meaningOf` where the row is written: no caller can store one under the other',
  },
  ...['store/journeys/definitions.ts', 'store/journeys/journeys.ts'].map((from) => ({
    from,
    to: 'core/journey/definition-versions.ts',
    why: 'a definition is brought to the present version where its row is read: no caller can forget it',
  })),
  {
    from: 'store/runs/run-inputs.ts',
    to: 'core/journey/engine/inputs/index.ts',
    why: 'an input is stored with the version of its body where the row is written: no caller can leave it out',
  },
];

/** What pure modules may take from npm. It has to run in a browser, too. */
const purePackages = ['zod', 'luxon', 'validator'];

/** Packages that only a few places may import. */
const restricted = [
  {
    packages: ['pg', 'knex'],
    in: ['store', 'devstack/postgres'],
    why: 'all SQL is in store. The local stack asks whether its server answers and makes the database, before there is one that store could open',
  },
];

const everyModule = Object.keys(modules);
const roots = [...new Set(everyModule.map((name) => name.split('/')[0]))];
const product = `^(${roots.join('|')})/`;
const pureModules = everyModule.filter((name) => modules[name].pure);
const typesOnly = ['type-only', 'type-import'];

const escaped = (text) => text.replace(/[.]/g, '\\$&');
/** Modules and files as one pattern. */
const inside = (places) =>
  `^(${places.map((place) => (place.includes('.') ? `${escaped(place)}$` : `${place}/`)).join('|')})`;
const fromNpm = (packages) => `(^|/)node_modules/(@types/)?(${packages.join('|')})(/|$)`;

function rulesOf(name) {
  const { imports = [], types = [] } = modules[name];
  const values = [...new Set([name, ...(types.includes('core/base') ? [] : ['core/base']), ...imports])];
  const all = [...values, ...types];
  const own = exceptions.filter(({ from }) => from.startsWith(`${name}/`));
  const rulesFor = (rule, from, more) => [
    {
      name: rule,
      comment: `${name} may import no more than ${all.join(', ')}: see \`modules\` in .dependency-cruiser.cjs`,
      severity: 'error',
      from,
      to: { path: product, pathNot: inside([...all, ...more]) },
    },
    {
      name: `${rule}-by-value`,
      comment: `${name} may import values of no more than ${values.join(', ')}; here \`import type\` is allowed`,
      severity: 'error',
      from,
      to: {
        path: inside(all),
        pathNot: inside([...values, ...more]),
        dependencyTypesNot: typesOnly,
      },
    },
  ];
  const files = [...new Set(own.map(({ from }) => from))];
  return [
    ...rulesFor(`${name}-imports`, { path: inside([name]), ...(files.length > 0 && { pathNot: inside(files) }) }, []),
    ...files.flatMap((file) =>
      rulesFor(
        `${name}-imports`,
        { path: inside([file]) },
        own.filter(({ from }) => from === file).map(({ to }) => to),
      ),
    ),
  ].filter(({ to }) => to.path !== to.pathNot);
}

module.exports = {
  forbidden: [
    ...everyModule.flatMap(rulesOf),
    {
      name: 'no-module',
      comment: 'every product file belongs to a module; a new module needs its row in .dependency-cruiser.cjs',
      severity: 'error',
      from: { path: product, pathNot: inside(everyModule) },
      to: {},
    },
    {
      name: 'no-cycle',
      comment: 'files that import each other in a circle, be it types only, are one thing in several places',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-without-node',
      comment: `${pureModules.join(', ')} do no I/O and run in a browser, too`,
      severity: 'error',
      from: { path: inside(pureModules) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-packages',
      comment: `pure modules take from npm only ${purePackages.join(', ')} (and core/base/id.ts uuid, core/base/chance.ts @noble/hashes)`,
      severity: 'error',
      from: { path: inside(pureModules), pathNot: inside(['core/base/id.ts', 'core/base/chance.ts']) },
      to: { path: 'node_modules/', pathNot: fromNpm(purePackages) },
    },
    {
      name: 'id-packages',
      comment: 'core/base/id.ts takes from npm only uuid',
      severity: 'error',
      from: { path: inside(['core/base/id.ts']) },
      to: { path: 'node_modules/', pathNot: fromNpm(['uuid']) },
    },
    {
      name: 'chance-packages',
      comment: 'core/base/chance.ts takes from npm only @noble/hashes',
      severity: 'error',
      from: { path: inside(['core/base/chance.ts']) },
      to: { path: 'node_modules/', pathNot: fromNpm(['@noble/hashes']) },
    },
    {
      name: 'rules-make-no-ids',
      comment: 'core/base/id.ts reads the clock and draws random bits; the rest of core and simulation do without',
      severity: 'error',
      from: { path: inside(['core', 'simulation']), pathNot: inside(['core/base']) },
      to: { path: inside(['core/base/id.ts']), dependencyTypesNot: typesOnly },
    },
    {
      name: 'console-without-node',
      comment: 'the console runs in a browser',
      severity: 'error',
      from: { path: inside(['console/src']) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'workflow-packages',
      comment: "workflows run in Temporal's sandbox: only @temporalio/workflow and @temporalio/common",
      severity: 'error',
      from: { path: inside(['workflows']) },
      to: { path: 'node_modules/', pathNot: fromNpm(['@temporalio/workflow', '@temporalio/common']) },
    },
    {
      name: 'workflows-without-node',
      comment: "workflows run in Temporal's sandbox, which has no node: modules",
      severity: 'error',
      from: { path: inside(['workflows']) },
      to: { dependencyTypes: ['core'] },
    },
    ...restricted.map(({ packages, in: places, why }) => ({
      name: `only-few-import-${packages.join('-and-')}`,
      comment: why,
      severity: 'error',
      from: { path: product, pathNot: inside(places) },
      to: { path: fromNpm(packages) },
    })),
    {
      name: 'nothing-imports-tests',
      comment: 'test/ is imported by test/ and by the configuration of jest; the benchmark uses the same support',
      severity: 'error',
      from: { pathNot: ['^test/', '^bench/', '^jest\\.config\\.js$'] },
      to: { path: '^test/' },
    },
    {
      name: 'product-stands-alone',
      comment: 'what is shipped imports nothing of the checkout beside the modules',
      severity: 'error',
      from: { path: product },
      to: { pathNot: [product, 'node_modules/'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'examples-use-the-public-entry',
      comment:
        'examples are written as users write: they import `throughline`, `throughline/testing` and their own files',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: [product, '^(test|scripts)/'], pathNot: inside(['core/index.ts', 'simulation/index.ts']) },
    },
    {
      name: 'resolves',
      comment: 'an import that leads nowhere would slip past the other rules (dist/ may not be built yet)',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '(^|/)dist/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Types are recognised by their syntax. `specify` compares with the compiled file instead, where
    // rewriteRelativeImportExtensions has renamed every import: all would count as types.
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    doNotFollow: { path: ['node_modules', '^dist/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['throughline-source', 'types', 'node', 'require', 'default'],
    },
  },
};

// Not enumerable, since dependency-cruiser refuses settings it does not know.
Object.defineProperty(module.exports, 'modules', { value: modules });
