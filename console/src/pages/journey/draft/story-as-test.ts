import type { JourneyDefinition } from '../../../../../core/journey/definition/index.ts';
import type { StoryCustomer } from '../../../../../simulation/story-types.ts';

/** What was done in a walk. */
export type StoryAct =
  | { readonly kind: 'begins'; readonly traits: Readonly<Record<string, unknown>>; readonly start: string }
  | { readonly kind: 'does'; readonly event: string; readonly properties: Readonly<Record<string, unknown>> }
  | { readonly kind: 'skips'; readonly duration: string }
  | { readonly kind: 'opens' | 'clicks'; readonly step: string }
  | { readonly kind: 'answers'; readonly step: string; readonly choice: string };

/** The walk as a story in TypeScript, with what came of it as expectations. */
export function storyAsTest(definition: JourneyDefinition, acts: readonly StoryAct[], customer: StoryCustomer): string {
  const text = (value: unknown) => JSON.stringify(value);
  const lines = acts.map((act) => {
    if (act.kind === 'begins')
      return [
        `  const scene = await story(journey, { start: ${text(act.start)}, holdout: 'off' });`,
        `  const customer = scene.customer(${text(act.traits)});`,
      ].join('\n');
    if (act.kind === 'does')
      return `  await customer.does({ name: ${text(act.event)}, properties: ${text(act.properties)} });`;
    if (act.kind === 'skips') return `  await scene.skip(${text(act.duration)});`;
    if (act.kind === 'answers') return `  await customer.task(${text(act.step)}).answers(${text(act.choice)});`;
    return `  await customer.${act.kind}(${text(act.step)});`;
  });
  const visited = customer.runs().map(({ visits }) => visits.map(({ step }) => step));
  const received = customer.received().map(({ step }) => step);
  return [
    "import { story } from 'throughline/testing';",
    `import journey from './${definition.id}';`,
    '',
    `it('takes a customer the way that was tried', async () => {`,
    ...lines,
    `  expect(customer.runs().map(({ visits }) => visits.map(({ step }) => step))).toEqual(${text(visited)});`,
    `  expect(customer.received().map(({ step }) => step)).toEqual(${text(received)});`,
    '});',
  ].join('\n');
}
