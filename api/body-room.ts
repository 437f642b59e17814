import { TemporaryFailure } from '../core/base/failure.ts';

/**
 * How many bytes of bodies may be in memory at once, in all and of one sender. It bounds what strangers can make the
 * process hold, however many connections they open and however slowly they send. `Charge` counts bytes as they come, and
 * throws when there is no room for them; what was charged is given back when the request has been answered.
 */
export interface BodyRoom {
  enter(sender: string): { charge: Charge; leave(): void };
}
export type Charge = (bytes: number) => void;

export interface BodyRoomOptions {
  readonly total: number;
  readonly share: number;
  readonly onFull?: (() => void) | undefined;
}

/** What a request costs beside its body: socket, headers, objects. */
const REQUEST_BYTES = 4 * 1024;

export function createBodyRoom({ total, share, onFull }: BodyRoomOptions): BodyRoom {
  const held = new Map<string, number>(); // only senders with a request in hand
  let all = 0;
  return {
    enter(sender) {
      let own = 0;
      const charge: Charge = (bytes) => {
        const ofSender = held.get(sender) ?? 0;
        if (all + bytes > total || ofSender + bytes > share) {
          onFull?.();
          throw new TemporaryFailure('intake-busy', 'too many bodies are in memory', { retryAfter: 1_000 });
        }
        own += bytes;
        all += bytes;
        held.set(sender, ofSender + bytes);
      };
      charge(REQUEST_BYTES);
      return {
        charge,
        leave() {
          const rest = (held.get(sender) ?? 0) - own;
          if (rest > 0) held.set(sender, rest);
          else held.delete(sender);
          all -= own;
          own = 0;
        },
      };
    },
  };
}
