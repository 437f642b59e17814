import { defineEvent, email, flow, journey, on, send, template, wait } from '../../core/index.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import firstPurchase from '../../examples/journeys/first-purchase.ts';
import welcomeSeries from '../../examples/journeys/welcome-series.ts';
import winBack from '../../examples/journeys/win-back.ts';
import type { Answer } from '../../simulation/index.ts';
import { orders, welcome } from '../support/journeys.ts';
import { agree, type Deed, useClockedDatabase } from './support/agreement.ts';

useClockedDatabase();

const DayBegan = defineEvent('Day Began', {}); // enters no other journey of this file
const mailOf = (id: string) => send(id, template(id), { via: [email] });
const daily = journey(
  'daily',
  { purpose: 'marketing', entry: on(DayBegan) },
  flow(mailOf('one'), wait('rest', '1 hour'), mailOf('two'), wait('again', '1 day'), mailOf('three')),
);
const ada = { email: 'ada@example.com' };
const order = (who: number, id: string, total: number): Deed => ({
  who,
  does: 'Order Completed',
  properties: { order_id: id, total },
});

describe('a story and the real way agree', () => {
  it('on a welcome that is answered, one that is not, one that is broken off', async () => {
    const runs = await agree({
      journey: welcomeSeries,
      zone: 'Europe/Berlin',
      deeds: [
        { who: 1, learn: ada },
        { who: 2, learn: { ...ada, plan: 'pro' } },
        { who: 3, learn: ada },
        { who: 4, learn: ada },
        ...[1, 2, 3, 4].map((who): Deed => ({ who, does: 'Signed Up' })),
        { skip: '10 seconds' },
        { who: 1, does: 'Project Created', properties: { name: 'one' } },
        { who: 3, does: 'Account Closed' },
        { skip: '3 days' }, // over the night that has an hour less
        { who: 4, does: 'Project Created', properties: { name: 'too late' } },
      ],
    });
    expect(runs.map(([run]) => run?.endReason)).toEqual(['completed', 'completed', 'account-closed', 'completed']);
    expect(runs[3]?.[0]?.messages.map(({ step }) => step)).toEqual(['welcome', 'need-a-hand']);
  });

  it('on entries that are late, contradicted, or a second time', async () => {
    const hour = 3_600_000;
    const runs = await agree({
      journey: welcomeSeries,
      deeds: [
        { who: 1, does: 'Signed Up', ago: 2 * hour },
        { who: 2, does: 'Signed Up', ago: hour },
        { who: 3, does: 'Account Closed' },
        { who: 3, does: 'Signed Up', ago: 1 },
        { who: 4, does: 'Signed Up' },
        { who: 4, does: 'Signed Up' },
        { skip: '3 days' },
        { who: 4, does: 'Signed Up' },
      ],
    });
    expect(runs.map((each) => each.length)).toEqual([0, 1, 0, 1]);
  });

  it('on an address that comes late, or never', async () => {
    const [late, never] = await agree({
      journey: welcomeSeries,
      deeds: [
        { who: 1, does: 'Signed Up' },
        { who: 2, does: 'Signed Up' },
        { skip: '37 seconds' },
        { who: 1, learn: ada },
        { skip: '1 hour' },
      ],
    });
    expect(late?.[0]?.messages).toMatchObject([{ result: 'accepted' }]);
    expect(never?.[0]?.messages).toMatchObject([{ result: 'blocked', rule: 'no-address' }]);
  });

  it('on nights without messages and a cap that is used up, over the night that has an hour less', async () => {
    const [runs] = await agree({
      journey: daily,
      zone: 'Europe/Berlin',
      limits: {
        quietHours: { default: { from: '18:00', until: '09:30' }, spread: 'none' },
        caps: { few: { most: 2, within: 'P2D' }, slow: { most: 1, within: 'PT6H', excess: 'defer' } },
      },
      deeds: [{ who: 1, learn: ada }, { who: 1, does: 'Day Began' }, { skip: '7 hours' }, { skip: '3 days' }],
    });
    expect(runs?.[0]?.messages.map(({ result, rule }) => rule ?? result)).toEqual(['accepted', 'accepted', 'caps']);
  });

  it('on a first purchase, refunded or not', async () => {
    await agree({
      journey: firstPurchase,
      deeds: [
        { who: 1, learn: ada },
        order(1, 'a', 20),
        { who: 2, learn: ada },
        order(2, 'b', 30),
        { skip: '1 second' },
        { who: 2, does: 'Order Refunded', properties: { order_id: 'b' } },
        order(1, 'c', 20),
        { skip: '1 year' },
        order(1, 'd', 20),
        order(2, 'e', 20),
      ],
    });
  });

  it('on winning back: orders over one another, reviews, refunds, in two zones', async () => {
    for (const zone of ['Europe/Berlin', 'America/New_York']) {
      const [runs] = await agree({
        journey: winBack,
        zone,
        deeds: [
          { who: 1, learn: ada },
          order(1, 'a', 120),
          order(1, 'b', 60),
          order(1, 'small', 49),
          { skip: '4 days' },
          { who: 1, does: 'Review Written', properties: { order_id: 'b', stars: 5 } },
          { skip: '2 days' },
          order(1, 'c', 99),
          { skip: '1 day' },
          { who: 1, does: 'Order Refunded', properties: { order_id: 'a' } },
          { skip: '2 months' },
          order(1, 'd', 200),
          { skip: '2 days' },
          { who: 1, does: 'Order Refunded', properties: { order_id: 'd' } },
          order(1, 'e', 200),
          { skip: '2 months' },
        ],
      });
      expect(runs?.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e']);
    }
  });

  it('on an order during a plain wait, which a later wait-for looks back to', async () => {
    const [runs] = await agree({
      journey: winBack,
      deeds: [
        { who: 1, learn: ada },
        order(1, 'a', 60),
        { skip: '4 days' },
        { who: 1, does: 'Review Written', properties: { order_id: 'a', stars: 5 } },
        { skip: '2 days' },
        order(1, 'b', 60),
        { skip: '20 days' },
      ],
    });
    const steps = runs?.[0]?.visits.map(({ step }) => step);
    expect(steps).toEqual(['tell-crm', 'first-days', 'ask-review', 'review', 'patience', 'return', 'came-back']);
  });

  it('on a customer who moves while they wait', async () => {
    await agree({
      journey: winBack,
      zone: 'Europe/Berlin',
      deeds: [
        { who: 1, learn: ada },
        order(1, 'a', 60),
        { skip: '1 day' },
        { who: 1, learn: { timezone: 'Pacific/Auckland' } },
        { skip: '5 days' },
        { who: 1, learn: { timezone: 'America/New_York', email: null } },
        { skip: '1 month' },
      ],
    });
  });

  it('on runs by key that come again, and an exit of one of them', async () => {
    const does = (name: string, value: string): Deed => ({ who: 1, does: name, properties: { order: value } });
    await agree({
      journey: orders,
      deeds: [
        { who: 1, learn: ada },
        does('Ordered', 'a'),
        does('Ordered', 'b'),
        does('Ordered', ''),
        { skip: '30 minutes' },
        does('Cancelled', 'a'),
        does('Ordered', 'a'),
        { skip: '2 hours' },
        does('Ordered', 'b'),
        { skip: '2 hours' },
      ],
    });
  });

  it('on providers that fail permanently, or say nothing', async () => {
    const journey: JourneyDefinition = {
      ...welcome({ id: 'failing' }),
      steps: {
        first: {
          type: 'send',
          channels: ['email', 'webhook'],
          template: 'hello',
          paths: { next: 'second', failed: 'third' },
        },
        second: { type: 'send', channels: ['webhook', 'email'], template: 'hello', paths: { next: null } },
        third: { type: 'send', channels: ['email'], template: 'hello', paths: { next: null } },
      },
      start: 'first',
    };
    const deeds = [1, 2, 3].flatMap((who): Deed[] => [
      { provider: 'email', says: (['unknown', 'failed', 'failed'] as const)[who - 1] as Answer },
      { who, learn: who === 3 ? {} : ada },
      { who, does: 'Signed Up' },
      { skip: '10 minutes' },
    ]);
    await agree({ journey, deeds });
  });
});
