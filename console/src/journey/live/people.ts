import { wordsOfJourney as words } from '../../words/journey.ts';

/** The people behind a number, as the address holds it: "waiting:hello". Lists and numbers ask by the same filter. */
export interface People {
  readonly kind: 'entered' | 'open' | 'stuck' | 'ended' | 'waiting' | 'arrived' | 'left' | 'blocked';
  readonly step?: string | undefined;
  /** A path, a rule or a reason. */
  readonly name?: string | undefined;
}

/** What `GET /v1/runs` is asked for, beside journey, version and time. */
export interface PeopleFilter {
  readonly step?: string;
  readonly path?: string;
  readonly came?: true;
  readonly status?: 'open' | 'ended' | 'stuck';
  readonly endReason?: string;
  readonly blockedBy?: string;
}

const kinds: readonly People['kind'][] = ['entered', 'open', 'stuck', 'ended', 'waiting', 'arrived', 'left', 'blocked'];

export function peopleInAddress({ kind, step, name }: People): string {
  return [kind, step ?? '', name ?? ''].join(':').replace(/:+$/, '');
}

/** Undefined for anything that is no such number. */
export function peopleOf(text: string | undefined): People | undefined {
  if (text === undefined) return undefined;
  const [first, step, ...rest] = text.split(':');
  const kind = kinds.find((each) => each === first);
  const name = rest.join(':');
  if (!kind || (needsStep.includes(kind) && !step)) return undefined;
  return { kind, ...(step && { step }), ...(name !== '' && { name }) };
}

const needsStep: readonly People['kind'][] = ['waiting', 'arrived', 'left', 'blocked'];

export function filterOf({ kind, step, name }: People): PeopleFilter {
  const at = step === undefined ? {} : { step };
  const named = name ?? '';
  const filters: Readonly<Record<People['kind'], PeopleFilter>> = {
    entered: {},
    open: { status: 'open' },
    stuck: { ...at, status: 'stuck' },
    ended: { status: 'ended', ...(name !== undefined && { endReason: name }) },
    waiting: at,
    arrived: { ...at, came: true },
    left: { ...at, path: named },
    blocked: { ...at, blockedBy: named },
  };
  return filters[kind];
}

/** "1,204 wait at Settle" */
export function titleOfPeople({ kind, step, name }: People, titleOf: (step: string) => string): string {
  const at = step === undefined ? '' : titleOf(step);
  const titles: Readonly<Record<People['kind'], string>> = {
    entered: words.people.entered,
    open: words.people.open,
    stuck: step === undefined ? words.people.stuck : words.people.stuckAt(at),
    ended: name === undefined ? words.people.ended : words.people.endedBy(name),
    waiting: words.people.waiting(at),
    arrived: words.people.arrived(at),
    left: words.people.left(at, name ?? ''),
    blocked: words.people.blocked(at, name ?? ''),
  };
  return titles[kind];
}
