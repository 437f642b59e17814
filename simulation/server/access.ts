import { coerceError } from '../../core/base/failure.ts';
import { type Problem, ProblemError } from '../../core/base/problem.ts';
import type { ServerOptions } from '../story-types.ts';

/** Calls the API of the stack. Its errors become a ProblemError that a test shows as it is. */
export interface StackAccess {
  call<Answer>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Answer>;
}

/** What a call may take; a stack on a busy machine is slow. */
const TIMEOUT_MS = 60_000;

export function openStack({ apiUrl, adminKey }: ServerOptions): StackAccess {
  // The one place outside config/ that reads the environment: a test runs in the process of its framework.
  const environment = globalThis.process?.env ?? {};
  const url = apiUrl ?? environment.THROUGHLINE_API_URL ?? 'http://127.0.0.1:4400';
  const key = adminKey ?? environment.THROUGHLINE_ADMIN_KEY;
  if (!key) {
    throw faultOf({
      code: 'setting-missing',
      where: 'THROUGHLINE_ADMIN_KEY',
      problem: 'a story on a server needs an admin key',
      remedy: 'Set it, or give server: { adminKey } to the story; "throughline keys create" makes one.',
    });
  }
  return {
    async call<Answer>(method: string, path: string, body?: unknown) {
      const response = await fetch(new URL(path, url), {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((thrown: unknown) => {
        const { message } = coerceError((thrown as { cause?: unknown }).cause ?? thrown);
        throw faultOf({
          code: 'api-away',
          where: url,
          problem: `the API does not answer (${message})`,
          remedy: 'Start the stack: THROUGHLINE_TEST_MODE=true npm start.',
        });
      });
      const answer: unknown = await response.json().catch(() => undefined);
      if (response.ok) return answer as Answer;
      throw refusalOf(path, response.status, (answer ?? {}) as Refusal);
    },
  };
}

interface Refusal extends Partial<Problem> {
  readonly title?: string;
  readonly problems?: readonly Problem[];
}

function refusalOf(path: string, status: number, told: Refusal): ProblemError {
  if (told.problems) return new ProblemError(told.problems);
  return faultOf({
    code: told.code ?? 'refused',
    where: told.where ?? path,
    problem: told.title ?? `the API answered ${status}`,
    remedy: told.remedy ?? 'Look at the log of the API.',
  });
}

export const faultOf = (problem: Problem) => new ProblemError([problem]);
