import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { useKeys } from '../keys/keys.ts';
import { wordsOfDesign as words } from '../words/design.ts';
import { IconButton } from './button.tsx';
import { Checkbox } from './field.tsx';
import css from './table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** The first link in a row is where Enter and a click on the row go. */
  readonly cell: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** As CSS: "12ch", "30%". */
  readonly width?: string;
}

export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly onChange: (keys: ReadonlySet<string>) => void;
}

export interface Paging {
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
}

export interface TableProps<Row> {
  /** Read aloud: what the rows are. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What a row is called where it is selected. */
  readonly rowName?: (row: Row) => string;
  readonly selection?: Selection;
  readonly paging?: Paging;
  /** Rows of 28 px. */
  readonly isDense?: boolean;
  /** Without J, K and X: a second table of a page. */
  readonly hasNoKeys?: boolean;
}

/** A plain table of a page of rows: find-in-page, printing and links keep working. */
export function Table<Row>(props: TableProps<Row>): ReactNode {
  const { label, columns, rows, rowKey, selection, paging, isDense = false } = props;
  const table = useRef<HTMLTableElement>(null);
  useTableKeys(props, table);
  return (
    <div className={css.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label={label}>
        <table ref={table} className={`${css.table} ${isDense ? css.dense : ''}`} aria-label={label}>
          <thead>
            <tr>
              {selection && (
                <th scope="col" className={css.tick}>
                  <SelectAll rows={rows} rowKey={rowKey} selection={selection} />
                </th>
              )}
              {columns.map(({ id, title, isNumber, width }) => (
                <th key={id} scope="col" className={isNumber ? css.number : ''} style={width ? { width } : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <TableRow key={rowKey(row)} row={row} {...props} />
            ))}
          </tbody>
        </table>
      </section>
      {paging && <Pages rows={rows.length} {...paging} />}
    </div>
  );
}

function TableRow<Row>({
  row,
  columns,
  rowKey,
  rowName,
  selection,
}: TableProps<Row> & { readonly row: Row }): ReactNode {
  const key = rowKey(row);
  const isSelected = selection?.keys.has(key) ?? false;
  return (
    <tr data-key={key} data-selected={isSelected || undefined} onClick={openRow}>
      {selection && (
        <td className={css.tick}>
          <Checkbox
            label={words.table.selectRow(rowName?.(row) ?? key)}
            hasHiddenLabel
            isSelected={isSelected}
            onChange={() => toggle(selection, key)}
          />
        </td>
      )}
      {columns.map(({ id, cell, isNumber }) => (
        <td key={id} className={isNumber ? css.number : ''}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

function SelectAll<Row>(
  props: Pick<TableProps<Row>, 'rows' | 'rowKey'> & { readonly selection: Selection },
): ReactNode {
  const { rows, rowKey, selection } = props;
  const chosen = rows.filter((row) => selection.keys.has(rowKey(row))).length;
  const isAll = rows.length > 0 && chosen === rows.length;
  return (
    <Checkbox
      label={words.table.selectAll}
      hasHiddenLabel
      isSelected={isAll}
      isIndeterminate={chosen > 0 && !isAll}
      onChange={() => selection.onChange(new Set(isAll ? [] : rows.map(rowKey)))}
    />
  );
}

function Pages({ rows, hasPrevious, hasNext, onPrevious, onNext }: Paging & { readonly rows: number }): ReactNode {
  useKeys([
    { keys: '[', what: words.table.previous, act: () => hasPrevious && onPrevious() },
    { keys: ']', what: words.table.next, act: () => hasNext && onNext() },
  ]);
  return (
    <div className={css.pages}>
      <span>{words.table.page(rows)}</span>
      <IconButton
        label={words.table.previous}
        icon={<ChevronLeft aria-hidden="true" />}
        isDisabled={!hasPrevious}
        onPress={onPrevious}
      />
      <IconButton
        label={words.table.next}
        icon={<ChevronRight aria-hidden="true" />}
        isDisabled={!hasNext}
        onPress={onNext}
      />
    </div>
  );
}

const openable = 'a[href], button:not([type="hidden"])';

/** A click anywhere in the row follows its first link, but for clicks on what acts by itself and for marked text. */
function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  const target = event.target as Element;
  if (target.closest('a, button, input, label, [role="checkbox"]') || !window.getSelection()?.isCollapsed) return;
  event.currentTarget.querySelector<HTMLElement>('a[href]')?.click();
}

function toggle(selection: Selection, key: string): void {
  const keys = new Set(selection.keys);
  if (!keys.delete(key)) keys.add(key);
  selection.onChange(keys);
}

function useTableKeys<Row>(
  { rows, selection, hasNoKeys = false }: TableProps<Row>,
  table: React.RefObject<HTMLTableElement | null>,
): void {
  const bodyRows = () => [...(table.current?.tBodies[0]?.rows ?? [])];
  const move = (by: 1 | -1) => {
    const all = bodyRows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[at === -1 ? (by === 1 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
    const target = next?.querySelector<HTMLElement>('a[href]') ?? next?.querySelector<HTMLElement>(openable);
    target?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  const keys = words.table.keys;
  const select = () => {
    const key = bodyRows().find((row) => row.contains(document.activeElement))?.dataset.key;
    if (key !== undefined && selection) toggle(selection, key);
  };
  useKeys(
    [
      { keys: 'j', what: keys.down, act: () => move(1) },
      { keys: 'k', what: keys.up, act: () => move(-1) },
      ...(selection ? [{ keys: 'x', what: keys.select, act: select }] : []),
    ],
    !hasNoKeys && rows.length > 0,
  );
}
