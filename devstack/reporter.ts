import type { WriteStream } from 'node:tty';

/**
 * What the person at the terminal reads: lines that stay, and below them one line of progress that is rewritten in place.
 * Where the output is no terminal (a file, CI), progress becomes an ordinary line every two seconds for each activity.
 * A reader that goes away (`npm start | head`) silences the reporter; it must not end the stack.
 */
export interface Reporter {
  say(line: string): void;
  /** What an activity is doing now, "" when it is over. */
  progress(activity: string, text: string): void;
  readonly style: { strong(text: string): string; faint(text: string): string; warning(text: string): string };
}

const progressEveryMs = 2_000;

export function createReporter(stream: NodeJS.WritableStream & Partial<WriteStream> = process.stdout): Reporter {
  const live = new Map<string, string>();
  const printedAt = new Map<string, number>();
  const isTerminal = stream.isTTY === true;
  const colours = isTerminal && stream.hasColors?.() === true;
  const paint = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  let silent = false;
  stream.on('error', () => {
    silent = true;
  });

  const write = (text: string): void => {
    if (!silent) stream.write(text);
  };
  const eraseLine = '\r\u001b[2K';
  const drawLive = (): void => {
    const text = [...live].map(([activity, what]) => `${activity}: ${what}`).join('   ');
    if (isTerminal && text !== '') write(`  ${text}`.slice(0, (stream.columns || 80) - 1));
  };

  return {
    style: { strong: paint(1), faint: paint(2), warning: paint(33) },
    say(line) {
      if (isTerminal && live.size > 0) write(eraseLine);
      write(`${line}\n`);
      drawLive();
    },
    progress(activity, text) {
      if (text === '') live.delete(activity);
      else live.set(activity, text);
      if (isTerminal) {
        write(eraseLine);
        drawLive();
      } else if (text !== '' && Date.now() - (printedAt.get(activity) ?? 0) >= progressEveryMs) {
        printedAt.set(activity, Date.now());
        write(`  ${activity}: ${text}\n`);
      }
    },
  };
}

/** "0.8 s", "12 s": how long something took, for people. */
export function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 9_950 ? 1 : 0)} s`;
}

/** For a line of progress: "12.5 of 42.4 MB (29 %)", or only what has come where the total is not known. */
export function inMegabytes(bytes: number, total?: number): string {
  const megabytes = (value: number): string => (value / 1_000_000).toFixed(1);
  if (total === undefined || total === 0) return `${megabytes(bytes)} MB`;
  return `${megabytes(bytes)} of ${megabytes(total)} MB (${Math.floor((100 * bytes) / total)} %)`;
}
