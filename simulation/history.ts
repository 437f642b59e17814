import { groupBy } from '../core/base/group-by.ts';
import { levelsOf } from '../core/condition/engagement.ts';
import { type CustomerHistory, eventOrder, type PastMessage } from '../core/condition/history/history.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import { kindOfChannel } from '../core/journey/definition/index.ts';
import type { PlayedCustomer, Run } from './run.ts';

/** What conditions can look back to, as PostgreSQL would give it. Most look at none of it: it is made when it is asked for. */
export function historyOf(customer: PlayedCustomer, now: number): CustomerHistory {
  const { events, runs, traits, past, memberships } = customer;
  const made: { -readonly [Part in keyof CustomerHistory]?: CustomerHistory[Part] } = {};
  return {
    now,
    timeZone: timeZoneOf(traits),
    get events() {
      made.events ??= groupBy(
        [...[...(past?.events.values() ?? [])].flat(), ...events].sort(eventOrder),
        ({ name }) => name,
      );
      return made.events;
    },
    get messages() {
      made.messages ??= groupBy(
        [...storedMessages(past), ...playedMessages(customer)].sort((a, b) => b.acceptedAt - a.acceptedAt),
        ({ kind }) => kind,
      );
      return made.messages;
    },
    get journeys() {
      made.journeys ??= past?.journeys ?? passagesOf(runs);
      return made.journeys;
    },
    get segments() {
      made.segments ??=
        past?.segments ?? new Set([...memberships].flatMap(([id, { isMember }]) => (isMember ? [id] : [])));
      return made.segments;
    },
  };
}

function passagesOf(runs: readonly Run[]): CustomerHistory['journeys'] {
  return new Map(
    [...groupBy(runs, ({ definition }) => definition.id)].map(([id, own]) => [
      id,
      own
        .map(({ entry, ended }) => ({
          enteredAt: entry.acceptedAt,
          endedAt: ended?.at,
          endReason: ended?.reason,
        }))
        .reverse(),
    ]),
  );
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
