import { Argument, Command, Option } from 'commander';
import { apiAccess } from '../../config/connections.ts';
import { exportKindNames } from '../../store/transfer/export-rows.ts';
import { runCommand } from '../command-line.ts';
import { writeStream } from '../write-stream.ts';

/** `throughline export`: all rows of a kind, as an import reads them. */
export function exportCommand(): Command {
  return new Command('export')
    .addArgument(new Argument('<kind>', 'what').choices(exportKindNames))
    .addOption(new Option('--format <format>', 'how').choices(['ndjson', 'csv']).default('ndjson'))
    .option('--out <file>', 'where to; stdout unless given')
    .description('write all customers, events, consents, suppressions, sent messages or runs to a file')
    .action(
      runCommand(async (settings, kind: string, { format, out }: { format: string; out?: string }) => {
        await writeStream(apiAccess(settings), `/v1/exports/${kind}?format=${format}`, out);
      }),
    );
}
