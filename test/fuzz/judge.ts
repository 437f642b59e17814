import type { Exchange, Item } from './case.ts';
import type { Outcome } from './send.ts';

/** What is wrong, in one of few kinds, and how it shows. */
export interface Finding {
  readonly kind:
    | 'server-error'
    | 'no-answer'
    | 'whole-batch-refused'
    | 'good-call-refused'
    | 'bad-call-accepted'
    | 'not-told'
    | 'wrong-status';
  readonly detail: string;
  /** The call that shows it, where it is one. */
  readonly item?: Item | undefined;
}

export interface Judged {
  readonly findings: readonly Finding[];
  /** The calls that the answer says are stored, now or before. */
  readonly stored: readonly Item[];
  readonly refused: readonly Item[];
  readonly turnedAway: boolean;
}

interface Problem {
  readonly code?: unknown;
  readonly where?: unknown;
  readonly problem?: unknown;
  readonly title?: unknown;
  readonly remedy?: unknown;
}

const nothing = { stored: [], refused: [], turnedAway: false } as const;

/** Compares an answer with what must hold for every one, and with what is right for its calls. */
export function judge(exchange: Exchange, outcome: Outcome): Judged {
  const { status, fault, body } = outcome;
  const found = (kind: Finding['kind'], detail: string, item?: Item): Judged => ({
    ...nothing,
    findings: [{ kind, detail, item }],
  });
  if (status === undefined) {
    if (exchange.mayClose && fault !== 'timeout') return { ...nothing, findings: [] };
    return found('no-answer', `no answer: ${fault}, after ${outcome.endedAt - outcome.startedAt} ms`);
  }
  if (status === 503 || status === 429) {
    const isBusy = status === 429 || !/database/.test(body);
    if (isBusy && outcome.headers['retry-after']) return { ...nothing, findings: [], turnedAway: true };
    return found('server-error', `${status} ${body.slice(0, 300)}`);
  }
  // 501 is HTTP's own word for a method or a transfer encoding that does not exist: Node says it, not we.
  if (status >= 500 && !(exchange.raw && status === 501))
    return found('server-error', `${status} ${body.slice(0, 300)}`);
  if (exchange.raw) return { ...nothing, findings: [] };
  if (exchange.right && !exchange.right.includes(status)) {
    return found('wrong-status', `${status} in place of ${exchange.right.join(' or ')}: ${body.slice(0, 300)}`);
  }
  if (status >= 400) return judgeRefusal(exchange, outcome);
  if (status !== 200 || !exchange.items) return { ...nothing, findings: [] };
  return exchange.isSingle ? judgeCall(exchange, outcome) : judgeBatch(exchange, outcome);
}

function judgeRefusal(exchange: Exchange, { status, body, headers }: Outcome): Judged {
  const findings: Finding[] = [];
  const answer = parsed(body) as Problem | undefined;
  // What Node's parser refuses never reaches us, and HEAD has no body.
  const isNodes = body === '' && (status === 400 || status === 417 || status === 431);
  const isTold = [answer?.code, answer?.where, answer?.remedy].every((member) => typeof member === 'string');
  if (!isTold && !isNodes && !exchange.isPage && exchange.method !== 'HEAD' && exchange.method !== 'CONNECT')
    findings.push({ kind: 'not-told', detail: `${status} ${headers['content-type']} ${body.slice(0, 200)}` });
  const items = exchange.items ?? [];
  const good = items.find(({ right }) => right === 'accepted');
  if (good && exchange.isSingle)
    findings.push({ kind: 'good-call-refused', detail: `${status} ${body.slice(0, 300)}`, item: good });
  if (good && !exchange.isSingle && !exchange.right)
    findings.push({ kind: 'whole-batch-refused', detail: `${status} ${body.slice(0, 300)}` });
  return { ...nothing, findings, refused: items };
}

function judgeCall(exchange: Exchange, { body }: Outcome): Judged {
  const items = exchange.items ?? [];
  const answer = parsed(body) as { result?: unknown; messageId?: unknown } | undefined;
  const findings: Finding[] = [];
  const [item] = items;
  if (answer?.result !== 'accepted' && !(answer?.result === 'duplicate' && exchange.isRepeat))
    findings.push({ kind: 'not-told', detail: `200 ${body.slice(0, 200)}`, item });
  if (item?.right === 'refused') findings.push({ kind: 'bad-call-accepted', detail: body.slice(0, 200), item });
  return { ...nothing, findings, stored: items };
}

/** Each call of a batch is accepted, a duplicate, or named in `errors` with a problem. */
function judgeBatch(exchange: Exchange, { body }: Outcome): Judged {
  const items = exchange.items ?? [];
  const findings: Finding[] = [];
  const answer = (parsed(body) ?? {}) as { accepted?: number; duplicates?: number; errors?: Problem[] };
  const { accepted = Number.NaN, duplicates = Number.NaN, errors = [] } = answer;
  const refusedAt = new Map<number, Problem>();
  for (const error of errors) {
    const at = Number(/^batch\[(\d+)\]/.exec(String(error.where))?.[1] ?? Number.NaN);
    const isTold = [error.code, error.problem, error.remedy].every(
      (member) => typeof member === 'string' && member !== '',
    );
    if (!(at < items.length) || refusedAt.has(at) || !isTold)
      findings.push({
        kind: 'not-told',
        detail: `this error names no call of its own: ${JSON.stringify(error).slice(0, 300)}`,
      });
    refusedAt.set(at, error);
  }
  if (accepted + duplicates + errors.length !== items.length)
    findings.push({ kind: 'not-told', detail: `${items.length} calls: ${body.slice(0, 300)}` });
  // Where the messageId is the odd part, another call may have had the same: 0, say.
  const oddlyNamed = items.filter(({ messageId }) => messageId === undefined).length;
  if (!exchange.isRepeat && duplicates > oddlyNamed)
    findings.push({ kind: 'not-told', detail: `new calls are called duplicates: ${body.slice(0, 300)}` });
  const [stored, refused]: [Item[], Item[]] = [[], []];
  for (const [index, item] of items.entries()) {
    const error = refusedAt.get(index);
    (error ? refused : stored).push(item);
    if (error && item.right === 'accepted')
      findings.push({ kind: 'good-call-refused', detail: JSON.stringify(error).slice(0, 300), item });
    if (!error && item.right === 'refused')
      findings.push({ kind: 'bad-call-accepted', detail: body.slice(0, 200), item });
  }
  return { findings, stored, refused, turnedAway: false };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
