/**
 * Rooms and arrows: the one place where they are written down. `npm run architecture` checks them, and the table in
 * ARCHITECTURE.md is made from them (scripts/room-table.mjs). Paths are below src/; a room is a folder.
 *
 * `imports`: rooms (or single files) whose values and types may be imported. `types`: only types, which are gone at run
 * time. `base` may be imported by every room, and is not repeated; by workflows only its types, since their code runs in
 * Temporal's sandbox. What is not allowed here is forbidden.
 */
const rooms = {
  base: { holds: 'what every room speaks: moments and durations, ids, problems, failures', pure: true, imports: [] },
  condition: {
    holds: 'conditions: schema, builder, check, words, and the closure that decides',
    pure: true,
    imports: [],
  },
  journey: {
    holds: 'the language and the engine of journeys; index.ts is the public entry `throughline`',
    pure: true,
    imports: ['condition'],
  },
  store: { holds: 'PostgreSQL: all SQL, one file a subject', imports: ['condition'], types: ['journey'] },
  intake: {
    holds: 'events in: batches, the one transaction that accepts, customers found or made, runs entered',
    imports: ['store', 'journey', 'condition'],
  },
  channels: { holds: 'providers, each with open, send and close', imports: [] },
  delivery: {
    holds: 'a message, from guard through claim and rendering to settled',
    imports: ['store', 'channels', 'journey', 'condition'],
  },
  metrics: {
    holds: 'what Prometheus scrapes: the registry of a process, levels read from PostgreSQL, the listener',
    imports: ['store'],
  },
  simulate: {
    holds: 'stories: journeys tested in memory; index.ts is the public entry `throughline/testing`',
    pure: true,
    imports: [
      'delivery/guard',
      'delivery/select-channel.ts',
      'channels/kinds.ts',
      'intake/traits.ts',
      'journey',
      'condition',
    ],
  },
  workflows: {
    holds: "the durable loop behind a run; contract.ts is all that Temporal's histories hold",
    imports: [],
    types: ['activities', 'base'],
  },
  activities: {
    holds: 'what the loop may do: take a turn, deliver, ask for an exit',
    imports: ['delivery', 'intake', 'store', 'journey', 'condition', 'workflows/contract.ts'],
  },
  worker: {
    holds: "the worker process: Temporal's workers, dispatcher, sweeper, upkeep",
    imports: ['activities', 'intake', 'store', 'channels', 'metrics', 'workflows/contract.ts'],
  },
  api: {
    holds: 'the HTTP door: track, journeys, runs, status, health, and its description',
    imports: ['intake', 'delivery', 'channels', 'metrics', 'store', 'journey', 'condition'],
  },
  cli: {
    holds: 'the command line, the settings (sole reader of the environment) and the local stack',
    imports: [
      'api',
      'worker',
      'activities',
      'delivery',
      'channels',
      'intake',
      'store',
      'journey',
      'condition',
      'workflows/contract.ts',
    ],
  },
};

/** Arrows that one file has beyond its room. */
const exceptions = [
  {
    from: 'store/journeys.ts',
    to: 'journey/definition/meaning.ts',
    why: 'the hash of a version is taken over `meaningOf` where the row is written: no caller can store one under the other',
  },
  {
    from: 'store/run-inputs.ts',
    to: 'journey/engine/inputs/index.ts',
    why: 'an input is stored with the version of its body where the row is written: no caller can leave it out',
  },
];

/** Pure rules that stand beside their I/O, in rooms that are not pure: stories go by them, too. */
const pureFiles = rooms.simulate.imports.filter((place) => place.includes('/'));

/** What pure rooms may take from npm. It has to run in a browser, too. */
const purePackages = ['zod', 'luxon'];

/** Packages that stand in few places only. */
const keepers = [
  {
    packages: ['pg', 'knex'],
    in: ['store', 'worker/listener.ts', 'cli/local/postgres.ts'],
    why: 'all SQL is in store. LISTEN needs a connection of its own beside the pool; the local stack asks whether its server answers and makes the database, before there is one that store could open',
  },
];

const everyRoom = Object.keys(rooms);
const purePlaces = [...everyRoom.filter((room) => rooms[room].pure), ...pureFiles];
const typesOnly = ['type-only', 'type-import'];

