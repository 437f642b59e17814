import type { Problem } from '../../core/base/problem.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { validateDefinition } from '../../core/journey/validate.ts';
import { checkLimitChannels } from '../../core/message/limits/check.ts';
import { type Configuration, defaultConfiguration, readConfiguration } from '../../core/workspace/configuration.ts';
import type { Database, Transaction } from '../../store/database/database.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';
import { findClosedChannels } from './closed-channels.ts';
import { duplicateIds } from './duplicate-ids.ts';
import { keptInConsole } from './kept-in-console.ts';
import { knownNamesOf } from './known-names.ts';
import { findLackingProcesses } from './lacking-processes.ts';
import { pause } from './pause.ts';
import type { Publication } from './publication.ts';
import { checkOffers, planOffers } from './publish-offers.ts';
import { planPolicies } from './publish-policies.ts';
import { planSegments } from './publish-segments.ts';
import { checkTemplates, planTemplates } from './publish-templates.ts';
import { nameOfWritten } from './read-written.ts';
import { checkMigration } from './runs-under-way.ts';

/**
 * What a publication would write, and every problem of it, by what is published and running now. Nothing is changed.
 * `fromDraft`: it is the draft of a journey, which may be kept in the console.
 */
export async function inspectPublication(
  { database, trx, workspace }: { readonly database: Database; readonly trx: Transaction; readonly workspace: string },
  publication: Publication,
  { fromDraft }: { readonly fromDraft: boolean },
) {
  const { journeys, templates, partials, segments = [], policies = [], offers = [], keepInCode, runs } = publication;
  const { workspace: written } = publication;
  const problems: Problem[] = [];
  if (!fromDraft && !keepInCode) problems.push(...(await keptInConsole(trx, workspace, journeys)));
  problems.push(...duplicateIds('journeys', journeys), ...duplicateIds('templates', templates));
  problems.push(...duplicateIds('segments', segments));
  const segmentPlan = await planSegments(trx, workspace, segments);
  problems.push(...segmentPlan.problems);
  const offerPlan = await planOffers(trx, workspace, offers);
  const policyPlan = await planPolicies(trx, workspace, policies, offerPlan.known);
  problems.push(...duplicateIds('offers', offers), ...offerPlan.problems);
  problems.push(...duplicateIds('policies', policies), ...policyPlan.problems);
  const templatePlan = await planTemplates(trx, workspace, { templates, partials });

  const configuration = await configurationOf({ database, trx, workspace }, written, problems);
  if (written !== undefined) problems.push(...checkLimitChannels(configuration));
  const knownNames = knownNamesOf(configuration, {
    ...{ templates: templatePlan.known, segments: segmentPlan.known, policies: policyPlan.known },
  });
  problems.push(...checkOffers(offerPlan, knownNames));
  const definitions: JourneyDefinition[] = [];
  for (const [index, json] of journeys.entries()) {
    await pause();
    const { definition, problems: found } = validateDefinition(json, knownNames);
    const name = nameOfWritten(json, 'journeys', index);
    problems.push(...found.map((problem) => ({ ...problem, where: `${name}: ${problem.where}` })));
    if (definition) definitions.push(definition);
  }
  const checked = await checkTemplates(trx, templatePlan, definitions, policyPlan.known);
  problems.unshift(...checked.problems);
  problems.push(...(await findLackingProcesses(trx, definitions)));
  problems.push(...(await findClosedChannels(trx, { workspace, channels: knownNames.channels, definitions })));
  problems.push(...(await checkMigration(trx, workspace, { runs, definitions })));
  const plans = { segmentPlan, offerPlan, policyPlan, templatePlan };
  return { problems, definitions, configuration, ...plans, templates: checked.templates };
}

/** The configuration that will hold: the one in the publication, else the stored one. Its problems are added. */
async function configurationOf(
  { database, trx, workspace }: { readonly database: Database; readonly trx: Transaction; readonly workspace: string },
  written: unknown,
  problems: Problem[],
): Promise<Configuration> {
  if (written === undefined) return (await getConfiguration(database, trx, workspace)).configuration;
  const read = readConfiguration(written);
  problems.push(...read.problems);
  return read.configuration ?? defaultConfiguration;
}
