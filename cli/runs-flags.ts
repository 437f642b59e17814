import { readFileSync } from 'node:fs';
import { type Problem, ProblemError } from '../core/base/problem.ts';
import { inverseOf } from '../core/journey/migration/step-map.ts';
import { type RunsUnderWay, runsSchema } from '../services/publishing/publication.ts';
import { loadJourneys } from './load-journeys.ts';

/** The flags of `push` that say what becomes of open runs. */
export interface RunsFlags {
  readonly runs?: RunsUnderWay['act'];
  readonly map?: readonly string[];
  readonly mapFile?: string;
  readonly reason?: string;
}

/** What the flags ask for; undefined: nothing is said. Throws a ProblemError. */
export function readRunsFlags({ runs, map = [], mapFile, reason }: RunsFlags, path: string): RunsUnderWay | undefined {
  const hasMap = map.length > 0 || mapFile !== undefined;
  if (runs === undefined && !hasMap && reason === undefined) return undefined;
  if (runs !== 'migrate' && hasMap)
    throw unfit(mapFile === undefined ? '--map' : '--map-file', 'Only a migration has a map.', 'Add --runs migrate.');
  const written: Record<string, Record<string, string>> = mapFile === undefined ? {} : readMapFile(mapFile);
  for (const entry of map) {
    const [, named, step = '', target = ''] = /^(?:([^/=]+)\/)?([^/=]+)=(.+)$/.exec(entry) ?? [];
    if (step === '') throw unfit('--map', `"${entry}" is no step with its target.`, 'Write --map nudge=reminder.');
    const journey = named ?? onlyJourney(path, entry);
    written[journey] = { ...written[journey], [step]: target };
  }
  const asked = { act: runs, ...(hasMap && { maps: written }), ...(reason !== undefined && { reason }) };
  const read = runsSchema.safeParse(asked);
  if (read.success) return read.data;
  throw new ProblemError(
    read.error.issues.map(
      ({ path: place, message }): Problem => ({
        code: 'runs-unreadable',
        where: ['runs', ...place].join('.'),
        problem: message,
        remedy: 'See throughline push --help.',
      }),
    ),
  );
}

/** The flags that take runs back, once the earlier definition is pushed again; none where no step was named. */
export function undoFlags(journey: string, runs: RunsUnderWay | undefined): string | undefined {
  const maps = runs?.maps ?? {};
  const back = Object.entries(inverseOf((Object.hasOwn(maps, journey) ? maps[journey] : undefined) ?? {}));
  return runs?.act === 'migrate'
    ? ['--runs migrate', ...back.map(([from, to]) => `--map ${journey}/${from}=${to}`)].join(' ')
    : undefined;
}

function readMapFile(file: string): Record<string, Record<string, string>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unfit('--map-file', `${file}: ${(error as Error).message}`, 'Write {"journey": {"step": "target"}}.');
  }
}

/** The journey that an entry without one means. */
function onlyJourney(path: string, entry: string): string {
  const { journeys } = loadJourneys(path);
  const [only] = journeys;
  const id = (only?.definition as { readonly id?: unknown } | undefined)?.id;
  if (journeys.length === 1 && typeof id === 'string') return id;
  throw unfit('--map', `There are ${journeys.length} journeys in ${path}.`, `Write --map journey/${entry}.`);
}

const unfit = (where: string, problem: string, remedy: string) =>
  new ProblemError([{ code: 'runs-unreadable', where, problem, remedy }]);
