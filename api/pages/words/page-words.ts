/** All that hosted pages say, in one language. Names of topics and journeys are those of the workspace. */
export interface PageWords {
  readonly language: string;
  /** A day, as people there write it. */
  day(moment: number, timeZone: string): string;
  readonly channels: Readonly<Record<string, string>>;
  /** A channel of which this program knows no name. */
  channel(id: string): string;
  readonly unsubscribe: {
    readonly title: string;
    readonly titleDone: string;
    to(address: string): string;
    topic(title: string): string;
    channel(name: string): string;
    readonly button: string;
    topicDone(title: string): string;
    channelDone(name: string): string;
    readonly others: string;
    readonly preferences: string;
  };
  readonly preferences: {
    readonly title: string;
    of(address: string): string;
    readonly topics: string;
    readonly topicsHint: string;
    readonly channels: string;
    readonly channelHint: string;
    readonly save: string;
    readonly saved: string;
    readonly pauseTitle: string;
    readonly pauseHint: string;
    readonly pause: string;
    paused(day: string): string;
    readonly resume: string;
    readonly resumed: string;
    readonly allTitle: string;
    readonly allHint: string;
    readonly all: string;
    readonly allDone: string;
    readonly allow: string;
    readonly allowed: string;
  };
  readonly why: {
    readonly title: string;
    to(address: string): string;
    reason(journey: string): string;
    event(name: string, day: string): string;
    began(day: string): string;
    readonly gone: string;
    readonly dataTitle: string;
    readonly noData: string;
    readonly traits: string;
    properties(event: string): string;
    readonly noValues: string;
    readonly actionsTitle: string;
    readonly less: string;
    topic(title: string): string;
    readonly all: string;
    readonly preferences: string;
  };
  readonly answer: {
    readonly title: string;
    readonly titleDone: string;
    chosen(answer: string): string;
    readonly hint: string;
    readonly button: string;
    done(answer: string): string;
    readonly open: string;
    readonly closed: string;
  };
  readonly errors: {
    readonly linkTitle: string;
    readonly link: string;
    readonly formTitle: string;
    readonly form: string;
    readonly busyTitle: string;
    readonly busy: string;
    readonly downTitle: string;
    readonly down: string;
  };
}
