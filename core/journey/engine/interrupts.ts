import { getExitKind, getInterruptKind, type InterruptRule } from '../definition/index.ts';
import type { InterruptRecord } from './run-state.ts';
import type { EventFact } from './turn.ts';
import { arrive, exitRun, isUnderway, leave, newestSeen, type TurnDraft } from './turn-draft.ts';

/** The interrupts that an event sets off, in the order of the definition. */
export function interruptBy(draft: TurnDraft, event: EventFact): void {
  if (draft.books) return; // there is no path that it could change
  for (const rule of draft.definition.on ?? []) {
    const kind = getInterruptKind(rule);
    if (!kind.triggers(rule).some((trigger) => draft.turn.matches(event, trigger))) continue;
    const guard = kind.guard(rule);
    if (guard === undefined || draft.turn.holds(guard)) act(draft, rule);
    else remember(draft, rule, { ...recordOf(draft, rule), refusedAt: draft.now });
  }
}

/**
 * The conditions that act by themselves: of exits, then of interrupts. Looked at after each input and in each turn without
 * one, so a run sees its entry, every change that it is notified of, and what has become of its own messages.
 */
export function judgeLevels(draft: TurnDraft): void {
  if (!isUnderway(draft)) return;
  const exit = draft.definition.exit?.find((rule) => {
    const level = getExitKind(rule).level(rule);
    return level && draft.turn.holds(level);
  });
  if (exit) exitRun(draft, exit.reason, 'rule');
  else judgeInterrupts(draft);
}

function judgeInterrupts(draft: TurnDraft): void {
  if (draft.books) return;
  for (const rule of draft.definition.on ?? []) {
    const level = getInterruptKind(rule).level(rule);
    if (!level) continue;
    const before = recordOf(draft, rule);
    if (before.times > 0 && !rule.repeat) continue;
    const held = draft.turn.holds(level);
    if (held && !before.held) act(draft, rule);
    if (rule.repeat && held !== (before.held ?? false)) remember(draft, rule, { ...recordOf(draft, rule), held });
  }
}

/** Skips are only noted here: the tokens leave these steps when they are evaluated next, and that is at once. */
function act(draft: TurnDraft, rule: InterruptRule): void {
  const { id, repeat, jump, skip = [], do: side } = rule;
  const record = recordOf(draft, rule);
  if (record.times > 0 && !repeat) return;
  if (draft.tokens.some((token) => token.side === id)) return;
  const main = draft.tokens.filter((token) => token.side === undefined);
  if (jump !== undefined && main.length === 0) return;
  remember(draft, rule, { ...record, times: record.times + 1, at: draft.now });
  if (skip.length > 0) {
    const skipped = skip
      .filter((step) => !Object.hasOwn(draft.skipped, step))
      .map((step) => [step, { by: id, at: draft.now }] as const);
    draft.skipped = { ...draft.skipped, ...Object.fromEntries(skipped) };
  }
  const from = { lookBackFrom: newestSeen(draft), consumed: [], forks: [] };
  if (jump !== undefined) {
    for (const token of main) leave(draft, token);
    draft.loops = {}; // where the path goes on, loops begin to count
    arrive(draft, jump, from);
  }
  if (side !== undefined) arrive(draft, side, { ...from, side: id });
}

function recordOf({ interrupts }: TurnDraft, { id }: InterruptRule): InterruptRecord {
  return (Object.hasOwn(interrupts, id) ? interrupts[id] : undefined) ?? { times: 0 };
}

function remember(draft: TurnDraft, { id }: InterruptRule, record: InterruptRecord): void {
  draft.interrupts = { ...draft.interrupts, [id]: record };
}
