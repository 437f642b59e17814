import { formatCount } from '../design/format.ts';

/** The kill switches, on every page. */
export const wordsOfStops = {
  stop: 'Stop what leaves: e-mail, another channel, a journey or everything',
  title: 'Stop what leaves',
  what: (scope: string, name: string) =>
    scope === 'workspace' ? 'Everything' : scope === 'channel' ? `The channel ${name}` : `The journey ${name}`,
  isStopped: (what: string) => `${what} is stopped since`,
  by: (who: string, reason: string) => `by ${who}: ${reason}`,
  waiting: (count: number) =>
    `${formatCount(count)} ${count === 1 ? 'message waits' : 'messages wait'} until it is lifted.`,
  lift: (what: string) => `Lift: ${what.toLowerCase()}`,
  whatLabel: 'What is stopped',
  effect: 'Attempts under way end. Runs go on, and their messages wait until the switch is lifted or they expire.',
  reason: 'Reason',
  reasonHelp: 'Everybody sees it on every page.',
  type: (name: string) => `Type ${name} to stop it`,
  act: (what: string) => `Stop ${what.toLowerCase()}`,
  done: (what: string) => `${what} is stopped.`,
};
