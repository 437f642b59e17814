import { guardRules } from './rules/index.ts';

/** A message that did not go out, or not yet, as the ledger has it. */
export interface UnsentMessage {
  readonly state: string;
  readonly rule: string | null;
  readonly ruleValue: string | null;
  readonly errorCode: string | null;
}

/**
 * Why a message was not sent, as a sentence without its end: "not sent: the customer withdrew the channel email". A rule
 * that has no words, as one of a newer program, is named. `moment` writes a moment for the reader.
 */
export function describeNotSent(
  { state, rule, ruleValue, errorCode }: UnsentMessage,
  moment: (iso: string) => string,
): string {
  const code = errorCode === null ? '' : ` (${errorCode})`;
  switch (state) {
    case 'blocked':
      return `not sent: ${describeRule(rule, ruleValue, moment)}`;
    case 'deferred':
      return `not sent yet: ${describeRule(rule, null, moment)}${ruleValue === null ? '' : `; looked at again ${moment(ruleValue)}`}`;
    case 'failed-temporarily':
      return `not sent yet: the provider did not take it${code}; it is tried again`;
    case 'failed-permanently':
      return `not sent: the provider rejected it, or it was given up${code}`;
    case 'unknown':
      return `nobody knows whether it arrived${code}; it is not sent again by itself`;
    case 'requested':
      return 'not sent yet: it waits for its first attempt; where many wait, look whether the provider of its channel takes messages';
    default:
      return 'not sent yet';
  }
}

export function describeRule(rule: string | null, value: string | null, moment: (iso: string) => string): string {
  const known = guardRules.find(({ name }) => name === rule);
  return known?.describe?.(value, moment) ?? `rule ${rule ?? 'unknown'} said no${value === null ? '' : ` (${value})`}`;
}
