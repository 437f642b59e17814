import { Command } from 'commander';
import { getStatus } from '../../api/operations/service/get-status.ts';
import { apiAccess, temporalOptions } from '../../config/connections.ts';
import type { Settings } from '../../config/settings.ts';
import { ProblemError } from '../../core/base/problem.ts';
import { judgeStatus } from '../../core/status/verdict.ts';
import { channelKinds } from '../../services/channels/index.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { statusInWords } from '../format/status-words.ts';
import { countWorkers, type Workers } from '../status/pollers.ts';

/** `throughline status`: exit code 0 where all is well, 1 where something is wrong or the API does not answer. */
export function statusCommand(): Command {
  return new Command('status')
    .description('is all well? what waits, what is stuck, what was sent; exit code 1 when something is wrong')
    .option('--json', 'the figures and the findings as JSON')
    .action(
      runCommand(async (settings, { json = false }: { json?: boolean }) => {
        const access = apiAccess(settings);
        const status = await callOperation(access, getStatus, {}, PATIENCE_MS).catch(inOtherWords);
        const workers = await findWorkers(settings);
        const findings = judgeStatus(status, workers);
        const well = findings.every(({ severity }) => severity !== 'wrong');
        if (json) print(JSON.stringify({ well, findings, workers, ...status }, undefined, 2));
        else print(statusInWords(access.apiUrl, status, workers, findings).join('\n'));
        if (!well) process.exitCode = 1;
      }),
    );
}

/** The API gives its own reading up after ten. */
const PATIENCE_MS = 15_000;

/** What the API says to senders of events means something else here. */
function inOtherWords(thrown: unknown): never {
  if (!(thrown instanceof ProblemError) || thrown.problems[0]?.code !== 'database-away') throw thrown;
  const problem = 'the API runs, but PostgreSQL does not answer it, or too slowly';
  const remedy = 'Look at PostgreSQL. Nothing that was accepted is lost; senders of events try again.';
  throw new ProblemError([{ code: 'database-away', where: 'PostgreSQL', problem, remedy }]);
}

async function findWorkers(settings: Settings): Promise<Workers> {
  try {
    return await countWorkers(temporalOptions(settings), Object.keys(channelKinds));
  } catch (error) {
    if (error instanceof ProblemError) return { unknown: 'TEMPORAL_ADDRESS is not set here' };
    throw error;
  }
}
