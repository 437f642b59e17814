import type { JourneyDefinition, Step } from '../../core/journey/definition/index.ts';
import openedNotClicked from '../../examples/journeys/opened-not-clicked.ts';
import { welcome } from '../support/journeys.ts';
import { agree, type Deed, useClockedDatabase } from './support/agreement.ts';

useClockedDatabase();

const ada = { email: 'ada@example.com' };

describe('a story and the real way agree on what steps do', () => {
  it('on opened but not clicked, in-app, prices: a step skipped, a side path opened, an exit when the plan changes', async () => {
    const hello = { type: 'send', channels: ['email'], template: 'hello' };
    const rule = (field: string, value: string | boolean) => ({ field, operator: '=' as const, value });
    const all = (...rules: ReturnType<typeof rule>[]) => ({ combinator: 'and' as const, rules });
    const journey: JourneyDefinition = {
      ...welcome({ id: 'opened-not-clicked' }),
      exit: [{ reason: 'pro', on: 'condition', when: all(rule('customer.traits.plan', 'pro')) }],
      on: [
        {
          ...{ id: 'prices', on: 'event', event: 'Pricing Viewed', when: all(rule('messages.again.sent', true)) },
          ...{ skip: ['day-3'], do: 'alert' },
        },
      ],
      steps: {
        first: { ...hello, paths: { next: 'reaction' } },
        reaction: {
          type: 'wait-for',
          events: [{ event: 'Message Clicked', message: 'first', path: 'clicked' }],
          timeout: 'P1D',
          paths: { clicked: null, timeout: 'again' },
        },
        again: {
          ...hello,
          channels: ['webhook'],
          onlyIf: all(rule('messages.first.opened', true)),
          paths: { next: 'both', blocked: null },
        },
        both: { type: 'parallel', paths: { one: 'two-days', two: 'asked' } },
        'two-days': { type: 'wait', for: 'P2D', paths: { next: 'together' } },
        asked: {
          type: 'wait-for',
          conditions: [{ path: 'opened', when: all(rule('messages.again.opened', true)) }],
          timeout: 'P1D',
          paths: { opened: 'together', timeout: 'together' },
        },
        together: { type: 'join', paths: { next: 'day-3' } },
        'day-3': { ...hello, paths: { next: null } },
        alert: { ...hello, channels: ['webhook'], paths: { next: null } },
      },
      start: 'first',
    };
    const act = (who: number, step: string, how: 'opened' | 'clicked'): Deed => ({ who, with: step, act: how });
    const runs = await agree({
      journey,
      zone: 'Europe/Berlin',
      deeds: [
        ...[1, 2, 3, 4].flatMap((who): Deed[] => [
          { who, learn: ada },
          { who, does: 'Signed Up' },
        ]),
        { skip: '1 hour' },
        act(1, 'first', 'opened'),
        act(2, 'first', 'clicked'),
        act(4, 'first', 'opened'),
        { who: 1, does: 'Pricing Viewed' },
        { skip: '1 day' },
        act(1, 'again', 'opened'),
        { who: 1, does: 'Pricing Viewed' },
        { who: 1, does: 'Pricing Viewed' },
        { who: 4, learn: { plan: 'free' } },
        { who: 4, learn: { plan: 'pro' } },
        { skip: '3 days' },
      ],
    });
    const sent = runs.map(([run]) => run?.messages.map(({ step, result, rule: by }) => `${step} ${by ?? result}`));
    expect(sent).toEqual([
      ['first accepted', 'again accepted', 'alert accepted'],
      ['first accepted'],
      ['first accepted', 'again only-if'],
      ['first accepted', 'again accepted'],
    ]);
    expect(runs.map(([run]) => run?.endReason)).toEqual(['completed', 'completed', 'completed', 'pro']);
  });

  it('on waits until dates and windows that follow the customer, and variants that they have', async () => {
    const hello = { type: 'send', channels: ['email'], template: 'hello' };
    const journey: JourneyDefinition = {
      ...welcome({ id: 'renewals' }),
      reentry: 'always',
      steps: {
        renewal: {
          type: 'wait',
          until: { date: { ref: 'customer.traits.renewal' }, before: 'P3D', time: '09:00' },
          ifPast: 'skip',
          paths: { next: 'offer', past: 'late', missing: 'office' },
        } as Step,
        offer: {
          type: 'split',
          variants: { plain: 500, coupon: 500 },
          paths: { plain: 'hello', coupon: 'office' },
        } as Step,
        office: {
          type: 'wait',
          until: { window: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' } },
          paths: { next: 'hello' },
        } as Step,
        hello: { ...hello, paths: { next: null } },
        late: { type: 'exit', reason: 'too-late', paths: {} },
      },
      start: 'renewal',
    };
    const runs = await agree({
      journey,
      zone: 'Europe/Berlin',
      arms: { 1: { offer: 'plain' }, 2: { offer: 'coupon' }, 4: { offer: 'plain' } },
      deeds: [
        { who: 1, learn: { ...ada, renewal: '2026-04-10' } },
        { who: 2, learn: { ...ada, renewal: '2026-04-10' } },
        { who: 3, learn: { ...ada, renewal: '2026-03-28' } },
        { who: 4, learn: { ...ada } },
        ...[1, 2, 3, 4].map((who): Deed => ({ who, does: 'Signed Up' })),
        { skip: '2 days' }, // Sunday, the clocks have been put on
        { who: 1, learn: { renewal: '2026-04-06' } },
        { who: 2, learn: { timezone: 'Pacific/Auckland' } },
        { skip: '1 month' },
        { who: 1, does: 'Signed Up' },
      ],
    });
    const left = (who: number, run = 0) =>
      runs[who - 1]?.[run]?.visits.map(({ step, leftAt }) => `${step} ${leftAt?.slice(0, 16)}`);
    expect(left(1)).toEqual(['renewal 2026-04-03T07:00', 'offer 2026-04-03T07:00', 'hello 2026-04-03T07:00']);
    expect(left(2)).toEqual([
      'renewal 2026-04-06T21:00',
      'offer 2026-04-06T21:00',
      'office 2026-04-06T21:00',
      'hello 2026-04-06T21:00',
    ]);
    expect(runs[2]?.[0]?.endReason).toBe('too-late');
    expect(left(4)?.slice(0, 2)).toEqual(['renewal 2026-03-27T08:00', 'office 2026-03-27T08:00']);
    expect(runs[0]?.[1]?.endReason).toBe('too-late');
  });

  it('on loops, counts of events, and calls that are answered, rejected and not answered', async () => {
    const onwards = (to: string | null) => ({ paths: { next: to } });
    const journey: JourneyDefinition = {
      ...welcome({ id: 'looping' }),
      reentry: 'always',
      steps: {
        mint: {
          type: 'call',
          endpoint: 'coupons',
          body: { email: { ref: 'customer.traits.email' } },
          answer: { code: 'text', days: 'number' },
          paths: { ok: 'hello', rejected: 'rejected', failed: 'failed' },
        } as Step,
        hello: {
          ...{ type: 'send', channels: ['email'], template: 'hello' },
          data: { code: { ref: 'answers.mint.code' } },
          onlyIf: { combinator: 'and', rules: [{ field: 'answers.mint.days', operator: '>=', value: 2 }] },
          ...onwards('looked'),
        } as Step,
        looked: {
          type: 'wait-for',
          events: [{ event: 'Looked', path: 'keen', count: 2, within: 'P1D' }],
          timeout: 'P1D',
          paths: { keen: null, timeout: 'again' },
        } as Step,
        again: { type: 'loop', most: 2, paths: { again: 'hello', next: null } } as Step,
        rejected: { type: 'exit', reason: 'rejected', paths: {} },
        failed: { type: 'exit', reason: 'failed', paths: {} },
      },
      start: 'mint',
    };
    const runs = await agree({
      journey,
      zone: 'Europe/Berlin',
      deeds: [
        ...[1, 2, 3, 4, 5].map((who): Deed => ({ who, learn: ada })),
        { endpoint: 'coupons', replies: { body: { code: 'A', days: 3, more: 'not kept' } } },
        { who: 1, does: 'Signed Up' },
        { who: 2, does: 'Signed Up' },
        { endpoint: 'coupons', replies: { status: 409, body: { error: 'had one' } } },
        { who: 3, does: 'Signed Up' },
        { endpoint: 'coupons', replies: { body: { code: 'A', days: 'three' } } },
        { who: 4, does: 'Signed Up' },
        { endpoint: 'coupons', replies: 'no-answer' },
        { who: 5, does: 'Signed Up' },
        { who: 1, does: 'Looked' },
        { skip: '25 hours' },
        { who: 1, does: 'Looked' },
        { skip: '2 hours' },
        { who: 1, does: 'Looked' },
        { skip: '5 days' },
      ],
    });
    expect(runs.map(([run]) => run?.endReason)).toEqual(['completed', 'completed', 'rejected', 'failed', 'failed']);
    expect(runs[0]?.[0]?.visits.map(({ step }) => step)).toEqual([
      'mint',
      'hello',
      'looked',
      'again',
      'hello',
      'looked',
    ]);
    expect(runs[1]?.[0]?.messages.map(({ result }) => result)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('on entries by API and by hand, with a payload, a key and a filter', async () => {
    const journey: JourneyDefinition = {
      ...welcome({ id: 'let-in' }),
      entry: [
        {
          on: 'api',
          data: { order: 'text', 'total?': 'number' },
          where: { combinator: 'and', rules: [{ field: 'event.properties.order', operator: '!=', value: 'no' }] },
        },
        { on: 'hand', data: { order: 'text' } },
      ],
      key: { ref: 'event.properties.order' },
      exit: [{ reason: 'closed', on: 'event', event: 'Closed', match: { ref: 'event.properties.order' } }],
      steps: {
        pause: { type: 'wait', for: 'PT1H', paths: { next: 'hello' } },
        hello: {
          ...{ type: 'send', channels: ['email'], template: 'hello', paths: { next: null } },
          data: { order: { ref: 'entry.properties.order' } },
        },
      },
      start: 'pause',
    };
    const runs = await agree({
      journey,
      deeds: [
        { who: 1, learn: ada },
        { who: 1, enters: { order: 'a', total: 3 } },
        { who: 1, enters: { order: 'a' } },
        { who: 1, enters: { order: 'b' }, by: 'hand' },
        { who: 1, enters: { order: 'no' } },
        { who: 1, enters: { order: 7 } },
        { who: 1, enters: {}, by: 'hand' },
        { who: 1, does: 'Entered by API', properties: { order: 'c' } },
        { who: 2, enters: { order: 'd' } },
        { skip: '30 minutes' },
        { who: 1, does: 'Closed', properties: { order: 'b' } },
        { skip: '1 hour' },
      ],
    });
    expect(runs.map((each) => each.map(({ key, endReason }) => `${key} ${endReason}`))).toEqual([
      ['a completed', 'b closed'],
      ['d completed'],
    ]);
  });

  it('on customers who are held out: entry, exit and goal, and no steps', async () => {
    const journey: JourneyDefinition = {
      ...welcome({ id: 'held-out' }),
      holdoutPerMille: 100,
      reentry: 'always',
      exit: [{ reason: 'closed', on: 'event', event: 'Account Closed' }],
      goal: { event: 'Bought', within: 'P7D' },
      on: [{ id: 'prices', on: 'event', event: 'Pricing Viewed', do: 'hello' }],
      steps: { hello: { type: 'send', channels: ['email'], template: 'hello', paths: { next: null } } },
      start: 'hello',
    };
    const held = { holdout: 'held-out' };
    const runs = await agree({
      journey,
      arms: { 1: held, 2: held, 3: held, 4: { holdout: 'treated' } },
      deeds: [
        ...[1, 2, 3, 4].flatMap((who): Deed[] => [
          { who, learn: ada },
          { who, does: 'Signed Up' },
        ]),
        { who: 1, does: 'Pricing Viewed' },
        { who: 2, does: 'Account Closed' },
        { skip: '3 days' },
        { who: 3, does: 'Bought' },
        { who: 3, does: 'Signed Up' },
        { skip: '5 days' },
        { who: 1, does: 'Bought' },
      ],
    });
    expect(runs.map((each) => each.map(({ endReason, books }) => `${endReason} ${books}`))).toEqual([
      ['completed holdout'],
      ['closed holdout'],
      ['completed holdout'],
      ['completed undefined'],
    ]);
    expect(runs.flat().map(({ messages }) => messages.length)).toEqual([0, 0, 0, 1]);
    expect(runs.flat().map(({ visits }) => visits.length)).toEqual([0, 0, 0, 1]);
    expect(runs.flat().map(({ goal }) => goal?.event)).toEqual([undefined, undefined, 'Bought', undefined]);
  });

  it('on the example of a mail that is opened and not clicked', async () => {
    const [ada1, grace] = await agree({
      journey: openedNotClicked,
      zone: 'Europe/Berlin',
      deeds: [
        ...[1, 2].flatMap((who): Deed[] => [
          { who, learn: ada },
          { who, does: 'Trial Started' },
        ]),
        { skip: '2 hours' },
        { who: 1, with: 'welcome', act: 'opened' },
        { who: 2, with: 'welcome', act: 'clicked' },
        { skip: '1 day' },
        { who: 1, does: 'Pricing Viewed' },
        { skip: '3 days' },
      ],
    });
    expect(ada1?.[0]?.messages.map(({ step }) => step)).toEqual(['welcome', 'welcome-in-app']);
    expect(grace?.[0]?.messages.map(({ step }) => step)).toEqual(['welcome', 'day-3']);
  });
});
