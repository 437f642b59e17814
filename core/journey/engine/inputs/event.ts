import type { EventInput } from '../turn.ts';
import { exitRun, isUnderway } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/** event: an exit rule that it meets ends the run; else tokens may look back to it. */
export const event = defineInput<EventInput>({
  kind: 'event',
  body: undefined,
  take(draft, input) {
    if (!isUnderway(draft)) return;
    const exit = draft.definition.exit?.find((rule) => draft.turn.matches(input.event, rule));
    if (exit) exitRun(draft, exit.reason, 'rule');
    else draft.lookBack = [...draft.lookBack, input];
  },
});