const escaped = (text) => text.replace(/[.]/g, '\\$&');
/** Rooms and files below src/ as one pattern. */
const inside = (places) =>
  `^src/(${places.map((place) => (place.includes('.') ? `${escaped(place)}$` : `${place}/`)).join('|')})`;
const fromNpm = (packages) => `(^|/)node_modules/(@types/)?(${packages.join('|')})(/|$)`;

function arrowsOf(room) {
  const { imports = [], types = [] } = rooms[room];
  const values = [...new Set([room, ...(types.includes('base') ? [] : ['base']), ...imports])];
  const all = [...values, ...types];
  const own = exceptions.filter(({ from }) => from.startsWith(`${room}/`));
  const rulesFor = (name, from, more) => [
    {
      name,
      comment: `${room}/ may import no more than ${all.join(', ')}: see \`rooms\` in .dependency-cruiser.cjs`,
      severity: 'error',
      from,
      to: { path: '^src/', pathNot: inside([...all, ...more]) },
    },
    {
      name: `${name}-by-value`,
      comment: `${room}/ may import values of no more than ${values.join(', ')}; here \`import type\` is allowed`,
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
    ...rulesFor(`${room}-arrows`, { path: inside([room]), ...(files.length > 0 && { pathNot: inside(files) }) }, []),
    ...files.flatMap((file) =>
      rulesFor(
        `${room}-arrows`,
        { path: inside([file]) },
        own.filter(({ from }) => from === file).map(({ to }) => to),
      ),
    ),
  ].filter(({ to }) => to.path !== to.pathNot);
}

module.exports = {
  forbidden: [
    ...everyRoom.flatMap(arrowsOf),
    {
      name: 'no-room',
      comment: 'every file of src/ stands in a room; a new room needs its row in .dependency-cruiser.cjs',
      severity: 'error',
      from: { path: '^src/', pathNot: inside(everyRoom) },
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
      comment: `${purePlaces.join(', ')} do no I/O and run in a browser, too`,
      severity: 'error',
      from: { path: inside(purePlaces) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-packages',
      comment: `pure rooms and files take from npm only ${purePackages.join(' and ')} (and core/base/id.ts uuid)`,
      severity: 'error',
      from: { path: inside(purePlaces), pathNot: inside(['base/id.ts']) },
      to: { path: 'node_modules/', pathNot: fromNpm(purePackages) },
    },
    {
      name: 'id-packages',
      comment: 'base/id.ts takes from npm only uuid',
      severity: 'error',
      from: { path: inside(['base/id.ts']) },
      to: { path: 'node_modules/', pathNot: fromNpm(['uuid']) },
    },
    {
      name: 'rules-make-no-ids',
      comment: 'base/id.ts draws from clock and chance; condition/, journey/ and simulate/ do without',
      severity: 'error',
      from: { path: inside(['condition', 'journey', 'simulate']) },
      to: { path: inside(['base/id.ts']), dependencyTypesNot: typesOnly },
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
    ...keepers.map((keeper) => ({
      name: `keepers-of-${keeper.packages.join('-and-')}`,
      comment: keeper.why,
      severity: 'error',
      from: { path: '^src/', pathNot: inside(keeper.in) },
      to: { path: fromNpm(keeper.packages) },
    })),
    {
      name: 'nothing-imports-tests',
      comment: 'test/ is imported by test/ only; the benchmark plays on the same kit',
      severity: 'error',
      from: { pathNot: ['^test/', '^bench/'] },
      to: { path: '^test/' },
    },
    {
      name: 'src-stands-alone',
      comment: 'what is shipped imports nothing of the checkout beside src/',
      severity: 'error',
      from: { path: '^src/' },
      to: { pathNot: ['^src/', 'node_modules/'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'examples-use-the-public-entry',
      comment:
        'examples are written as users write: they import `throughline`, `throughline/testing` and their own files',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^(src|test|scripts)/', pathNot: inside(['journey/index.ts', 'simulate/index.ts']) },
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
    // Types are told apart by their syntax. `specify` compares with the compiled file instead, where
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
Object.defineProperty(module.exports, 'rooms', { value: rooms });
