// Checks two rules about names. A test stands under the path and name of its file: test/core/x.test.ts tests core/x.ts,
// or the folder core/x/; a part of its tests may stand beside it as x.<part>.test.ts. And exported type names are unique,
// so that one word has one meaning. Exceptions stand here and nowhere else. Prints what is wrong and fails.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const { modules } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

/** Folders of tests that cross the modules. */
const acrossModules = ['browser', 'console/browser', 'system', 'chaos', 'docs', 'fuzz', 'mutations'];

/** Modules whose sources stand in a folder of their own: test/console/x.test.ts tests console/src/x.ts. */
const sourceFolders = { console: 'console/src' };

/** Tests that stand for no one file: what they test. */
const exceptions = {
  'activities/job-modes': 'what a turn does with jobs of each mode',
  'activities/last-turn': "the last turn in the middle of intake: two modules in each other's way",
  'activities/needs-newer-worker': 'what a turn and a job do with kinds that only a newer program knows',
  'activities/tasks-and-goals': 'stories with tasks, updates and goals, held to production',
  'activities/stories': 'the simulation held to intake, turns and deliveries on PostgreSQL',
  'api/api': 'the routes together, as app.ts puts them up',
  'api/bodies': 'the limits on bodies, over HTTP',
  'api/contract': 'the routes held to their description',
  'api/database-silent': 'intake, turns and readiness while PostgreSQL does not answer',
  'api/door': 'keys before bodies, over HTTP',
  'api/flood': 'a process with a small heap under floods of compressed bodies',
  'api/hostile': 'what strangers send, in every place that reads it',
  'api/sdks': 'SDKs of others against intake, over HTTP',
  'config/local-settings': 'a part of config/settings.ts',
  'console/budgets': 'what the pages of the built console load',
  'core/journey/authoring/types': 'what the compiler says to authors',
  'core/journey/definition/kinds': 'the registries of entries and exits',
  'core/journey/golden-json': 'what releases stored, read by the present code',
  'services/content/render-json': 'a part of services/content/render.ts',
  'services/intake/customer-changed': 'which runs intake tells of changed traits',
  'simulation/consent': 'stories with consent',
  'simulation/push': 'stories with web push',
  'services/intake/stored': 'what intake reads, stored and read back',
  'store/schema': 'store/schema.sql against what the migrations make',
  'services/delivery/deliver-webhook': 'services/delivery/deliver.ts with the real webhook provider',
  'workflows/golden-histories': 'recorded histories (test/replay) against the present loop',
};

/** Names that are exported twice, and why that may stay. */
const sharedNames = {
  Channel: 'authors write one in a send step; services/channels performs one',
  Operation: "the API's, and an operator's on a run",
};

/** Of "x.part", the name "x". */
function wholeOf(name) {
  return name.replace(/\.[^./]+$/, '');
}

const faults = [...misplacedTests(), ...sharedTypeNames()];
for (const fault of faults) process.stderr.write(`check-names: ${fault}\n`);
if (faults.length > 0) process.exitCode = 1;

function misplacedTests() {
  const tests = filesUnder('test', '.test.ts').map((file) => file.replace(/\.test\.ts$/, ''));
  const hasSubject = (test) => {
    const [module, ...rest] = test.split('/');
    const source = [sourceFolders[module] ?? module, ...rest].join('/');
    if (exceptions[wholeOf(test)] && wholeOf(test) !== test) return true;
    return [source, wholeOf(source)].some((subject) =>
      ['.ts', '.tsx', ''].some((ending) => existsSync(path.join(root, `${subject}${ending}`))),
    );
  };
  const misplaced = tests.filter(
    (test) =>
      !acrossModules.some((folder) => test.startsWith(`${folder}/`)) &&
      exceptions[test] === undefined &&
      !hasSubject(test),
  );
  const needless = Object.keys(exceptions).filter((test) => !tests.includes(test) || hasSubject(test));
  return [
    ...misplaced.map(
      (test) => `test/${test}.test.ts: there is no ${test}.ts. Name it after the file that it tests, or list it here.`,
    ),
    ...needless.map((test) => `the exception "${test}" is not needed: take it out of scripts/check-names.mjs`),
  ];
}

function sharedTypeNames() {
  const roots = [...new Set(Object.keys(modules).map((name) => name.split('/')[0]))];
  const places = new Map();
  for (const file of roots.flatMap(typesIn)) {
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const [, name] of text.matchAll(/^export (?:declare )?(?:abstract )?(?:interface|type|class|enum) (\w+)/gm))
      places.set(name, [...new Set([...(places.get(name) ?? []), file])]);
  }
  const shared = [...places].filter(([name, files]) => files.length > 1 && sharedNames[name] === undefined);
  const needless = Object.keys(sharedNames).filter((name) => (places.get(name) ?? []).length < 2);
  return [
    ...shared.map(([name, files]) => `the type ${name} is exported by ${files.join(' and ')}: rename one.`),
    ...needless.map((name) => `the shared name "${name}" is not needed: take it out of scripts/check-names.mjs`),
  ];
}

/** The console's own names stand apart: none of them is imported by anything else, and the API's types are generated. */
function typesIn(folder) {
  return folder === 'console' ? [] : filesUnder(folder, '.ts').map((name) => `${folder}/${name}`);
}

/** Paths within the folder, with "/". */
function filesUnder(folder, ending) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => name.split(path.sep).join('/'));
}
