/** What became of a test message; `not-taken`: no worker that serves its channel took it in time. */
export const testSendStates = ['waiting', 'sending', 'accepted', 'failed', 'unknown', 'not-taken'] as const;
export type TestSendState = (typeof testSendStates)[number];

export interface TestOutcome {
  readonly state: TestSendState;
  /** Of a failure, such as "smtp-535". */
  readonly code: string | null;
  /** What the provider answered. */
  readonly detail: string | null;
}

/** What became of a test message, for the person who asked for it. */
export function describeTestOutcome({ state, code, detail }: TestOutcome): string {
  const told = detail === null || detail === '' ? '' : `: ${detail}`;
  switch (state) {
    case 'waiting':
      return 'It waits for a worker.';
    case 'sending':
      return 'It is being sent.';
    case 'accepted':
      return `The provider took it${told || '.'}`;
    case 'failed':
      return `The provider did not take it (${code ?? 'unknown'})${told || '.'}`;
    case 'unknown':
      return `Nobody knows whether it arrived (${code ?? 'no answer'})${told || '.'}`;
    case 'not-taken':
      return 'No worker took it: none is running that has a provider for this channel.';
  }
}
