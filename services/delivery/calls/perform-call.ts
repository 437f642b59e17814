import { judgedNow } from '../../../core/base/clock.ts';
import { PermanentFailure, TemporaryFailure } from '../../../core/base/failure.ts';
import type { Properties } from '../../../core/condition/schema.ts';
import { type Job, runStateVersions } from '../../../core/journey/engine/run-state.ts';
import {
  attemptsOf,
  bodyOf,
  type CallResult,
  type CallStep,
  callStepOf,
  type JudgedCall,
  judgeAnswer,
  mostCallBytes,
  timeoutOf,
} from '../../../core/journey/steps/call.ts';
import { beginCall, writeCall } from '../../../store/calls/calls.ts';
import { inLoadingTransaction, inTransaction, type Load, type Transaction } from '../../../store/database/database.ts';
import { getDefinition } from '../../../store/journeys/definitions.ts';
import { appendInputs } from '../../../store/runs/run-inputs.ts';
import { type LockedRun, lockRunAndCustomer } from '../../../store/runs/runs.ts';
import { readTurnFacts } from '../../../store/runs/turn-facts.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { findTestCall } from '../../../store/workspaces/test-answers.ts';
import type { Outbound, OutboundResult } from '../../channels/outbound.ts';
import { signedHeaders } from '../../channels/signed-request.ts';
import type { DeliverDependencies } from '../deliver.ts';
import { endpointOf } from '../endpoints.ts';

export interface CallDependencies extends DeliverDependencies {
  /** Undefined: this process makes no calls. */
  readonly outbound?: Outbound | undefined;
  /** Stories may say what endpoints answer. */
  readonly testMode?: boolean | undefined;
}

interface CallKey {
  readonly journeyRunId: string;
  readonly visit: number;
}

/** A call that its run waits for, and what is sent. */
interface BegunCall {
  readonly key: CallKey;
  readonly workspace: string;
  readonly step: CallStep;
  readonly attempt: number;
  readonly body: string | undefined;
}

/**
 * One attempt of a call: begin ▸ send ▸ settle.
 *   1 begin    under the customer's and the run's lock: does the run still wait? The request is made, the attempt counted
 *   2 send     with nothing held
 *   3 record   how it ended, and the outcome as an input of the run, under its lock, if it still waits
 * A worker that dies between them leaves an attempt that was counted, and the next one sends the same key. Throws a
 * TemporaryFailure when the call should be made again.
 */
export async function performCall(dependencies: CallDependencies, key: CallKey, workflowNow: number): Promise<void> {
  const begun = await inLoadingTransaction(dependencies.database, (trx, load) =>
    begin(trx, load, dependencies, key, workflowNow),
  );
  if (!begun) return;
  const { judged, detail } = await send(dependencies, begun);
  const isLast = begun.attempt >= attemptsOf(begun.step);
  if (judged.result === 'later' && !isLast) {
    await record(dependencies, begun, { state: 'open', rule: judged.rule, detail }, workflowNow);
    throw new TemporaryFailure(judged.rule, `the call of visit ${key.visit} is made again`, {
      retryAfter: pauseAfter(begun.attempt),
    });
  }
  const result = judged.result === 'later' ? 'failed' : judged.result;
  const data = 'data' in judged ? judged.data : undefined;
  await record(dependencies, begun, { state: result, rule: judged.rule, detail, data }, workflowNow);
}

/** Twice as long after each attempt, at most a minute. */
const pauseAfter = (attempt: number) => Math.min(60_000, 1_000 * 2 ** (attempt - 1));

async function lockWaiting(trx: Transaction, { journeyRunId, visit }: CallKey) {
  const locked = await lockRunAndCustomer(trx, journeyRunId);
  if (!locked || locked.run.endedAt !== null || locked.run.stuckAt !== null) return undefined;
  const state = runStateVersions.upgrade(locked.run.state);
  const job = state.jobs.find((each) => each.visit === visit && each.kind === 'call');
  return job && { ...locked, state, job };
}

async function begin(
  trx: Transaction,
  load: Load,
  { database }: CallDependencies,
  key: CallKey,
  workflowNow: number,
): Promise<BegunCall | undefined> {
  const locked = await lockWaiting(trx, key);
  if (!locked) return undefined;
  const { run, customer, state, job } = locked;
  const definition = await getDefinition(database, load, run);
  const step = callStepOf(definition, job.step);
  const stored = await readFacts(trx, run);
  const { traits } = customer;
  const scope = { customer: { traits }, entry: stored.entry, tasks: state.tasks, answers: state.answers };
  const body = bodyOf(step, scope);
  const { workspace } = run;
  const now = judgedNow(workflowNow, stored);
  const attempt = await beginCall(trx, { ...key, workspace, ...placeOf(job), endpoint: step.endpoint, now });
  return { key, workspace, step, attempt, body };
}

