const count = (number: number, one: string, many: string) => `${number.toLocaleString()} ${number === 1 ? one : many}`;

export const wordsOfAttention = {
  title: 'Attention',
  allWell: 'Nothing needs you. What is stuck, fails, stays away or waits for a decision will be listed here.',
  stuck: {
    title: 'Stuck runs, by cause',
    columns: { cause: 'Cause', runs: 'Runs', since: 'Since', journeys: 'Journeys', act: 'What to do' },
    noCause: 'no cause is known',
    open: (runs: number) => `See ${count(runs, 'run', 'runs')} and retry`,
  },
  channels: {
    title: 'Channels',
    columns: { channel: 'Channel', what: 'What is wrong', since: 'Since', remedy: 'What to do' },
    refused: (code: string) => `its provider refuses us (${code})`,
    unserved: (messages: number) => `${count(messages, 'message waits', 'messages wait')}: no worker serves it`,
    stopped: (reason: string, by: string) => `stopped by ${by}: ${reason}`,
    remedyRefused: 'Look at the sender address, the login and the limits there. Attempts go on by themselves.',
    remedyUnserved: 'Start a worker that has a provider for it.',
    remedyStopped: 'Resume it in Settings, when it may go on.',
    workspace: 'all channels',
    journey: (name: string) => `journey ${name}`,
  },
  waiting: (messages: number) => `${count(messages, 'message waits', 'messages wait')} for what is stopped.`,
  overdue: {
    title: 'Overdue runs',
    text: (runs: number, waitForChannel: boolean) =>
      `${count(runs, 'run has', 'runs have')} not moved for half a minute after they should. ${
        waitForChannel
          ? 'A message of a channel that is named above keeps them; they go on with it.'
          : 'The workers are too few or hindered: look at their log and load, or start another.'
      }`,
  },
  silent: {
    title: 'Silent events',
    columns: { event: 'Event', yesterday: 'In this hour of yesterday', now: 'In the last hour' },
    none: 'none',
  },
  unknown: {
    title: 'Messages to decide',
    text: 'Sent or not, nobody knows: a worker or the connection broke while they were sent. Ask the provider for the message id, then decide.',
    columns: {
      message: 'Message',
      customer: 'Customer',
      journey: 'Journey',
      channel: 'Channel',
      since: 'Since',
      act: 'Act',
    },
    resend: 'Send again',
    accept: 'Take as sent',
    why: 'Why',
    whyHelp: 'Kept with the decision.',
    resendTitle: 'Send this message again',
    acceptTitle: 'Take this message as sent',
    resendText: 'The customer gets it a second time if the first attempt did arrive.',
    acceptText: 'No other attempt is made. If the first did not arrive, the customer gets nothing.',
    done: { resend: 'Queued to be sent again.', accept: 'Taken as sent.' },
    cancel: 'Leave it as it is',
  },
};
