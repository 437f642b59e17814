import { inUtc } from '../../base/calendar.ts';
import { describeBooks } from '../books.ts';
import { typeOf } from '../steps/index.ts';
import type { Token } from './run-state.ts';
import { getStep, isUntouched, type TurnDraft } from './turn-draft.ts';

/** The label of a run after a turn, for people: step titles and event names, nothing of the customer. */
export function describeRun(draft: TurnDraft, isOver: boolean): string {
  const { exit } = draft;
  const why = exit ? (exit.by === 'operator' ? 'by an operator' : exit.reason) : 'completed';
  if (isOver) return `ended: ${why}`;
  if (exit) return `leaving: ${why}; a message that has begun is awaited`;
  if (isUntouched(draft)) return 'not begun';
  if (draft.books) return describeBooks(draft.books);
  if (draft.tokens.length === 0) return 'at its end; a message that has begun is awaited';
  const shown = draft.tokens.slice(0, mostTokensShown).map((token) => describeToken(draft, token));
  const more = draft.tokens.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** A label is read at a glance. */
const mostTokensShown = 5;

function describeToken(draft: TurnDraft, token: Token): string {
  const step = getStep(draft, token.step);
  const notBefore = draft.jobs.find(({ visit }) => visit === token.visit)?.notBefore;
  const until = draft.until.get(token.visit);
  const deferred = notBefore !== undefined && notBefore > draft.now ? `, deferred until ${inUtc(notBefore)}` : '';
  const name = step.title ?? token.step;
  return `${name}: ${typeOf(step).describe(step)}${until === undefined ? deferred : ` until ${inUtc(until)}`}`;
}
