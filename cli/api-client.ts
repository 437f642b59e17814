import type { z } from 'zod';
import type { Operation } from '../api/define-operation.ts';
import { coerceError } from '../core/base/failure.ts';
import { type Problem, ProblemError } from '../core/base/problem.ts';
import { asCommands } from './command-hints.ts';

export interface ApiAccess {
  readonly apiUrl: string;
  readonly adminKey: string;
}

/** What a call gives: parameters of the path and of the query, and the body, as they go over the wire. */
type Given<Params, Query, Body> = Part<'params', Params> & Part<'query', Query> & Part<'body', Body>;
type Part<Name extends string, Schema> = [NonNullable<Schema>] extends [never]
  ? { readonly [Each in Name]?: undefined }
  : { readonly [Each in Name]: z.input<NonNullable<Schema>> };

/** Calls an operation with the admin key; its errors become a ProblemError that can be printed as it is. */
export async function callOperation<
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  Answer extends z.ZodType,
>(
  access: ApiAccess,
  {
    method,
    path,
  }: Pick<Operation<Params, Query, Body, Answer>, 'method' | 'path' | 'params' | 'query' | 'body' | 'answer'>,
  given: Given<Params, Query, Body>,
  timeoutMs?: number,
): Promise<z.input<Answer>> {
  const params = (given.params ?? {}) as Readonly<Record<string, unknown>>;
  const query = Object.entries(given.query ?? {}).filter(([, value]) => value !== undefined);
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(params[name])));
  const search =
    query.length === 0
      ? ''
      : `?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, String(value)]))}`;
  return send<z.input<Answer>>(access, method, `${filled}${search}`, given.body, timeoutMs);
}

async function send<Answer>(
  { apiUrl, adminKey }: ApiAccess,
  method: Operation['method'],
  path: string,
  body: unknown,
  timeoutMs = 60_000,
): Promise<Answer> {
  const response = await fetch(new URL(path, apiUrl), {
    method: method.toUpperCase(),
    headers: { authorization: `Bearer ${adminKey}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((thrown: unknown) => {
    const cause = coerceError((thrown as { cause?: unknown }).cause ?? thrown);
    const isSlow = cause.name === 'TimeoutError';
    throw new ProblemError([
      {
        code: 'api-away',
        where: apiUrl,
        problem: isSlow
          ? `the API gave no answer in ${timeoutMs / 1_000} s`
          : `the API does not answer (${cause.message})`,
        remedy: isSlow
          ? `It may wait for PostgreSQL: look whether that answers, and at ${new URL('/health/ready', apiUrl)}.`
          : 'Start it (throughline start), or set THROUGHLINE_API_URL; THROUGHLINE_API_PORT, if the stack uses another port.',
      },
    ]);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as Answer;
  const told = (answer ?? {}) as Partial<Problem> & { title?: string; problems?: Problem[] };
  if (told.problems)
    throw new ProblemError(told.problems.map((each) => ({ ...each, remedy: asCommands(each.remedy) })));
  throw new ProblemError([
    {
      code: told.code ?? 'refused',
      where: told.where ?? path,
      problem: told.title ?? `the API answered ${response.status}`,
      remedy: asCommands(told.remedy ?? 'Look at the log of the API.'),
    },
  ]);
}
