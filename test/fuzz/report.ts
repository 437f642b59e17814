import type { FuzzResult } from './fuzz.ts';
import type { Violation } from './ledger.ts';

/** Violations of a kind and a cause together: the first of each, the shortest input, and how many. */
export function groupViolations(violations: readonly Violation[]): { count: number; first: Violation }[] {
  const groups = new Map<string, { count: number; first: Violation }>();
  for (const violation of violations) {
    const name = `${violation.kind} ${violation.generator} ${violation.about.replace(/\d+/g, '#').slice(0, 60)}`;
    const known = groups.get(name);
    if (!known) groups.set(name, { count: 1, first: violation });
    else {
      known.count += 1;
      if (violation.input.length < known.first.input.length) known.first = violation;
    }
  }
  return [...groups.values()].sort((a, b) => a.first.kind.localeCompare(b.first.kind) || b.count - a.count);
}

export function describeViolation({ count, first }: { count: number; first: Violation }, seed: string): string {
  const { kind, generator, number, about, detail, input } = first;
  const command =
    number === undefined ? '' : `\n    npm run test:fuzz -- --seed ${seed} --only ${generator} --at ${number}`;
  return `${kind} (${count}×) ${generator}: ${about}\n    ${detail}\n    input: ${shortened(input)}${command}`;
}

export function describeResult({ violations, latency, ...counts }: FuzzResult, seed: string): string {
  return `seed ${seed}: ${violations.length} violations; ${JSON.stringify(counts)}; good calls in ms: ${JSON.stringify(latency)}`;
}

const shortened = (text: string) =>
  text.length > 500 ? `${text.slice(0, 300)} … (${text.length} characters) … ${text.slice(-60)}` : text;
