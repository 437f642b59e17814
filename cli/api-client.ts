import { coerceError } from '../core/base/failure.ts';
import { type Problem, ProblemError } from '../core/base/problem.ts';

export interface ApiAccess {
  readonly apiUrl: string;
  readonly adminKey: string;
}

/** Calls the API with the admin key; a refusal becomes a ProblemError that can be printed as it is. */
export async function callApi<Answer>(
  { apiUrl, adminKey }: ApiAccess,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  timeoutMs = 60_000,
): Promise<Answer> {
  const response = await fetch(new URL(path, apiUrl), {
    method,
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
          : 'Start it (npm start), or set THROUGHLINE_API_URL.',
      },
    ]);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as Answer;
  const told = (answer ?? {}) as Partial<Problem> & { title?: string; problems?: Problem[] };
  if (told.problems) throw new ProblemError(told.problems);
  throw new ProblemError([
    {
      code: told.code ?? 'refused',
      where: told.where ?? path,
      problem: told.title ?? `the API answered ${response.status}`,
      remedy: told.remedy ?? 'Look at the log of the API.',
    },
  ]);
}
