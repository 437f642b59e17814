import { type StoryMessage, story } from 'throughline/testing';
import { SignedUp } from '../../examples/events.ts';
import welcomeSeries from '../../examples/journeys/welcome-series.ts';

/**
 * A user's story without a test framework: scripts/check-package.mjs compiles it against the installed package, in the ways
 * that users' compilers find types, and runs it with plain node. Fails by throwing.
 */
async function tell(): Promise<void> {
  const s = await story(welcomeSeries, { start: '2026-03-02T20:10', zone: 'Pacific/Auckland' });
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(SignedUp({ source: 'a friend' }));
  await s.skip('3 days');
  const received: readonly StoryMessage[] = ada.received();
  const steps = received.map(({ step }) => step).join();
  if (steps !== 'welcome,need-a-hand') throw new Error(`the story went another way: ${steps}`);
}
void tell();

/** Never run: types that came as `any` would let these pass, and the mark would be the error. */
export async function misuse(): Promise<void> {
  const s = await story(welcomeSeries, { start: '2026-03-02T20:10' });
  // @ts-expect-error a text is not a number
  await s.customer().does(SignedUp({ source: 7 }));
  // @ts-expect-error a story begins somewhere
  await story(welcomeSeries, {});
}
