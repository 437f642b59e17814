import {
  keepPreviousData,
  QueryClient,
  queryOptions,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import createClient from 'openapi-fetch';
import { ApiProblem } from './api-problem.ts';
import { noteAnswer, noteNoAnswer } from './availability.ts';
import { FOLLOWED_FROM_MS, useStreamState, WHILE_LIVE_MS } from './stream-state.ts';

// Biome follows an import statement into this very large file, which takes it ten seconds.
type paths = import('./generated/schema.ts').paths;

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** The addresses that have this method. */
export type PathOf<V extends Verb> = {
  [P in keyof paths]: paths[P] extends Record<V, infer Op> ? ([Op] extends [undefined] ? never : P) : never;
}[keyof paths];
type OperationAt<P extends keyof paths, V extends Verb> =
  paths[P] extends Record<V, infer Op> ? NonNullable<Op> : never;

type Given<T> = { [K in keyof T as [NonNullable<T[K]>] extends [never] ? never : K]: T[K] };
type BodyOf<Op> = Op extends { requestBody: { content: { 'application/json': infer Body } } }
  ? { body: Body }
  : unknown;
type InputOf<Op> = Op extends { parameters: infer Q } ? Given<Omit<Q, 'cookie'>> & BodyOf<Op> : BodyOf<Op>;
type Json<R> = R extends { content: { 'application/json': infer Body } } ? Body : undefined;

/** What an operation takes: `path`, `query` and `body`, as far as it has them. */
export type Input<P extends keyof paths, V extends Verb> = InputOf<OperationAt<P, V>>;
/** What it answers with when all went well. */
export type Answer<P extends keyof paths, V extends Verb = 'get'> =
  OperationAt<P, V> extends { responses: infer R }
    ? { [S in keyof R]: S extends 200 | 201 | 202 | 204 ? Json<R[S]> : never }[keyof R]
    : never;

/** Without input where nothing of it is required. */
type MaybeInput<I> = Record<never, never> extends I ? [input?: I] : [input: I];

const client = createClient<paths>({ baseUrl: '/', fetch: (request) => fetch(request) });

/** Asks the API. Throws an ApiProblem; a request that gets no answer is one of status 0. */
export async function ask<V extends Verb, P extends PathOf<V>>(
  verb: V,
  path: P,
  input: Input<P, V>,
  signal?: AbortSignal,
): Promise<Answer<P, V>> {
  const {
    path: pathParams,
    query,
    header,
    body,
  } = input as Partial<Record<'path' | 'query' | 'header', object>> & {
    body?: unknown;
  };
  const method = verb.toUpperCase() as Uppercase<V>;
  const options = {
    params: { path: pathParams, query },
    body,
    ...(signal && { signal }),
    // A cookie counts for a write only together with this header, which pages of other origins can't send.
    headers: verb === 'get' ? {} : { ...header, 'X-Throughline': 'console' },
  };
  const send = client[method] as (
    path: P,
    options: object,
  ) => Promise<{ data?: unknown; error?: unknown; response: Response }>;
  const { data, error, response } = await send(path, options).catch((thrown: unknown) => {
    if (signal?.aborted) throw thrown;
    noteNoAnswer();
    throw new ApiProblem(0, { title: 'the API does not answer', code: 'no-answer' });
  });
  const isGateway = response.status === 502 || response.status === 504;
  if (isGateway) noteNoAnswer();
  else noteAnswer(response.status);
  if (!response.ok) throw new ApiProblem(response.status, isObject(error) ? error : {});
  return data as Answer<P, V>;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** For `useQuery` and `prefetchQuery` where `useRead` is not enough. */
export function readQuery<P extends PathOf<'get'>>(path: P, ...[input]: MaybeInput<Input<P, 'get'>>) {
  return queryOptions<Answer<P>, ApiProblem>({
    queryKey: [path, input ?? {}],
    queryFn: ({ signal }) => ask('get', path, (input ?? {}) as Input<P, 'get'>, signal),
  });
}

/**
 * Reads, and keeps what was there visible while it is read again. With `refetchEveryMs` it follows what happens: by the
 * API's hints where it has some for it, else, and while their stream is away, by asking again and again.
 */
export function useRead<P extends PathOf<'get'>>(
  path: P,
  input: Input<P, 'get'>,
  options: { readonly refetchEveryMs?: number; readonly isEnabled?: boolean } = {},
): UseQueryResult<Answer<P>, ApiProblem> {
  const { refetchEveryMs, isEnabled = true } = options;
  const isFollowed = refetchEveryMs !== undefined && refetchEveryMs >= FOLLOWED_FROM_MS;
  const isLive = useStreamState() === 'open' && isFollowed;
  return useQuery<Answer<P>, ApiProblem>({
    queryKey: [path, input],
    queryFn: ({ signal }) => ask('get', path, input, signal),
    enabled: isEnabled,
    placeholderData: keepPreviousData,
    meta: { isFollowed },
    ...(refetchEveryMs !== undefined && {
      refetchInterval: isLive ? Math.max(refetchEveryMs, WHILE_LIVE_MS) : refetchEveryMs,
    }),
  });
}

/** Writes, and then reads again what is shown. Buttons are off while `isPending`. */
export function useWrite<V extends 'post' | 'put' | 'patch' | 'delete', P extends PathOf<V>>(
  verb: V,
  path: P,
  options: { readonly onDone?: (answer: Answer<P, V>) => void } = {},
): UseMutationResult<Answer<P, V>, ApiProblem, Input<P, V>> {
  return useMutation<Answer<P, V>, ApiProblem, Input<P, V>>({
    mutationFn: (input) => ask(verb, path, input),
    onSuccess: async (answer) => {
      options.onDone?.(answer);
      await queries.invalidateQueries();
    },
  });
}

const RETRY_MS = 3_000;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A problem stays one; an API that is away is asked until it is back.
      retry: (_count, error) => error instanceof ApiProblem && error.isUnavailable,
      retryDelay: RETRY_MS,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
