import path from 'node:path';
import { DeterminismViolationError } from '@temporalio/workflow';
import { bundle, presentBundle, type Replayed, readHistories, replay, versions } from '../replay/golden.ts';

jest.setTimeout(60_000);

const recorded = versions().map((version) => ({ version, histories: readHistories(version) }));

describe.each(recorded)('runs of release $version', ({ histories }) => {
  let replayed: Replayed[];
  beforeAll(async () => {
    replayed = await replay(await presentBundle(), histories);
  });

  it.each(histories.map(({ name }) => name))('go on with the present loop: %s', (name) => {
    const found = replayed.find((result) => result.name === name);
    if (found?.error) throw found.error;
    expect(found).toBeDefined();
  });
});

it('would be broken by a loop that does one thing more (negative control)', async () => {
  const histories = recorded.flatMap((each) => each.histories);
  const replayed = await replay(await bundle(path.join(__dirname, 'other-loop.ts')), histories);
  expect(replayed).toHaveLength(histories.length);
  for (const { error } of replayed) expect(error).toBeInstanceOf(DeterminismViolationError);
});

it('between them do all that the loop can do', () => {
  const events = recorded.flatMap(({ histories }) => histories.flatMap(({ json }) => json.events));
  const kinds = new Set(
    events.flatMap((event) => Object.keys(event).filter((name) => name.endsWith('EventAttributes'))),
  );
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      'markerRecordedEventAttributes',
      'timerFiredEventAttributes',
      'timerCanceledEventAttributes',
      'activityTaskCompletedEventAttributes',
      'workflowExecutionSignaledEventAttributes',
      'workflowExecutionCancelRequestedEventAttributes',
      'upsertWorkflowSearchAttributesEventAttributes',
      'workflowExecutionContinuedAsNewEventAttributes',
      'workflowExecutionCompletedEventAttributes',
    ]),
  );
});
