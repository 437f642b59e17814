/** Why opens or clicks of a message are not measured: the customer has not consented, or the workspace's settings say so. */
export const notMeasuredReasons = ['consent', 'settings'] as const;

/** What of a message is not measured. A condition on it takes its else path. */
export interface NotMeasured {
  readonly opens: boolean;
  readonly clicks: boolean;
  readonly reason: (typeof notMeasuredReasons)[number];
}

const reasons = { consent: 'no consent to tracking', settings: 'the settings of tracking say so' };

/** "opens and clicks are not measured (no consent to tracking)" */
export function describeNotMeasured({ opens, clicks, reason }: NotMeasured): string {
  const what = [opens && 'opens', clicks && 'clicks'].filter(Boolean).join(' and ');
  return `${what} are not measured (${reasons[reason]})`;
}
