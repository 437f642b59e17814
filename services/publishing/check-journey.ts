import type { Problem } from '../../core/base/problem.ts';
import { validateDefinition } from '../../core/journey/validate.ts';
import { type Database, inTransaction } from '../../store/database/database.ts';
import { listOffers } from '../../store/decisions/offers.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';
import { findClosedChannels } from './closed-channels.ts';
import { knownNamesOf } from './known-names.ts';
import { findLackingProcesses } from './lacking-processes.ts';
import { planPolicies } from './publish-policies.ts';
import { planSegments } from './publish-segments.ts';
import { checkTemplates, planTemplates } from './publish-templates.ts';

/** What publishing the definition of one journey would find, by what is published now. Nothing is changed. */
export async function checkJourney(database: Database, workspace: string, json: unknown): Promise<readonly Problem[]> {
  return inTransaction(database, async (trx) => {
    const segments = await planSegments(trx, workspace, []);
    const policies = await planPolicies(trx, workspace, [], await listOffers(trx, workspace));
    const templates = await planTemplates(trx, workspace, { templates: [], partials: undefined });
    const { configuration } = await getConfiguration(database, trx, workspace);
    const known = knownNamesOf(configuration, {
      ...{ templates: templates.known, segments: segments.known, policies: policies.known },
    });
    const { definition, problems } = validateDefinition(json, known);
    if (!definition) return problems;
    const checked = await checkTemplates(trx, templates, [definition], policies.known);
    return [
      ...problems,
      ...checked.problems,
      ...(await findLackingProcesses(trx, [definition])),
      ...(await findClosedChannels(trx, { workspace, channels: known.channels, definitions: [definition] })),
    ];
  });
}
