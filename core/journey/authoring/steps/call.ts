import { toIsoDuration } from '../../../base/duration.ts';
import { field } from '../../../condition/expression.ts';
import type { StepId } from '../../definition/index.ts';
import type { CallStep } from '../../steps/call.ts';
import { type Flow, type FlowStep, flowStep, mistake, onward, type StepOptions } from '../flow.ts';
import { type GivenJson, plainJson } from '../given-json.ts';
import type { Fields, Shape } from '../value-types.ts';

export interface CallOptions<S extends Shape> extends StepOptions {
  readonly method?: CallStep['method'];
  /** Behind the endpoint's address. */
  readonly path?: string | undefined;
  readonly body?: { readonly [name: string]: GivenJson } | undefined;
  /** What the answer has to have: `{ code: t.text }`. */
  readonly answer?: S | undefined;
  /** Of one attempt: "10 seconds". */
  readonly timeout?: string | undefined;
  /** Further attempts after the first. */
  readonly retries?: number | undefined;
}

/** The step, with what later steps may look at: `mint.answer.code`. */
export interface CallHandle<S extends Shape> extends FlowStep {
  readonly answer: Fields<S, 'answers'>;
}

/**
 * A request to an endpoint of the workspace, with a flow for each way out:
 * `call('mint', 'coupons', { body: { cart: entry.cart_id }, answer: { code: t.text } }, { failed: flow(…) })`.
 */
export function call<const S extends Shape = Record<never, never>>(
  id: StepId,
  endpoint: string,
  { title, method, path, body, answer, timeout, retries }: CallOptions<S> = {},
  ways: { readonly [Name in 'ok' | 'rejected' | 'failed']?: Flow | undefined } = {},
): CallHandle<S> {
  const declared = Object.entries(answer ?? {}).map(([name, type]) => {
    if (type.kind === 'list' || type.optional)
      throw mistake(`steps.${id}.answer.${name}`, 'An answer has no lists and no optional members.', 'Leave it out.');
    return [name, type.kind] as const;
  });
  const step = flowStep<CallStep>(
    id,
    {
      type: 'call',
      title,
      endpoint,
      method,
      path,
      body: body && (plainJson(body) as CallStep['body']),
      answer: answer && Object.fromEntries(declared),
      timeout: timeout === undefined ? undefined : toIsoDuration(timeout, `steps.${id}.timeout`),
      retries,
    },
    { ok: ways.ok ?? onward, rejected: ways.rejected ?? onward, failed: ways.failed ?? onward },
  );
  const fields = declared.map(([name]) => [name, field(`answers.${id}.${name}`)] as const);
  return { ...step, answer: Object.fromEntries(fields) as unknown as Fields<S, 'answers'> };
}
