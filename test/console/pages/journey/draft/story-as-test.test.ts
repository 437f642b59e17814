import ts from 'typescript';
import { type StoryAct, storyAsTest } from '../../../../../console/src/pages/journey/draft/story-as-test.ts';
import * as core from '../../../../../core/index.ts';
import type { JourneyDefinition } from '../../../../../core/journey/definition/index.ts';
import { printJourney } from '../../../../../core/journey/draw/typescript/index.ts';
import * as testing from '../../../../../simulation/index.ts';
import { define } from '../../../../core/journey/support/passage.ts';

const start = '2026-03-02T10:00';
const traits = { email: 'ann@example.com', name: "Ann's" };
const journey: JourneyDefinition = {
  ...define({
    exit: [{ reason: 'bought', on: 'event', event: 'Order Completed' }],
    steps: {
      settle: { type: 'wait', for: 'P1D', paths: { next: 'hello' } },
      hello: { type: 'send', channels: ['email'], template: 'hello', paths: { next: 'ask' } },
      ask: { type: 'task', person: 'ann@shop.example', choices: ['yes', 'no'], paths: { yes: 'thanks', no: null } },
      thanks: { type: 'send', channels: ['email'], template: 'thanks', paths: { next: null } },
    },
  }),
  id: 'tried',
};

/** Walks the journey as the page does, and prints the walk. */
async function walked(): Promise<string> {
  const scene = await testing.story(journey, { start, holdout: 'off' });
  const customer = scene.customer(traits);
  await customer.does({ name: 'Start', properties: { total: 12.5 } });
  await scene.skip('P1D');
  await customer.opens('hello');
  await customer.task('ask').answers('yes');
  await scene.skip('PT1H');
  const acts: StoryAct[] = [
    { kind: 'begins', traits, start },
    { kind: 'does', event: 'Start', properties: { total: 12.5 } },
    { kind: 'skips', duration: 'P1D' },
    { kind: 'opens', step: 'hello' },
    { kind: 'answers', step: 'ask', choice: 'yes' },
    { kind: 'skips', duration: 'PT1H' },
  ];
  return storyAsTest(journey, acts, customer);
}

/** Compiles a module and runs it with what it imports. */
function load(
  source: string,
  modules: Readonly<Record<string, unknown>>,
  globals: Readonly<Record<string, unknown>> = {},
) {
  const { outputText, diagnostics } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
    reportDiagnostics: true,
  });
  expect(diagnostics).toEqual([]);
  const module = { exports: {} as Record<string, unknown> };
  const given = {
    ...{ module, exports: module.exports, ...globals },
    require(name: string) {
      if (Object.hasOwn(modules, name)) return modules[name];
      throw new Error(`the printed module imports ${name}`);
    },
  };
  new Function(...Object.keys(given), outputText)(...Object.values(given));
  return module.exports;
}

/** Runs a printed story beside its printed journey, as a reader who keeps both would. */
async function run(story: string): Promise<number> {
  const kept = load(printJourney(journey), { throughline: core });
  const cases: (() => Promise<void>)[] = [];
  const it = (_title: string, body: () => Promise<void>) => void cases.push(body);
  load(story, { 'throughline/testing': testing, './tried': { __esModule: true, ...kept } }, { it, expect });
  for (const body of cases) await body();
  return cases.length;
}

it('what is kept as a test compiles, runs, and holds of the printed journey', async () => {
  const story = await walked();
  expect(story).toContain('toEqual([["settle","hello","ask","thanks"]])');
  expect(await run(story)).toBe(1);
});

it('fails where the journey goes another way than the walk did', async () => {
  const story = await walked();
  await expect(run(story.replace('.answers("yes")', '.answers("no")'))).rejects.toThrow();
});
