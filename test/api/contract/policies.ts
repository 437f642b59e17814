import { newId } from '../../../core/base/id.ts';
import { call, itRefuses } from './api-under-test.ts';

const policy = {
  id: 'first-offer',
  purpose: 'transactional',
  candidates: [
    { id: 'plain', gives: { template: 'plain' } },
    { id: 'ten', gives: { template: 'ten' } },
  ],
  rank: { by: 'thompson' },
  reward: { events: [{ event: 'Bought' }], within: 'P7D' },
};

it('publishes a policy, shows it, and compares it with one that is not published', async () => {
  expect(await call('publish', { body: { policies: [policy] } })).toMatchObject({
    answer: { policies: [{ id: policy.id, version: 1, change: 'published' }] },
  });
  expect(await call('publish', { body: { policies: [{ ...policy, title: 'The first' }] } })).toMatchObject({
    answer: { policies: [{ version: 1, change: 'relabelled' }] },
  });
  expect(await call('listPolicies')).toMatchObject({
    answer: { items: [{ id: policy.id, version: 1, rank: 'thompson', candidates: 2, state: null }] },
  });
  expect(await call('getPolicy', { id: policy.id })).toMatchObject({
    answer: { title: 'The first', words: ['It has not decided anything in the last thirty days.'] },
  });
  expect(await call('listPolicyDecisions', { id: policy.id })).toMatchObject({ answer: { items: [] } });
  expect(await call('comparePolicies', { id: policy.id, body: { policy: { ...policy, id: 'other' } } })).toMatchObject({
    answer: { decisions: 0, verdict: 'not-tellable' },
  });
});

it('pins and bans candidates, and undoes it', async () => {
  const body = { kind: 'ban', candidate: 'ten', reason: 'sold out' };
  const { answer } = await call('overridePolicy', { id: policy.id, body });
  expect(answer).toMatchObject({ ...body, by: 'test', until: null });
  const version = String(answer.id);
  expect(await call('endPolicyOverride', { id: policy.id, version })).toMatchObject({ status: 200 });
  expect(await call('endPolicyOverride', { id: policy.id, version })).toMatchObject({ status: 404, code: 'not-found' });
});

it('has nothing to report where nothing was decided', async () => {
  expect(await call('checkDecisions')).toMatchObject({ answer: { items: [] } });
  const { answer } = await call('listRuns');
  const [run] = answer.items as { id: string }[];
  expect(await call('listRunDecisions', { id: run?.id ?? '' })).toMatchObject({ answer: { items: [] } });
});

itRefuses([
  ['getPolicy', { id: 'none' }, 404, 'not-found'],
  ['listPolicyDecisions', { id: 'none' }, 404, 'not-found'],
  ['listPolicyDecisions', { id: '%zz' }, 400, 'address-unreadable'],
  ['listPolicyDecisions', { id: policy.id, query: 'limit=0' }, 422, 'parameter-wrong'],
  ['getPolicy', { id: '%zz' }, 400, 'address-unreadable'],
  ['comparePolicies', { id: 'none', body: { other: policy.id } }, 404, 'not-found'],
  ['comparePolicies', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['comparePolicies', { id: policy.id, body: { other: 7 } }, 422, 'parameter-wrong'],
  ['comparePolicies', { id: policy.id, body: { other: 'none' } }, 422, 'policy-refused'],
  ['comparePolicies', { id: policy.id, body: { policy: { ...policy, title: '\u0000' } } }, 422, 'data-refused'],
  ['overridePolicy', { id: 'none', body: { kind: 'ban', candidate: 'ten', reason: 'x' } }, 404, 'not-found'],
  ['overridePolicy', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['overridePolicy', { id: policy.id, body: {} }, 422, 'parameter-wrong'],
  ['overridePolicy', { id: policy.id, body: { kind: 'ban', candidate: 'x', reason: 'x' } }, 422, 'unknown-candidate'],
  ['overridePolicy', { id: policy.id, body: { kind: 'ban', candidate: 'ten', reason: '\u0000' } }, 422, 'data-refused'],
  ['endPolicyOverride', { id: '%zz' }, 400, 'address-unreadable'],
  ['listRunDecisions', { id: newId() }, 404, 'not-found'],
  ['listRunDecisions', { id: '%zz' }, 400, 'address-unreadable'],
]);
