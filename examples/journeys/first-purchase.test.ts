import { story, throughlineMatchers } from 'throughline/testing';
import { OrderCompleted, OrderRefunded } from '../events.ts';
import firstPurchase from './first-purchase.ts';

expect.extend(throughlineMatchers);

test('the first purchase is thanked for, and no other', async () => {
  const s = await story(firstPurchase, { start: '2026-03-02T08:00Z' });
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(OrderCompleted({ order_id: 'o1', total: 20 }));
  await s.skip('2 seconds');
  await ada.does(OrderCompleted({ order_id: 'o2', total: 30 }));
  await s.skip('1 year');
  await ada.does(OrderCompleted({ order_id: 'o3', total: 40 }));
  await s.skip('1 day');
  expect(ada.received().map(({ step }) => step)).toEqual(['thanks']);
});

test('a refund within the first seconds keeps the thanks back', async () => {
  const s = await story(firstPurchase, { start: '2026-03-02T08:00Z' });
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(OrderCompleted({ order_id: 'o1', total: 20 }));
  await s.skip('1 second');
  await ada.does(OrderRefunded({ order_id: 'o1' }));
  await s.skip('1 day');
  expect(ada).toHaveExited('refunded');
  expect(ada).not.toHaveReceived('thanks');
});
