import type { ConsentPageAnswer } from '../../api/operations/consents/schemas.ts';
import { inUtc } from './utc.ts';

/** What counts now, and the history beneath. */
export function consentsInWords({ customerId, current, items, next }: ConsentPageAnswer): readonly string[] {
  const counting = current.map(
    ({ subject, name, state, until }) =>
      `  ${subject} ${name}: ${state}${until === null ? '' : ` until ${inUtc(until)}`}`,
  );
  const history = items.map(({ acceptedAt, subject, name, state, source, at, expiresAt }) => {
    const said = at === acceptedAt ? '' : at === null ? ', made at an unknown time' : `, made ${inUtc(at)}`;
    const end = expiresAt === null ? '' : `, until ${inUtc(expiresAt)}`;
    return `  ${inUtc(acceptedAt)}  ${subject} ${name}: ${state} (${source}${said}${end})`;
  });
  return [
    `Customer  ${customerId}`,
    'Now       what counts; for all else the regime of the workspace holds',
    ...(counting.length === 0 ? ['  nothing was stated'] : counting),
    ...(history.length === 0 ? [] : ['History   the newest first', ...history]),
    ...(next === null ? [] : ['There may be more: --limit.']),
  ];
}
