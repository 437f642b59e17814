import { emptyHistory } from '../../../core/condition/history/history.ts';
import { and, count, defineEvent, defineTraits, inSegment, not, segment, t } from '../../../core/index.ts';
import { evaluateSegments, type SegmentLook } from '../../../core/segment/evaluate.ts';
import { segmentSet } from '../../../core/segment/segment-set.ts';
import { checkSegments, validateSegment } from '../../../core/segment/validate.ts';

const Bought = defineEvent('Bought', {});
const customer = defineTraits({ plan: t.text });
const pro = segment('pro', { when: customer.plan.is('pro') });
const active = segment('active', { when: count(Bought).within('PT24H').atLeast(1) });
const hot = segment('hot', { when: and(inSegment('pro'), inSegment('active')) });
const cold = segment('cold', { when: not(inSegment('hot')) });
const vip = segment('vip', { static: true });
const set = segmentSet([cold, hot, vip, active, pro].map((definition) => ({ version: 1, definition })));
const now = Date.UTC(2026, 2, 2);
const bought = { id: 'e', name: 'Bought', properties: {}, timestamp: now - 3_600_000 };
const history = { ...emptyHistory(now, 'UTC'), events: new Map([['Bought', [bought]]]) };
const look = (...ids: string[]) => new Map(ids.map((id): [string, SegmentLook] => [id, { cause: 'event' }]));

describe('a set of segments', () => {
  it('puts those that others name first', () => {
    const order = [...set.all.keys()];
    expect(order.indexOf('hot')).toBeGreaterThan(Math.max(order.indexOf('pro'), order.indexOf('active')));
    expect(order.indexOf('cold')).toBeGreaterThan(order.indexOf('hot'));
  });

  it('says what may change each, and which hold of somebody of whom nothing is known', () => {
    expect(set.byEvent('Bought').map(({ id }) => id)).toEqual(['active']);
    expect(set.byTrait('plan').map(({ id }) => id)).toEqual(['pro']);
    expect(set.naming('active').map(({ id }) => id)).toEqual(['hot']);
    expect(set.ofNew.map(({ id }) => id)).toEqual(['cold']);
  });
});

describe('looking at segments of a customer', () => {
  const person = { traits: { plan: 'pro' }, history, timeZone: 'UTC' };

  it('follows a change to those that name it, and says when it may change by itself', () => {
    const stored = new Map([
      ['pro', { isMember: true, dueAt: undefined }],
      ['cold', { isMember: true, dueAt: undefined }],
    ]);
    expect(evaluateSegments(set, look('active'), person, stored, now)).toEqual([
      { segmentId: 'active', isMember: true, dueAt: now + 23 * 3_600_000, cause: 'event', isChanged: true },
      { segmentId: 'hot', isMember: true, dueAt: undefined, cause: 'segment', isChanged: true },
      { segmentId: 'cold', isMember: false, dueAt: undefined, cause: 'segment', isChanged: true },
    ]);
  });

  it('says nothing of what is as it was', () => {
    const stored = new Map([['active', { isMember: true, dueAt: now + 23 * 3_600_000 }]]);
    expect(evaluateSegments(set, look('active'), person, stored, now)).toEqual([]);
  });

  it('keeps a look that is due before anything changes, but none that would come too late', () => {
    const at = (hours: number) => new Map([['active', { isMember: true, dueAt: now + hours * 3_600_000 }]]);
    expect(evaluateSegments(set, look('active'), person, at(2), now)).toEqual([]);
    expect(evaluateSegments(set, look('active'), person, at(24), now)).toMatchObject([{ dueAt: now + 23 * 3_600_000 }]);
    expect(evaluateSegments(set, look('active'), person, at(0), now)).toMatchObject([{ dueAt: now + 23 * 3_600_000 }]);
  });

  it('obeys people only where a segment is static', () => {
    const said = new Map<string, SegmentLook>([
      ['vip', { cause: 'person', isMember: true }],
      ['pro', { cause: 'person', isMember: true }],
    ]);
    const changes = evaluateSegments(set, said, { ...person, traits: {} }, new Map(), now);
    expect(changes.map(({ segmentId, isMember }) => [segmentId, isMember])).toEqual([['vip', true]]);
  });
});

it.each([
  [{ id: 'x' }, 'segment-without-members'],
  [{ ...pro, static: true }, 'segment-without-members'],
  [
    { id: 'x', when: { combinator: 'and', rules: [{ field: 'event.name', operator: 'notNull' }] } },
    'field-out-of-place',
  ],
  [{ id: 'X', static: true }, 'bad-form'],
])('%j is refused: %s', (json, code) => {
  const { segment: valid, problems } = validateSegment(json);
  expect(valid).toBe(undefined);
  if (code !== 'bad-form') expect(problems.map((problem) => problem.code)).toContain(code);
});

it('segments that name each other in a circle are refused, and those that are not there', () => {
  const one = segment('one', { when: inSegment('two') });
  const two = segment('two', { when: inSegment('one') });
  const all = new Map([one, two, segment('three', { when: inSegment('for') })].map((each) => [each.id, each]));
  expect(checkSegments(all, ['one', 'three']).map(({ code }) => code)).toEqual([
    'segments-in-a-circle',
    'unknown-segment',
  ]);
});
