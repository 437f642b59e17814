import { print } from '../command-line.ts';

/** One line that is written over on a terminal; elsewhere a line each second. */
export interface Progress {
  show(text: string): void;
  end(): void;
}

export function openProgress(): Progress {
  let shownAt = performance.now(); // nothing can be said of the first moment
  let last = '';
  let open = false;
  const draw = (text: string): void => {
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${text}`);
    else print(text);
    open = process.stdout.isTTY;
    last = '';
  };
  return {
    show(text) {
      last = text;
      if (performance.now() - shownAt < (process.stdout.isTTY ? 100 : 1_000)) return;
      shownAt = performance.now();
      draw(text);
    },
    end() {
      if (last !== '') draw(last);
      if (open) process.stdout.write('\n');
    },
  };
}

/** "12,500 of 69,659 purchases, 18 %, 2,150/s, 27 s to go", by what was done since it was made. */
export function createPace(from: number, of: number, things: string): (place: number) => string {
  const startedAt = performance.now();
  return (place) => {
    const seconds = (performance.now() - startedAt) / 1_000;
    const pace = (place - from) / seconds;
    const left = pace > 0 ? `, ${grouped(pace)}/s, ${Math.ceil((of - place) / pace)} s to go` : '';
    return `${grouped(place)} of ${grouped(of)} ${things}, ${Math.floor((place / of) * 100)} %${left}`;
  };
}

export function grouped(count: number): string {
  return Math.round(count).toLocaleString('en');
}
