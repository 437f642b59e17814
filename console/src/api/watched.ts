/** What of the API's hints a read depends on, and how old its answer is at least before a hint has it read again. */
export interface Watched {
  readonly subjects: readonly string[];
  readonly gapMs: number;
}

type Given = Readonly<Record<string, unknown>>;
/** Reads of one thing are small; lists and figures read more, and some of them are kept for five seconds by the API. */
const SOON_MS = 1_000;
const LATER_MS = 5_000;

const general: Readonly<Record<string, readonly string[]>> = {
  '/v1/status': ['runs', 'messages', 'operators'],
  '/v1/attention': ['runs', 'messages', 'operators'],
  '/v1/customer-values': ['journeys', 'events'],
  '/v1/drafts': ['operators'],
  '/v1/experiments': ['journeys', 'events'],
  '/v1/experiments/{id}': ['journeys', 'events'],
  '/v1/history': ['messages', 'events'],
  '/v1/channels': ['messages', 'operators'],
  '/v1/imports': ['events'],
  '/v1/imports/{id}': ['events'],
  '/v1/journeys': ['journeys', 'runs'],
  '/v1/journeys/{id}/state': ['operators', 'runs'],
  '/v1/journeys/{id}/steps': ['journeys', 'runs', 'messages'],
  '/v1/journeys/{id}/versions': ['journeys'],
  '/v1/messages/{id}': ['messages'],
  '/v1/names': ['journeys'],
  '/v1/policies': ['journeys'],
  '/v1/policies/{id}': ['journeys', 'runs'],
  '/v1/policies/{id}/decisions': ['runs'],
  '/v1/schedules': ['journeys'],
  '/v1/segments': ['journeys', 'events'],
  '/v1/segments/{id}': ['journeys', 'events'],
  '/v1/segments/{id}/history': ['journeys', 'events'],
  '/v1/segments/{id}/members': ['journeys', 'events'],
  '/v1/sources/{id}/payloads': ['events'],
  '/v1/waves': ['runs'],
  '/v1/workspace': ['journeys'],
};
const ofPeople: Readonly<Record<string, readonly string[]>> = {
  '/v1/tasks': ['tasks'],
  '/v1/tasks/{id}': ['tasks'],
  '/v1/kill-switches': ['operators'],
};

/** Undefined: no hint says that the answer changed, so it is read again at its own times. */
export function watchedBy(path: string, input: unknown): Watched | undefined {
  const { path: params = {}, query = {} } = input as { readonly path?: Given; readonly query?: Given };
  const single = (kind: 'run' | 'customer', id: unknown) => ({ subjects: [`${kind}:${String(id)}`], gapMs: SOON_MS });
  if (path.startsWith('/v1/runs/{id}')) return single('run', params.id);
  if (path.startsWith('/v1/customers/{id}')) return single('customer', params.id);
  if (path === '/v1/messages' && query.run !== undefined) return single('run', query.run);
  if ((path === '/v1/messages' || path === '/v1/runs') && query.customer !== undefined)
    return single('customer', query.customer);
  if (path === '/v1/runs' || path === '/v1/runs/count') return { subjects: ['runs'], gapMs: LATER_MS };
  if (path === '/v1/messages') return { subjects: ['messages'], gapMs: LATER_MS };
  const people = ofPeople[path];
  if (people) return { subjects: people, gapMs: SOON_MS };
  const subjects = general[path];
  return subjects && { subjects, gapMs: LATER_MS };
}
