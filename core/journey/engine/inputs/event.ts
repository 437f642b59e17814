import { happenedBefore } from '../../../customer/event-time.ts';
import type { EventInput } from '../turn.ts';
import { exitRun, isUnderway } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/**
 * event: an exit rule that it meets ends the run; else tokens may look back to it. One that happened before the entry
 * arrives late and means nothing to the run.
 */
export const event = defineInput<EventInput>({
  kind: 'event',
  body: undefined,
  take(draft, input) {
    if (!isUnderway(draft) || happenedBefore(input.event, draft.facts.entry)) return;
    const exit = draft.definition.exit?.find((rule) => draft.turn.matches(input.event, rule));
    if (exit) exitRun(draft, exit.reason, 'rule');
    else draft.lookBack = [...draft.lookBack, input];
  },
});
