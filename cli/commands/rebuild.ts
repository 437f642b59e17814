import { Client, Connection } from '@temporalio/client';
import { Command } from 'commander';
import { databaseUrls, temporalOptions } from '../../config/connections.ts';
import { LONG, openDatabase } from '../../store/database/database.ts';
import { connectionOptions, temporalUnavailable } from '../../worker/prepare-temporal.ts';
import { rebuild } from '../../worker/rebuild.ts';
import { print, runCommand } from '../command-line.ts';

export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('start every open run that Temporal does not know, end every workflow that no run stands behind')
    .option('--dry-run', 'only look and count')
    .action(
      runCommand(async (settings, { dryRun = false }: { dryRun?: boolean }) => {
        const temporal = temporalOptions(settings);
        const connection = await Connection.connect(connectionOptions(temporal)).catch(temporalUnavailable(temporal));
        const database = openDatabase({ url: databaseUrls(settings).url, max: 2, limits: LONG });
        try {
          const client = new Client({ connection, namespace: temporal.namespace });
          const { openRuns, withoutWorkflow, withoutRun } = await rebuild(database, client, {
            workspace: 'default',
            dryRun,
          });
          print(
            `${openRuns} open runs, ${withoutWorkflow} of them without a workflow${dryRun || withoutWorkflow === 0 ? '' : ': they are started now'}`,
          );
          print(`${withoutRun} workflows without an open run${dryRun || withoutRun === 0 ? '' : ': they end now'}`);
        } finally {
          await database.destroy();
          await connection.close();
        }
      }),
    );
}
