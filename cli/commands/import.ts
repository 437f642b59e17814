import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync, rmSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { getImport } from '../../api/operations/transfer/get-import.ts';
import { importRows } from '../../api/operations/transfer/import-rows.ts';
import { listImports } from '../../api/operations/transfer/list-imports.ts';
import { apiAccess } from '../../config/connections.ts';
import type { Settings } from '../../config/settings.ts';
import { canonicalJson } from '../../core/base/canonical-json.ts';
import { ProblemError } from '../../core/base/problem.ts';
import { readMoment } from '../../core/base/read-moment.ts';
import { type Mapping, readMapping } from '../../core/transfer/mapping.ts';
import { countRecords, type ImportTotals, importFile } from '../../services/transfer/import-file.ts';
import type { RowProblem } from '../../services/transfer/import-rows.ts';
import { type ImportKindName, importKindNames, importKinds } from '../../services/transfer/kinds/index.ts';
import { openPlace } from '../../services/transfer/place.ts';
import { factsOfFile } from '../../services/transfer/read-records.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { importInWords, importsInWords } from '../format/import-words.ts';
import { grouped, openProgress } from '../format/progress.ts';

interface ImportFlags {
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly live?: boolean;
  readonly asOf?: number;
  readonly errors?: string;
  readonly resume?: boolean;
}

/** `throughline import`: what another system knows, from its CSV and NDJSON files. */
export function importCommand(): Command {
  const command = new Command('import').description(
    'take over what another system knows: customers, events, consents, suppressions, past messages',
  );
  for (const kind of importKindNames) command.addCommand(importOf(kind));
  return command.addCommand(listCommand()).addCommand(showCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('list imports, the newest first, with how far each has come')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { json = false }: { json?: boolean }) => {
        const answer = await callOperation(apiAccess(settings), listImports, { query: {} });
        if (json) return print(JSON.stringify(answer, undefined, 2));
        print(answer.items.length === 0 ? 'No imports found.' : importsInWords(answer.items).join('\n'));
      }),
    );
}

function showCommand(): Command {
  return new Command('show')
    .argument('<id>', 'as `import list` shows it')
    .description('how far an import has come, and what was wrong with its first rows that failed')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, id: string, { json = false }: { json?: boolean }) => {
        const answer = await callOperation(apiAccess(settings), getImport, { params: { id } });
        print(json ? JSON.stringify(answer, undefined, 2) : importInWords(answer).join('\n'));
      }),
    );
}

function importOf(kind: ImportKindName): Command {
  return new Command(kind)
    .argument('<file>', 'CSV or NDJSON, in UTF-8; gzipped or not')
    .description(importKinds[kind].words)
    .option(
      '--mapping <file>',
      'JSON: field of the row ▸ column of the file; without it, columns are named like fields',
    )
    .option('--dry-run', 'read every row and report; store nothing')
    .option('--live', 'as if it happened now: events may enter journeys')
    .option(
      '--as-of <moment>',
      'when the file was written, for rows without a time; its change time unless given',
      moment,
    )
    .option('--errors <file>', 'where rows that were not taken are listed; <file>.errors.ndjson unless given')
    .option('--resume', 'go on where an earlier import of this file was stopped')
    .action(runCommand((settings, file: string, flags: ImportFlags) => runImport(settings, kind, file, flags)));
}

