import { z } from 'zod';
import { after } from '../../../core/base/calendar.ts';
import { isoDurationSchema } from '../../../core/base/duration.ts';
import { idSchema, type JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { mayRepeat } from '../../../core/journey/graph.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { createShortCache } from '../../../store/database/short-cache.ts';
import { findShownVersion, findVersion, listVersions } from '../../../store/journeys/journeys.ts';
import { findObservation } from '../../../store/journeys/observations.ts';
import { countBlockedEntries } from '../../../store/measurement/blocked-entries.ts';
import { countSteps as count, type StepCounts } from '../../../store/measurement/step-counts.ts';
import { defineOperation } from '../../define-operation.ts';
import { journeyNotFound } from './get-journey.ts';
import { versionNotFound, versionNumber } from './get-version.ts';
import { stepNumbers, stepNumbersExample, stepNumbersSchema } from './step-numbers.ts';

interface Counted extends StepCounts {
  readonly at: number;
  readonly enteredAfter: number | null;
  readonly notEntered: Awaited<ReturnType<typeof countBlockedEntries>>;
}
const cache = createShortCache<Counted>();

export const countSteps = defineOperation({
  id: 'countSteps',
  method: 'get',
  path: '/v1/journeys/{id}/steps',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'Count what happened at each step',
  description: `Of the runs that entered in a time: what goes in comes out or waits. Each number is that of GET /v1/runs with the same
\`journey\`, \`version\` and \`enteredAfter\`. Of a journey that is
observed they are those of the observed runs, else of live runs alone. The numbers may be some seconds old, and a minute where they are many.`,
  params: z.strictObject({ id: idSchema.describe('The id of a journey.') }),
  notFound: journeyNotFound,
  query: z.strictObject({
    version: versionNumber.optional().describe('Only runs on this version; default: on all.'),
    entered: isoDurationSchema
      .optional()
      .describe('Only runs that entered within this duration up to now, such as P7D; default: all.'),
  }),
  answer: {
    description: 'The numbers.',
    schema: stepNumbersSchema,
    examples: { trial: { summary: 'A run that waits', value: stepNumbersExample } },
  },
  errors: [],
  async handle({ params: { id }, query: { version, entered }, workspace }, { database }) {
    const asked = { workspace, journeyId: id };
    const definition =
      version === undefined
        ? await findShownVersion(database, asked)
        : await findVersion(database, { ...asked, version });
    if (!definition) throw version === undefined ? journeyNotFound(id) : versionNotFound(id);
    const question = JSON.stringify([workspace, id, version, entered]);
    const counts = await cache(database, question, async () => {
      const at = await workspaceClock(database, workspace).now();
      const enteredAfter = entered === undefined ? null : before(at, entered);
      const observation = (await findObservation(database, workspace, id))?.id ?? null;
      const runs = { workspace, journey: id, version, observation, enteredAfter: enteredAfter ?? undefined };
      const repeats = await someRepeat(definition.definition);
      const notEntered = await countBlockedEntries(database, { ...asked, since: enteredAfter ?? undefined });
      return { ...(await count(database, runs, { repeats })), notEntered, at, enteredAfter };
    });
    return {
      journey: id,
      version: version ?? null,
      ...stepNumbers(counts),
      notEntered: counts.notEntered,
      countedAt: counts.at,
      enteredAfter: counts.enteredAfter,
    };

    /** Runs of all versions are counted together: one version that may repeat makes them count by run. */
    async function someRepeat(own: JourneyDefinition): Promise<boolean> {
      if (version !== undefined || mayRepeat(own)) return mayRepeat(own);
      for (const each of await listVersions(database, asked)) {
        const found = await findVersion(database, { ...asked, version: each.version });
        if (found && mayRepeat(found.definition)) return true;
      }
      return false;
    }
  },
});

/** The moment that lies a duration before another one; a day is 24 hours here, and months are those of early 1970. */
function before(moment: number, duration: string): number {
  return moment - after(0, duration, 'UTC');
}
