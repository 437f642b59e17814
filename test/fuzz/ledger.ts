import type { Exchange } from './case.ts';

export interface Violation {
  readonly kind: string;
  readonly generator: string;
  readonly number: number | undefined;
  readonly about: string;
  readonly detail: string;
  /** The call or the request that shows it. */
  readonly input: string;
  /** When it showed. */
  readonly from: number;
  readonly until: number;
  /** The request that showed it, where it is known. */
  readonly exchange?: Exchange | undefined;
}

/** A case under way or over, for the question what may have caused something. */
export interface Trace {
  readonly generator: string;
  readonly number: number;
  readonly about: string;
  readonly startedAt: number;
  endedAt: number;
}

interface Outage {
  readonly from: number;
  until: number;
}

/** What was sent when, when the API was down, and what does not hold. */
export interface Ledger {
  begin(trace: Pick<Trace, 'generator' | 'number' | 'about'>): Trace;
  add(violation: Violation): void;
  /** A violation that nobody's own answer shows: with what was under way at that time, the latest begun first. */
  blame(kind: string, detail: string, from: number, until: number): void;
  outage(from: number): Outage;
  isInOutage(from: number, until: number): boolean;
  /** An outage is one violation; whatever failed by it is not told beside. */
  violations(): Violation[];
}

const MOST_SUSPECTS = 8;

export function createLedger(): Ledger {
  const traces: Trace[] = [];
  const violations: Violation[] = [];
  const outages: Outage[] = [];
  const isInOutage = (from: number, until: number) =>
    outages.some((outage) => from <= outage.until && until >= outage.from);
  return {
    begin(named) {
      const trace = { ...named, startedAt: Date.now(), endedAt: Number.POSITIVE_INFINITY };
      traces.push(trace);
      return trace;
    },
    add: (violation) => void violations.push(violation),
    blame(kind, detail, from, until) {
      const found = traces.filter((trace) => trace.startedAt <= until && trace.endedAt >= from).reverse();
      const [first] = found;
      const list = found
        .slice(0, MOST_SUSPECTS)
        .map(({ generator, number, about }) => `--only ${generator} --at ${number} (${about})`);
      violations.push({
        kind,
        generator: first?.generator ?? '-',
        number: first?.number,
        about: 'see what was under way',
        detail,
        input: list.join('; ') || 'nothing was under way',
        from,
        until,
      });
    },
    outage(from) {
      const outage = { from, until: Number.POSITIVE_INFINITY };
      outages.push(outage);
      return outage;
    },
    isInOutage,
    violations: () => violations.filter(({ kind, from, until }) => kind.startsWith('api-') || !isInOutage(from, until)),
  };
}
