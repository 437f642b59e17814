import { setTimeout as pause } from 'node:timers/promises';

export interface Answered {
  readonly status: number;
  readonly json: unknown;
  /** Whether the first try was answered: then nothing of the call is in doubt. */
  readonly atOnce: boolean;
  /** When the first try left, and when the answer was here. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

export interface Asking {
  readonly path: string;
  readonly bearer?: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST';
}

/** Until when calls are repeated, epoch milliseconds; 0 ends what is still being asked. */
export interface Deadline {
  at: number;
}

/** Asks the API until it answers: while it is down, busy or says 5xx, it may or may not have done it, so the call is repeated. */
export async function ask(apiUrl: string, asking: Asking, deadline: Deadline): Promise<Answered> {
  const { path, bearer, body, headers = {}, method = body === undefined ? 'GET' : 'POST' } = asking;
  const sentAt = Date.now();
  for (let atOnce = true; ; atOnce = false) {
    try {
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.text();
      if (response.status < 500 && response.status !== 429) {
        const json = text.startsWith('{') ? (JSON.parse(text) as unknown) : undefined;
        return { status: response.status, json, atOnce, sentAt, answeredAt: Date.now() };
      }
    } catch {
      // The API is down or dropped the connection.
    }
    if (Date.now() > deadline.at) throw new Error(`${method} ${path.slice(0, 80)} was never answered`);
    await pause(200);
  }
}
