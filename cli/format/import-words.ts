import type { z } from 'zod';
import type { getImport } from '../../api/operations/transfer/get-import.ts';
import type { listImports } from '../../api/operations/transfer/list-imports.ts';
import { grouped } from './progress.ts';
import { inUtc } from './utc.ts';

type Listed = z.input<typeof listImports.answer.schema>['items'][number];
type Shown = z.input<typeof getImport.answer.schema>;

export function importsInWords(imports: readonly Listed[]): string[] {
  return imports.map(
    (each) => `${each.id}  ${inUtc(each.startedAt)}  ${each.kind.padEnd(12)}  ${each.file}: ${stateOf(each)}`,
  );
}

export function importInWords(shown: Shown): string[] {
  const { id, kind, file, isLive, startedBy, startedAt, updatedAt, endedAt, failed, problems } = shown;
  return [
    `${file}: ${stateOf(shown)}`,
    `  ${kind}${isLive ? ', live' : ''}, import ${id}, by ${startedBy}`,
    `  began ${inUtc(startedAt)}, ${endedAt === null ? `last rows ${inUtc(updatedAt)}` : `ended ${inUtc(endedAt)}`}`,
    ...problems.map(
      ({ row, code, where, problem }) => `  row ${grouped(row)}: ${where && `${where}: `}${problem} (${code})`,
    ),
    ...(failed > problems.length && problems.length > 0
      ? [`  and ${grouped(failed - problems.length)} more rows: see <file>.errors.ndjson where the file is`]
      : []),
  ];
}

function stateOf({ state, total, done, skipped, failed, warned, entered }: Listed): string {
  const answered = done + skipped + failed;
  const share = total === null || total === 0 ? '' : `, ${Math.floor((answered / total) * 100)} %`;
  const of = total === null ? grouped(answered) : `${grouped(answered)} of ${grouped(total)}`;
  const parts = [
    `${grouped(done)} stored`,
    ...(skipped > 0 ? [`${grouped(skipped)} stored before`] : []),
    ...(failed > 0 ? [`${grouped(failed)} failed`] : []),
    ...(warned > 0 ? [`${grouped(warned)} warnings`] : []),
    ...(entered > 0 ? [`${grouped(entered)} runs entered`] : []),
  ];
  return `${state}${share}, ${of} rows: ${parts.join(', ')}`;
}
