export const journeyModes = ['live', 'run', 'versions', 'definition'] as const;
export type JourneyMode = (typeof journeyModes)[number];
export const enteredWindows = ['PT1H', 'P1D', 'P7D', 'P30D', 'P90D', 'all'] as const;
export type EnteredWindow = (typeof enteredWindows)[number];

/** What the page shows, all of it in the address: a link shows a colleague the same. */
export interface JourneySearch {
  readonly mode?: JourneyMode;
  readonly face?: 'outline';
  /** Live: the version whose runs are counted, or all of them. */
  readonly version?: string;
  readonly entered?: EnteredWindow;
  /** The step in the panel. */
  readonly step?: string;
  /** The number whose people are shown. */
  readonly people?: string;
  readonly run?: string;
  /** How many visits of the run are looked at. */
  readonly visit?: number;
  /** Versions: the two that are compared. */
  readonly a?: number;
  readonly b?: number;
}

/** What is changed of the address; undefined takes it away. */
export type SearchChanges = { readonly [Name in keyof JourneySearch]?: JourneySearch[Name] | undefined };

export function readSearch(search: Record<string, unknown>): JourneySearch {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined);
  const whole = (name: string) => {
    const number = Number(search[name]);
    return Number.isInteger(number) && number > 0 ? number : undefined;
  };
  const found = {
    mode: journeyModes.find((mode) => mode === search.mode),
    face: search.face === 'outline' ? ('outline' as const) : undefined,
    version: search.version === 'all' ? 'all' : whole('version')?.toString(),
    entered: enteredWindows.find((window) => window === search.entered),
    step: text('step'),
    people: text('people'),
    run: text('run'),
    visit: whole('visit'),
    a: whole('a'),
    b: whole('b'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
