import fc from 'fast-check';
import { jsonTooLarge } from '../../../core/base/json-limits.ts';
import { isStorable } from '../../../core/base/storable.ts';
import { earliestTime } from '../../../core/customer/event-time.ts';
import { limits } from '../../../services/intake/call-schema.ts';
import { type IncomingEvent, readCall } from '../../../services/intake/event.ts';
import { hostileCall, hostileJson } from '../../support/hostile-json.ts';

const receivedAt = Date.parse('2026-03-02T12:00:00Z');
const numRuns = 1_500;

function expectHeld(event: IncomingEvent): void {
  const { properties, context, ...rest } = event;
  for (const id of [event.messageId, event.userId, event.anonymousId]) {
    if (id === undefined) continue;
    expect(isStorable(id)).toBe(true);
    expect(id).toBe(id.trim());
    expect(id.length).toBeGreaterThan(0);
    expect([...id].length).toBeLessThanOrEqual(limits.id);
  }
  expect(event.userId ?? event.anonymousId).toBeDefined();
  expect([...event.name].length).toBeLessThanOrEqual(limits.eventName);
  expect(event.timestamp).toBeGreaterThanOrEqual(earliestTime);
  expect(event.timestamp).toBeLessThanOrEqual(receivedAt);
  for (const part of [properties, context, rest]) {
    expect(jsonTooLarge(part, { ...limits, storable: true })).toBeUndefined();
  }
}

it('makes of any JSON an event that PostgreSQL can hold, or a problem with a place and a remedy', () => {
  let taken = 0;
  fc.assert(
    fc.property(hostileCall, fc.oneof(hostileJson, fc.constant('null')), (text, sentAt) => {
      const envelope = { receivedAt, sentAt: JSON.parse(sentAt), newMessageId: () => 'made' };
      const read = readCall(JSON.parse(text), 'batch[3]', envelope);
      if ('code' in read) {
        expect(read.where).toMatch(/^batch\[3\]/);
        expect(read.remedy).toMatch(/.{10}/);
        expect([read.where, read.problem].every(isStorable)).toBe(true);
        return;
      }
      taken += 1;
      expectHeld(read);
    }),
    { seed: 11, numRuns },
  );
  expect(taken).toBeGreaterThan(numRuns / 20);
});
