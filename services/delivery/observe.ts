import { PermanentFailure } from '../../core/base/failure.ts';
import type { ChannelCandidate } from '../../core/message/select-channel.ts';
import { getTemplate } from '../../store/content/templates.ts';
import type { Transaction } from '../../store/database/database.ts';
import { writeVerdict } from '../../store/messages/messages.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import type { Channel } from '../channels/channel.ts';
import { languageFor } from '../content/render.ts';
import type { AttemptDependencies } from './attempt.ts';
import { type MessageSubject, type Reach, sharesCaps } from './claim.ts';

/**
 * The guard lets a message of an observed run go: the ledger says what would have been sent, and the run goes on as if the
 * provider had accepted it. No claim is made, so nobody can send it. It counts in the caps of observed messages.
 */
export async function observeMessage(
  trx: Transaction,
  { database }: Pick<AttemptDependencies, 'database'>,
  { key, run, customer, step }: MessageSubject,
  { stored, now, configuration, selected, limits }: Reach & { readonly selected: ChannelCandidate<Channel> },
): Promise<'observed'> {
  const { templateVersion } = stored;
  if (templateVersion === undefined)
    throw new PermanentFailure('message-incomplete', `template "${step.template}" is gone`);
  const template = await getTemplate(database, trx, {
    workspace: run.workspace,
    id: step.template,
    version: templateVersion,
  });
  const language = languageFor(template, selected.channel, customer.traits, configuration.languages.default);
  const countsInCaps = sharesCaps(limits);
  await writeVerdict(
    trx,
    key,
    { state: 'observed', channel: selected.id, templateVersion, language, countsInCaps },
    now,
  );
  const { journeyRunId, visit } = key;
  await appendInputs(trx, now, [{ journeyRunId, kind: 'job-settled', visit, outcome: { result: 'accepted' } }]);
  return 'observed';
}
