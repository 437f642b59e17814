import type { TestApi } from './api.ts';

/** What the pages of the console send, and their browser beside it. */
export const fromConsole = { 'x-throughline': 'console', 'sec-fetch-site': 'same-origin' } as const;

/** Signs in as the console does. */
export function signIn(
  { url }: Pick<TestApi, 'url'>,
  body: object,
  more: Record<string, string> = {},
  base: Record<string, string> = fromConsole,
): Promise<Response> {
  return fetch(`${url}/v1/session`, {
    ...{ method: 'POST', body: JSON.stringify(body), headers: { ...base, ...more } },
  });
}

/** The cookie of a session, as the browser sends it back. */
export function tokenIn(response: Response): string {
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
