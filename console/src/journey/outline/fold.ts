import type { OutlineRow } from '../../../../core/journey/draw/outline.ts';

/** A name of a row that stays while the journey does. */
export function keyOfRow(row: OutlineRow): string {
  if (row.kind === 'head') return `head ${row.part.root}`;
  return row.kind === 'step' ? `step ${row.step}` : `path ${row.step} ${row.path}`;
}

/** The rows without those beneath a folded one. */
export function foldedAway(rows: readonly OutlineRow[], folded: ReadonlySet<string>): readonly OutlineRow[] {
  const shown: OutlineRow[] = [];
  let above: number | undefined;
  for (const row of rows) {
    if (above !== undefined && row.level > above) continue;
    above = folded.has(keyOfRow(row)) ? row.level : undefined;
    shown.push(row);
  }
  return shown;
}

/** The nearest row above that this one is beneath. */
export function parentRow(rows: readonly OutlineRow[], row: OutlineRow): OutlineRow | undefined {
  return rows.slice(0, rows.indexOf(row)).findLast(({ level }) => level < row.level);
}
