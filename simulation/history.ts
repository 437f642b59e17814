import { groupBy } from '../core/base/group-by.ts';
import { levelsOf } from '../core/condition/engagement.ts';
import { type CustomerHistory, eventOrder, type PastMessage } from '../core/condition/history/history.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import { kindOfChannel } from '../core/journey/definition/index.ts';
import type { PlayedCustomer } from './run.ts';

/** What the conditions of the one journey that is played can look back to, as PostgreSQL would give it. */
export function historyOf(customer: PlayedCustomer, journeyId: string, now: number): CustomerHistory {
  const { events, runs, traits, past, segments } = customer;
  const passages = runs.map(({ entry, ended }) => ({
    enteredAt: entry.acceptedAt,
    endedAt: ended?.at,
    endReason: ended?.reason,
  }));
  return {
    now,
    timeZone: timeZoneOf(traits),
    events: groupBy([...[...(past?.events.values() ?? [])].flat(), ...events].sort(eventOrder), ({ name }) => name),
    messages: groupBy(
      [...storedMessages(past), ...playedMessages(customer)].sort((a, b) => b.acceptedAt - a.acceptedAt),
      ({ kind }) => kind,
    ),
    journeys: past?.journeys ?? new Map([[journeyId, passages.reverse()]]),
    segments: past?.segments ?? segments,
  };
}

type KnownMessage = PastMessage & { readonly kind: string };

function storedMessages(past: CustomerHistory | undefined): KnownMessage[] {
  return [...(past?.messages ?? [])].flatMap(([kind, messages]) => messages.map((message) => ({ ...message, kind })));
}

function playedMessages({ runs }: PlayedCustomer): KnownMessage[] {
  return runs.flatMap(({ id, messages }) =>
    [...messages].flatMap(([visit, message]): KnownMessage[] => {
      const { channel, result, at, isOpened, isClicked, isMeasured = true } = message;
      if (result !== 'accepted' || channel === '') return [];
      const measured = { tracksOpens: isMeasured, tracksLinks: isMeasured };
      const levels = levelsOf({ state: result, isDelivered: false, isOpened, isClicked, ...measured });
      return [{ kind: kindOfChannel(channel), id: `${id}-message-${visit}`, acceptedAt: at, levels }];
    }),
  );
}
