import { byTier } from '../support/tier.ts';
import { type Item, MARK } from './case.ts';
import type { GoodAnswer } from './good-traffic.ts';
import type { Ledger, Trace } from './ledger.ts';
import { compareWithDatabase, tryEveryCustomer } from './stored.ts';
import type { Target } from './target.ts';

/** A call, and the case that sent it. */
export type Sent = Item & { readonly source: Trace };

/** Good calls before `began` and after `ended` had no fuzzer beside them. */
export interface Sending {
  readonly answers: readonly GoodAnswer[];
  readonly began: number;
  readonly ended: number;
}

/** A good call may be so late, and by what the machine itself was late beside. In `npm test` other files use the cores too. */
const LATE_MS = byTier(5_000, 1_000);

/** Each good call is in, and in time: compared with those that had no fuzzer beside, and with the sender's own timers. */
export function judgeGoodCalls(ledger: Ledger, { answers, began, ended }: Sending): void {
  const alone = answers.filter(({ startedAt }) => startedAt < began || startedAt >= ended);
  const baseline = Math.max(0, ...alone.map(({ ms }) => ms));
  for (const { startedAt, ms, isStored, status, body, lagMs, sender } of answers) {
    if (startedAt < began) continue;
    const allowed = LATE_MS + Math.max(200, baseline) + 2 * lagMs;
    if (!isStored) ledger.blame('other-refused', `${sender}: ${status} ${body}`, startedAt, startedAt + ms);
    else if (ms > allowed)
      ledger.blame('other-late', `${sender}: ${ms} ms (allowed ${allowed})`, startedAt, startedAt + ms);
  }
}

/** Reads back what answers said; then every customer must be able to go on. Gives how many there are. */
export async function judgeStored(
  target: Target,
  ledger: Ledger,
  sent: { readonly stored: readonly Sent[]; readonly refused: readonly Sent[] },
  answers: readonly GoodAnswer[],
): Promise<number> {
  const after = { from: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY }; // of no time: never in an outage
  for (const { kind, item, detail } of await compareWithDatabase(target, sent)) {
    const { generator, number } = (item as Sent).source;
    ledger.add({ kind, generator, number, about: item.about, detail, input: item.text, ...after });
  }
  const stored = answers
    .filter(({ isStored }) => isStored)
    .flatMap(({ ids }) => ids.map((messageId): Item => ({ about: 'good', text: '', messageId, right: 'accepted' })));
  const nobody = { generator: '-', number: undefined, input: '', ...after };
  for (const { kind, detail, item } of await compareWithDatabase(target, { stored, refused: [] }))
    ledger.add({ kind: `other-${kind}`, about: `a good call, ${item.messageId}`, detail, ...nobody });
  const { tried, broken } = await tryEveryCustomer(target);
  for (const { identities, firstMessageId, detail } of broken) {
    const [, generator = '-', number] = /^fz-(.+?)-(\d+)-/.exec(firstMessageId ?? '') ?? [];
    ledger.add({
      kind: 'customer-broken',
      generator,
      number: number === undefined ? undefined : Number(number),
      about: identities,
      detail,
      input: String(firstMessageId),
      ...after,
    });
  }
  return tried;
}

/** No text of customers is in what the API or PostgreSQL wrote. */
export function judgeLogs(target: Target, ledger: Ledger, began: number): void {
  for (const [about, log] of Object.entries(target.logs())) {
    const lines = log.split('\n').filter((line) => line.includes(MARK));
    if (lines.length === 0) continue;
    const detail = `${lines.length} lines hold what customers sent: ${(lines[0] as string).slice(0, 300)}`;
    ledger.add({
      kind: 'text-in-log',
      generator: '-',
      number: undefined,
      about,
      detail,
      input: '',
      from: began,
      until: 0,
    });
  }
}
