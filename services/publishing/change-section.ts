import { type Problem, ProblemError } from '../../core/base/problem.ts';
import { checkLimitChannels } from '../../core/message/limits/check.ts';
import { type Configuration, readConfiguration } from '../../core/workspace/configuration.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction } from '../../store/database/database.ts';
import { advanceCatalogVersion, lockWorkspace } from '../../store/journeys/journeys.ts';
import { getConfiguration, publishConfiguration } from '../../store/workspaces/configuration.ts';

/** Sections that stand by themselves: no journey and no template names anything in them. */
export const limitSections = ['quietHours', 'caps', 'holds', 'sendRate', 'globalControl'] as const;
export type LimitSection = (typeof limitSections)[number];

export interface SectionChange {
  readonly workspace: string;
  readonly section: LimitSection;
  readonly value: unknown;
  /** The version of the configuration that the change was made from. */
  readonly from: number;
  readonly by: string;
}

export type SectionChanged =
  | { readonly version: number; readonly change: 'published' | 'unchanged' }
  /** Somebody has published another configuration meanwhile. */
  | { readonly newer: number };

/** Publishes the configuration that holds with one section replaced. Throws a ProblemError for what is not right in it. */
export async function changeSection(
  database: Database,
  { workspace, section, value, from, by }: SectionChange,
): Promise<SectionChanged> {
  return inTransaction(database, async (trx) => {
    await lockWorkspace(trx, workspace);
    const stored = await getConfiguration(database, trx, workspace);
    if (stored.version !== from) return { newer: stored.version };
    const configuration = checked({ ...stored.configuration, [section]: value });
    const now = await workspaceClock(trx, workspace).now();
    const published = await publishConfiguration(trx, { workspace, configuration, now, by });
    if (published.change !== 'unchanged') await advanceCatalogVersion(trx, workspace);
    return published;
  });
}

function checked(json: unknown): Configuration {
  const { configuration, problems } = readConfiguration(json);
  const found: readonly Problem[] = [...problems, ...(configuration ? checkLimitChannels(configuration) : [])];
  if (configuration && found.length === 0) return configuration;
  throw new ProblemError(found);
}