async function runImport(settings: Settings, kind: ImportKindName, file: string, flags: ImportFlags): Promise<void> {
  const { dryRun = false, live = false } = flags;
  const mapping = flags.mapping === undefined ? undefined : mappingIn(flags.mapping);
  const { digest, bytes, changedAt } = await factsOfFile(file);
  const asOf = Math.min(flags.asOf ?? changedAt, Date.now());
  const access = apiAccess(settings);
  const how = [kind, digest, digestOf(mapping), ...(live ? ['live'] : []), ...(dryRun ? ['dry-run'] : [])].join('-');
  const place = openPlace(settings.dataFolder, { name: how, apiUrl: access.apiUrl });
  const left = place.read();
  const after = flags.resume ? left : 0;
  print(`${file}: ${kind}, as of ${new Date(asOf).toISOString()}${dryRun ? '; a dry run, nothing is stored' : ''}`);
  if (after > 0) print(`going on after row ${grouped(after)}`);
  else if (left > 0) print(`an earlier import stopped after row ${grouped(left)}: --resume goes on there`);

  const errors = openErrors(flags.errors ?? `${file}.errors.ndjson`, after > 0);
  const progress = openProgress();
  const startedAt = performance.now();
  const body = {
    ...{ name: `${digest}${live ? '-live' : ''}`, asOf: new Date(asOf).toISOString(), live, dryRun },
    ...{ id: place.importId(after > 0), file: path.basename(file).slice(-200), total: await countRecords(file) },
  };
  try {
    const totals = await importFile({
      ...{ file, kind, mapping, after },
      send: (rows, refused) =>
        callOperation(
          access,
          importRows,
          { params: { kind }, body: { ...body, rows: [...rows], refused: refused.map(told) } },
          120_000,
        ),
      report: (problems) => errors.write(problems),
      onProgress({ row, rows, bytes: read }) {
        place.keep(row);
        const perSecond = rows / ((performance.now() - startedAt) / 1_000);
        progress.show(`${grouped(rows)} rows, ${Math.floor((read / bytes) * 100)} %, ${grouped(perSecond)}/s`);
      },
    });
    progress.end();
    place.forget();
    print(totalsInWords(totals, (performance.now() - startedAt) / 1_000));
    if (!dryRun) print(`Listed as ${body.id}: throughline import show ${body.id}`);
    if (totals.refused > 0) process.exitCode = 1;
  } catch (thrown) {
    progress.end();
    print('Stopped: rows that were answered for are in. Go on with --resume.');
    throw thrown;
  } finally {
    const written = await errors.end();
    if (written) print(`Rows that need a look: ${written}`);
  }
}

/** Within the limits of the API. */
function told({ row, code, where, problem, remedy }: RowProblem) {
  return { row, code, where: where.slice(0, 300), problem: problem.slice(0, 500), remedy: remedy.slice(0, 500) };
}

function totalsInWords(
  { rows, accepted, duplicates, entered, refused, warned }: ImportTotals,
  seconds: number,
): string {
  const parts = [
    `${grouped(accepted)} accepted`,
    `${grouped(duplicates)} duplicates`,
    `${grouped(refused)} refused`,
    ...(warned > 0 ? [`${grouped(warned)} warnings`] : []),
    ...(entered > 0 ? [`${grouped(entered)} runs entered`] : []),
  ];
  return `${grouped(rows)} rows in ${seconds.toFixed(1)} s: ${parts.join(', ')}.`;
}

/** The file is made with the first line: most imports need none. An earlier one of the same file is replaced. */
function openErrors(file: string, goesOn: boolean) {
  let stream: WriteStream | undefined;
  if (!goesOn) rmSync(file, { force: true });
  return {
    write(problems: readonly RowProblem[]) {
      if (problems.length === 0) return;
      stream ??= createWriteStream(file, { flags: 'a', mode: 0o600 });
      for (const problem of problems) stream.write(`${JSON.stringify(problem)}\n`);
    },
    async end(): Promise<string | undefined> {
      const open = stream;
      if (!open) return undefined;
      await new Promise<void>((resolve) => open.end(resolve));
      return file;
    },
  };
}

function mappingIn(file: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const remedy = 'Give the path of a JSON file.';
    throw new ProblemError([
      { code: 'mapping-unreadable', where: file, problem: 'it is not there, or no JSON', remedy },
    ]);
  }
  return readMapping(json, file);
}

/** Another mapping is another import. */
function digestOf(mapping: Mapping | undefined): string {
  return mapping ? createHash('sha256').update(canonicalJson(mapping)).digest('hex').slice(0, 8) : 'unmapped';
}

function moment(text: string): number {
  const at = readMoment(text);
  if (at === undefined) throw new InvalidArgumentError('Write it as in 2026-03-02T20:10Z.');
  return at;
}
