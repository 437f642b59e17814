import { formatCount } from '../design/format.ts';

const plural = (count: number, one: string, many: string) =>
  new Intl.PluralRules('en').select(count) === 'one' ? one : many;

/** Subject of a finding ▸ what to do about it on a page. */
export const wordsOfHome = {
  title: 'Home',
  verdict: {
    well: (open: number, isEstimate: boolean, messages: number) =>
      `All is well. ${formatCount(open, isEstimate)} ${plural(open, 'run is on its way', 'runs are on their way')}, ${formatCount(messages)} ${plural(messages, 'message', 'messages')} in the last hour.`,
    wrong: (count: number) => `${count} ${plural(count, 'thing is', 'things are')} wrong.`,
  },
  wrong: 'Wrong',
  note: 'To know',
  open: {
    stuck: 'See the stuck runs',
    failing: 'See the failed messages',
    unknown: 'Decide them',
    channel: 'See the channels',
  },
  figures: {
    label: 'Figures',
    open: 'Runs on their way',
    events: 'Events in the last hour',
    messages: 'Messages in the last hour',
    clickToAcceptance: 'Click to acceptance (p50 / p99)',
    acceptanceToProvider: 'Acceptance to provider (p50 / p99)',
    oldestInput: 'The oldest input waits for',
    none: '–',
  },
  charts: {
    messages: 'Messages in the last hour',
    events: 'Events a minute in the last hour',
    accepted: 'accepted',
    states: {
      accepted: 'accepted',
      waiting: 'waiting',
      blocked: 'blocked by a rule',
      failed: 'failed',
      unknown: 'unknown',
      observed: 'observed',
    },
  },
  journeys: {
    title: 'Journeys by open runs',
    journey: 'Journey',
    open: 'On their way',
    entered: 'Entered in 7 days',
    stuck: 'Stuck',
    none: 'No journey is published yet.',
  },
  published: { title: 'Published lately', version: 'Version', at: 'When', by: 'By' },
  sparkline: (entered: number) => `Entered in 7 days: ${formatCount(entered)}`,
  first: {
    title: 'The first five minutes',
    hide: 'Hide',
    done: 'Done',
    open: 'To do',
    event: {
      title: 'Send an event',
      text: (event: string, journey: string | undefined) =>
        journey === undefined
          ? `Any event will do, such as “${event}”.`
          : `“${event}” lets a customer enter the journey “${journey}”.`,
      act: 'Make a key and show the line to paste',
      done: (events: number) => `${formatCount(events)} ${plural(events, 'event', 'events')} arrived in the last hour.`,
      waiting: 'Waits for the event. This turns green when it arrives.',
      notAllowed: 'The line needs a browser or server key: an administrator makes one in Settings.',
    },
    journey: {
      title: 'Open a journey',
      text: 'Push the examples, then look at one of them:',
      command: 'throughline push examples/journeys',
      done: (count: number) => `${formatCount(count)} ${plural(count, 'journey is', 'journeys are')} live.`,
      open: (title: string) => `Open “${title}”`,
    },
    mail: {
      title: 'Watch a mail',
      text: 'Who enters gets a mail. With “npm start” it is in the mailbox at http://127.0.0.1:4401.',
      done: (count: number) =>
        `${formatCount(count)} ${plural(count, 'message was', 'messages were')} accepted in the last hour.`,
    },
  },
};
