import type { Interval } from '../../../core/statistics/interval.ts';
import { counted, percent, picture, rect, text } from './svg.ts';

const wide = 720;

/** Horizontal bars, the longest first as they are given. */
export function barsPicture(
  title: string,
  bars: readonly { readonly name: string; readonly n: number; readonly words?: string | undefined }[],
): string {
  const greatest = Math.max(1e-9, ...bars.map(({ n }) => n));
  const content = bars.flatMap(({ name, n, words }, index) => {
    const y = index * 30;
    const label = words ?? counted(n);
    return [
      text(250, y + 20, name, '', 'end'),
      rect(260, y + 6, (n / greatest) * 350, 18, 'bar', `${name}: ${label}`),
      text(268 + (n / greatest) * 350, y + 20, label, 'small'),
    ];
  });
  return picture(wide, bars.length * 30 + 4, title, content);
}

const palette = 8;

/** Stacked columns by week; each series has its own colour and stands in the legend. */
export function columnsPicture(
  title: string,
  weeks: readonly Readonly<Record<string, number>>[],
  label: (value: number) => string,
): string {
  const names = [...new Set(weeks.flatMap((week) => Object.keys(week)))];
  const totals = weeks.map((week) => Object.values(week).reduce((sum, n) => sum + n, 0));
  const greatest = Math.max(1e-9, ...totals);
  const [left, top, height] = [70, 10, 190];
  const step = (wide - left - 10) / Math.max(1, weeks.length);
  const columns = weeks.flatMap((week, index) => {
    let y = top + height;
    return names.map((name, series) => {
      const size = ((week[name] ?? 0) / greatest) * height;
      y -= size;
      return rect(
        left + index * step + 2,
        y,
        step - 4,
        size,
        `series${series % palette}`,
        `week ${index + 1}, ${name}: ${label(week[name] ?? 0)}`,
      );
    });
  });
  const every = Math.ceil(weeks.length / 16);
  const axis = weeks.flatMap((_, index) =>
    index % every === 0
      ? [text(left + (index + 0.5) * step, top + height + 18, String(index + 1), 'small', 'middle')]
      : [],
  );
  const legend = names.flatMap((name, series) => [
    rect(left + series * 130, top + height + 34, 12, 12, `series${series % palette}`),
    text(left + 18 + series * 130, top + height + 45, name, 'small'),
  ]);
  const scale = [0, 0.5, 1].flatMap((part) => [
    rect(left, top + height * (1 - part), wide - left - 10, 1, 'grid'),
    text(left - 8, top + height * (1 - part) + 5, label(greatest * part), 'small', 'end'),
  ]);
  return picture(wide, top + height + 56, title, [...scale, ...columns, ...axis, ...legend]);
}

/** Shares with their intervals, as points and whiskers on one scale. */
export function whiskersPicture(
  title: string,
  rows: readonly {
    readonly name: string;
    readonly share: number;
    readonly interval: Interval;
    readonly words: string;
  }[],
): string {
  const most = Math.max(1e-9, ...rows.map(({ interval }) => interval[1])) * 1.05;
  const at = (share: number) => 260 + (share / most) * 250;
  const content = rows.flatMap(({ name, share, interval: [least, greatest], words }, index) => {
    const y = index * 36 + 22;
    return [
      text(250, y + 5, name, '', 'end'),
      rect(at(least), y - 1, at(greatest) - at(least), 2, 'whisker'),
      rect(at(least), y - 6, 2, 12, 'whisker'),
      rect(at(greatest) - 2, y - 6, 2, 12, 'whisker'),
      `<circle cx="${at(share).toFixed(1)}" cy="${y}" r="5" class="point"/>`,
      text(at(greatest) + 12, y + 5, words, 'small'),
    ];
  });
  const scale = [0, 0.5, 1].map((part) =>
    text(at((most / 1.05) * part), rows.length * 36 + 22, percent((most / 1.05) * part), 'small', 'middle'),
  );
  return picture(wide, rows.length * 36 + 30, title, [...content, ...scale]);
}
