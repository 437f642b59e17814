/** What every entry of a customer's timeline has. Moments are epoch milliseconds. */
export interface TimelineRow {
  /** When it was accepted or decided here. */
  readonly at: number;
  /** Unique within its kind; orders what happened at one moment. */
  readonly id: string;
}

/** A kind of entry: how it is shown. The registry is index.ts; its rows come from store/customers/timeline.ts. */
export interface TimelineKind<Row extends TimelineRow> {
  readonly kind: string;
  /** One line for people. */
  describe(row: Row): string;
}
