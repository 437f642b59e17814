/** The sentences about pausing, resuming, draining, unpublishing and observing a journey. */
export const wordsOfJourneyState = {
  acts: 'Change',
  states: { paused: 'paused', draining: 'draining', resuming: 'resuming' } as Readonly<Record<string, string>>,
  by: (by: string, reason: string) => `by ${by}: ${reason}`,
  unpublished: 'unpublished',
  version: (version: number) => `v${version}`,
  goesOn: (runs: string, count: number) =>
    `Nobody enters.${count === 0 ? '' : ` ${runs} ${count === 1 ? 'run goes' : 'runs go'} on.`}`,
  held: (count: number) => `${count.toLocaleString()} wait`,
  act: {
    pause: 'Pause',
    resume: 'Resume',
    drain: 'Drain',
    unpublish: 'Unpublish',
    observe: 'Observe',
    'go-live': 'Go live',
  },
  observed: 'observed, nothing leaves',
  titles: {
    pause: 'Pause this journey',
    resume: 'Resume this journey',
    drain: 'Let nobody in any more',
    unpublish: 'Take this journey offline',
    observe: 'Observe this journey',
    'go-live': 'Let this journey go live',
  },
  texts: {
    pause: 'Nothing leaves and nobody moves on. Exits and goals still count. What comes due waits until you resume.',
    resume:
      'Runs that came due go on a few at a time. Exits, expiry and conditions are looked at again before anything is sent.',
    drain: 'Nobody enters. Those inside finish as usual.',
    observe:
      'Runs that begin from now on take real events and wait as ever, and nothing leaves. Messages say what would have been sent. Live runs wait.',
    'go-live': 'Observed runs exit. Customers who enter from now on get messages.',
    unpublish: 'Nobody enters, and the journey has no live version. Those inside finish. Publishing again reopens it.',
  },
  reason: 'Why',
  reasonHelp: 'Kept with your name.',
  entries: 'Customers who meet the entry meanwhile',
  keep: 'enter and wait at the first step',
  drop: 'do not enter',
  perMinute: 'Runs a minute',
  olderThan: 'Exit runs that waited longer than (days)',
  olderThanHelp: 'Empty: all go on.',
  done: {
    pause: 'Paused.',
    resume: 'Resuming.',
    drain: 'Draining.',
    unpublish: 'Taken offline.',
    observe: 'Observed.',
    'go-live': 'Live.',
  },
};
