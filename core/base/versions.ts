import { needsNewerWorker, PermanentFailure } from './failure.ts';

/**
 * JSON that is stored with a version, `v`, and read by programs of several releases. A reader brings older versions to
 * the present one, step by step, and leaves newer ones to a newer worker. test/golden holds what each release stored.
 */
export interface Versions<Current> {
  readonly current: number;
  /** What any release up to this one stored, in its present version. */
  upgrade(stored: unknown): Current;
}

type Upgrade = (older: never) => object;

export function defineVersions<Current>({
  what,
  upgrades = [],
  absent,
}: {
  /** For people: "run state". */
  readonly what: string;
  /** How version 1 becomes 2, how 2 becomes 3, and so on; each leaves `v` to this function. */
  readonly upgrades?: readonly Upgrade[];
  /** The version of JSON without `v`: of documents that people write. */
  readonly absent?: number;
}): Versions<Current> {
  const current = upgrades.length + 1;
  return {
    current,
    upgrade(stored) {
      const version = (stored as { readonly v?: unknown } | null)?.v ?? absent;
      if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
        throw new PermanentFailure('no-version', `a stored ${what} has no version`);
      if (version > current) throw needsNewerWorker(what, `version ${version}`);
      const steps = upgrades.slice(version - 1);
      const upgraded = steps.reduce<object>(
        (older, upgrade, index) => ({ ...upgrade(older as never), v: version + index + 1 }),
        stored as object,
      );
      return upgraded as Current;
    },
  };
}
