import type { Content } from '../../../api/define-operation.ts';
import { call, db, exampleOf, itRefuses, operationOf, strangeId, withoutChance } from './api-under-test.ts';

it('lists, searches and tells of customers as described', async () => {
  await call('sendIdentify', { body: { userId: 'of-lists', traits: { email: 'Of.Lists@example.com', plan: 'team' } } });
  const listed = await call('listCustomers', { query: 'limit=1' });
  expect(listed.answer).toMatchObject({ items: [{}], next: expect.any(String), total: { isEstimate: true } });
  expect(await call('listCustomers', { query: `limit=1&after=${listed.answer.next}` })).toMatchObject({ status: 200 });
  for (const search of ['of-lists', 'of-l', 'OF.lists@Example.com'])
    expect(await call('listCustomers', { query: `search=${search}` })).toMatchObject({
      answer: { items: [{ userId: 'of-lists' }], total: null },
    });
  expect(await call('getTimeline', { id: 'of-lists', query: 'kinds=event,consent' })).toMatchObject({
    answer: { items: [{ kind: 'event' }], next: null },
  });
  expect(await call('getCustomerAhead', { id: 'of-lists' })).toMatchObject({
    answer: { runs: [], entries: [] },
  });
});

itRefuses([
  ['listCustomers', { query: 'limit=101' }, 422, 'parameter-wrong'],
  ['listCustomers', { query: 'after=here' }, 422, 'parameter-wrong'],
  ['listCustomers', { query: 'search=a%00' }, 422, 'data-refused'],
  ['getTimeline', { id: strangeId }, 404, 'customer-unknown'],
  ['getTimeline', { id: '%zz' }, 400, 'address-unreadable'],
  ['getTimeline', { id: '%00' }, 422, 'data-refused'],
  ['getTimeline', { id: 'u1', query: 'kinds=all' }, 422, 'parameter-wrong'],
  ['getCustomerAhead', { id: strangeId }, 404, 'customer-unknown'],
  ['getCustomerAhead', { id: '%zz' }, 400, 'address-unreadable'],
  ['getCustomerAhead', { id: '%00' }, 422, 'data-refused'],
  ['getCustomer', { id: '%zz' }, 400, 'address-unreadable'],
  ['getCustomer', { id: strangeId }, 404, 'customer-unknown'],
  ['getCustomer', { id: '%00' }, 422, 'data-refused'],
  ['getCustomer', { id: 'u1', query: 'after=here' }, 422, 'parameter-wrong'],
  ['findCustomer', { query: 'identity=email:nobody@example.com' }, 404, 'customer-unknown'],
  ['findCustomer', { query: 'identity=loyalty:%00' }, 422, 'data-refused'],
  ['findCustomer', { query: 'identity=ann' }, 422, 'parameter-wrong'],
  ['mergeCustomers', { id: '%zz', body: { from: 'u2' } }, 400, 'address-unreadable'],
  ['mergeCustomers', { id: 'nobody', body: { from: 'nobody' } }, 404, 'customer-unknown'],
  ['mergeCustomers', { id: 'u1', body: { from: '\u0000' } }, 422, 'data-refused'],
  ['mergeCustomers', { id: 'u1', body: { into: 'u2' } }, 422, 'parameter-wrong'],
]);

it('takes and gives the examples of joining customers, and the codes of those that can not be joined', async () => {
  const [stays, goes] = ['stays', 'goes'];
  await call('sendIdentify', { body: { userId: stays } });
  await call('sendIdentify', { body: { userId: goes, traits: { plan: 'team' } } });
  const { body, answer } = operationOf('mergeCustomers');
  const wouldBe = await call('mergeCustomers', {
    id: stays,
    body: { ...(exampleOf(body as Content) as object), from: goes },
  });
  expect(withoutChance(wouldBe.answer)).toEqual(withoutChance(exampleOf(answer)));
  const is = await call('mergeCustomers', { id: stays, body: { from: goes } });
  expect(is.answer).toEqual({ ...(wouldBe.answer as object), dryRun: false });
  expect(await call('mergeCustomers', { id: stays, body: { from: goes } })).toMatchObject({ code: 'same-customer' });
  await call('sendIdentify', { body: { userId: 'many-ids' } });
  await db.look(
    `insert into identities (workspace, kind, value, customer_id, added_at)
     select workspace, 'anonymous_id', 'many' || n, customer_id, now() from identities, generate_series(1, 500) n
     where value = 'many-ids' returning 1`,
  );
  const many = await call('mergeCustomers', { id: stays, body: { from: 'many-ids' } });
  expect(many).toMatchObject({ status: 409, code: 'too-many-identities' });
});
