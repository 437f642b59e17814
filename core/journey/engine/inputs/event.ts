import { happenedBefore } from '../../../customer/event-time.ts';
import { getExitKind } from '../../definition/index.ts';
import { interruptBy } from '../interrupts.ts';
import type { EventInput } from '../turn.ts';
import { exitRun, isUnderway } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/**
 * event: an exit rule that it meets ends the run; else it may set off interrupts, and tokens may look back to it. One that
 * happened before the entry arrives late and means nothing to the run.
 */
export const event = defineInput<EventInput>({
  kind: 'event',
  body: undefined,
  take(draft, input) {
    if (!isUnderway(draft) || happenedBefore(input.event, draft.facts.entry)) return;
    const exit = draft.definition.exit?.find((rule) =>
      getExitKind(rule)
        .triggers(rule)
        .some((trigger) => draft.turn.matches(input.event, trigger)),
    );
    if (exit) {
      exitRun(draft, exit.reason, 'rule');
      return;
    }
    draft.lookBack = [...draft.lookBack, input];
    interruptBy(draft, input.event);
  },
});
