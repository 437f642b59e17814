import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type Input, inputTypes, readInput, storedBody } from '../../../../core/journey/engine/inputs/index.ts';
import { define, event, monday, passage } from '../support/passage.ts';

const happened = { id: 'e', name: 'Replied', properties: {}, timestamp: monday, acceptedAt: monday };

/** One of each kind. A kind without an example here fails below. */
const examples: { readonly [Kind in Input['kind']]: Omit<Extract<Input, { kind: Kind }>, 'seq'> } = {
  entry: { kind: 'entry', event: happened },
  'goal-reached': { kind: 'goal-reached' },
  event: { kind: 'event', event: happened },
  'customer-changed': { kind: 'customer-changed', traits: ['plan'] },
  'job-settled': { kind: 'job-settled', visit: 1, outcome: { result: 'blocked', rule: 'no-address' } },
  'job-deferred': { kind: 'job-deferred', visit: 1, until: monday, rule: 'no-address' },
  'operator-exit': { kind: 'operator-exit', reason: 'wrong list' },
  'operator-skip': { kind: 'operator-skip', step: 'settle', path: 'next', reason: 'asked by phone' },
  migrated: { kind: 'migrated', version: 2, map: { settle: ':exit' }, reason: 'replaced' },
  'consent-withdrawn': { kind: 'consent-withdrawn', consent: 'offers' },
  superseded: { kind: 'superseded', by: '01a2042f-b4e2-72fe-95bd-718adb295762' },
  refreshed: { kind: 'refreshed' },
  'let-in': { kind: 'let-in' },
  'journey-ended': { kind: 'journey-ended', visit: 1, reason: 'bought' },
  'observed-change': { kind: 'observed-change', traits: { plan: 'pro' } },
};

it('the kinds of input are one file each, under their own names', () => {
  const files = readdirSync(path.join(__dirname, '../../../../core/journey/engine/inputs'));
  const kinds = [...inputTypes.keys()].map((kind) => `${kind}.ts`);
  expect([...kinds, 'index.ts', 'input-type.ts'].sort()).toEqual(files.sort());
});

describe.each([...inputTypes.values()])('an input $kind', ({ kind, body }) => {
  const example = examples[kind as Input['kind']];

  it('is read as it was stored: with its version, or by the event that it refers to', () => {
    const stored = storedBody(example);
    expect(stored).toEqual(body && { v: body.current, ...example, kind: undefined });
    const read = readInput({ seq: 7, kind, body: stored ?? null, event: stored ? undefined : happened });
    expect(read).toEqual({ seq: 7, ...example });
  });

  it('is taken by a run at any time: while it is open, and when it is over', () => {
    const run = passage(define({ steps: { a: { type: 'wait', for: 'PT1H', paths: { next: null } } } }));
    run.enter();
    expect(run.turn(monday, example).state.lastVisit).toBe(1);
    const over = passage(define({ steps: { a: { type: 'exit', reason: 'enough', paths: {} } } }));
    over.enter();
    const { state, finished } = over.turn(monday, event('Replied', monday), example);
    expect({ state, finished }).toMatchObject({ state: { tokens: [], lastVisit: 1 }, finished: { reason: 'enough' } });
  });
});