const placeOf = ({ step, requestedAt }: Job) => ({ step, requestedAt });

async function readFacts(trx: Transaction, run: LockedRun) {
  const nothing = { lookBackFrom: Number.MAX_SAFE_INTEGER, visits: [], withEngagement: false, withDraws: false };
  const stored = await readTurnFacts(trx, run, nothing);
  if (!stored.entry)
    throw new PermanentFailure('entry-gone', `the entry event of run ${run.id} is not stored any more`);
  return { ...stored, entry: stored.entry };
}

interface Sent {
  readonly judged: JudgedCall;
  readonly detail?: string | undefined;
}

async function send(dependencies: CallDependencies, { key, workspace, step, body }: BegunCall): Promise<Sent> {
  const { database, outbound, namedSecrets, testMode } = dependencies;
  if (body !== undefined && Buffer.byteLength(body) > mostCallBytes)
    return { judged: { result: 'failed', rule: 'call-too-large' } };
  const test = testMode ? await findTestCall(database, workspace, step.endpoint) : undefined;
  if (test === 'no-answer') return { judged: { result: 'later', rule: 'no-answer' } };
  if (test) return { judged: judgeAnswer(step, test.status, JSON.stringify(test.body ?? null)) };
  if (!outbound) throw new TemporaryFailure('calls-closed', 'this process makes no calls');
  const { configuration } = await getConfiguration(database, database, workspace);
  const endpoint = endpointOf(`webhook:${step.endpoint}`, configuration, namedSecrets);
  if (endpoint?.type !== 'webhook')
    throw new TemporaryFailure('endpoint-unknown', `there is no webhook "${step.endpoint}"`);
  const id = `${key.journeyRunId}-${key.visit}`;
  const signed = signedHeaders(endpoint.secret, id, body ?? '');
  if (!signed) throw new TemporaryFailure('secret-unreadable', 'the secret is not whsec_ and base64');
  const { method = 'POST', path = '' } = step;
  const url = `${path === '' ? endpoint.url : endpoint.url.replace(/\/+$/, '')}${path}`;
  const headers = { ...signed, accept: 'application/json', 'idempotency-key': id };
  return judge(step, await outbound.request({ method, url, headers, body, timeoutMs: timeoutOf(step) }));
}

function judge(step: CallStep, outcome: OutboundResult): Sent {
  switch (outcome.result) {
    case 'answered': {
      const judged = outcome.isCut
        ? ({ result: 'failed', rule: 'answer-too-large' } as const)
        : judgeAnswer(step, outcome.status, outcome.body);
      return { judged, detail: `${outcome.status} ${judged.result === 'ok' ? '' : outcome.body.slice(0, 500)}`.trim() };
    }
    case 'address-not-allowed':
      return { judged: { result: 'failed', rule: outcome.result }, detail: outcome.detail };
    case 'not-sent':
    case 'no-answer':
      return { judged: { result: 'later', rule: outcome.result }, detail: `${outcome.code}: ${outcome.detail}` };
  }
}

/** How the attempt ended; and unless there is to be another one, the outcome as an input of the run. */
async function record(
  { database }: CallDependencies,
  { key }: BegunCall,
  told: {
    readonly state: CallResult | 'open';
    readonly rule?: string | undefined;
    readonly detail?: string | undefined;
    readonly data?: Properties | undefined;
  },
  workflowNow: number,
): Promise<void> {
  const { state, rule, data } = told;
  const { journeyRunId, visit } = key;
  await inTransaction(database, async (trx) => {
    const locked = await lockWaiting(trx, key);
    if (!locked) return;
    const now = judgedNow(workflowNow, await readFacts(trx, locked.run));
    await writeCall(trx, key, told, now);
    if (state === 'open') return;
    const outcome = {
      result: 'done',
      answer: state,
      ...(rule !== undefined && { rule }),
      ...(data && { data }),
    } as const;
    await appendInputs(trx, now, [{ journeyRunId, kind: 'job-settled', visit, outcome }]);
  });
}
