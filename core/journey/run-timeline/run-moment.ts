/** What a moment of a run's timeline is about. */
export const runMomentKinds = [
  'input',
  'interrupt',
  'arrived',
  'attempt',
  'message',
  'task',
  'call',
  'decided',
  'left',
  'goal',
  'stuck',
  'ended',
] as const;

/** Something that happened to a run, with the line that shows it. */
export interface RunMoment {
  readonly at: number;
  readonly kind: (typeof runMomentKinds)[number];
  /** The visit that it belongs to; null: it belongs to the run. */
  readonly visit: number | null;
  readonly text: string;
}

/** A turn takes no time, so much of a run happens at one moment; `place` orders it: inputs, then visits by their number. */
export interface PlacedMoment extends RunMoment {
  readonly place: number;
}
