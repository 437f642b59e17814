import type { Request, Response } from 'express';
import pino from 'pino';
import { problemHandler } from '../../api/problem-json.ts';

/** What the log says of an error that a handler threw. */
function logOf(thrown: unknown, { headersSent = false } = {}) {
  const lines: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const sent: string[] = [];
  let destroyed = false;
  const response = {
    headersSent,
    req: { headers: {}, complete: true },
    status: () => response,
    type: () => response,
    set: () => response,
    send: (body: string) => sent.push(body),
    destroy: () => (destroyed = true),
  };
  const next = () => {
    throw new Error('express would print the error');
  };
  problemHandler(logger)(thrown, { path: '/v1/runs' } as Request, response as unknown as Response, next);
  return { log: lines.join(''), answer: sent.join(''), destroyed };
}

it('tells of an unexpected error its class and frames, and no line of its text', () => {
  const error = new TypeError('the value is\nann@example.com\n    at ann@example.com\nand so on');
  const { log, answer } = logOf(error);
  expect(`${log}${answer}`).not.toMatch(/ann@/);
  expect(JSON.parse(log)).toMatchObject({ class: 'TypeError', stack: expect.stringContaining('problem-json.test') });
  expect(JSON.parse(answer).errorId).toBe(JSON.parse(log).errorId);
});

it('finds the frames also where a library has rewritten the message', () => {
  const error = new Error('the value is\nann@example.com');
  error.message = `select 1 - ${error.message}`;
  const { log } = logOf(error);
  expect(log).not.toMatch(/ann@/);
  expect(log).toContain('problem-json.test');
});

it('gives up an answer that has begun, without a word of the error', () => {
  const { log, answer, destroyed } = logOf(new Error('ann@example.com'), { headersSent: true });
  expect(destroyed).toBe(true);
  expect(answer).toBe('');
  expect(log).not.toMatch(/ann@/);
  expect(log).toContain('a request failed in its answer');
});
