import type { SendResult } from './channel.ts';
import type { OutboundResult } from './outbound.ts';

/** What an outbound request without an answer means for the attempt, whichever channel made it. */
export function resultWithoutAnswer(outcome: Exclude<OutboundResult, { readonly result: 'answered' }>): SendResult {
  switch (outcome.result) {
    case 'address-not-allowed':
      return { result: 'failed-permanently', code: 'address-not-allowed', detail: outcome.detail };
    case 'not-sent':
      return { result: 'failed-temporarily', code: `connection-${outcome.code}`, detail: outcome.detail };
    case 'no-answer':
      return { result: 'unknown', code: `no-answer-${outcome.code}`, detail: outcome.detail };
  }
}
