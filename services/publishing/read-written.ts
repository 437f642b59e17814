import type { Problem } from '../../core/base/problem.ts';
import { SHOWN } from './publication.ts';

/** What a problem of it is named by: its id, else its place in the list. */
export function nameOfWritten(json: unknown, list: string, index: number): string {
  const id = (json as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id.slice(0, SHOWN) : `${list}[${index}]`;
}

/** What is valid of the definitions that were written, and what is wrong with the others, each under its id or its place. */
export function readWritten<Definition>(
  list: string,
  written: readonly unknown[],
  read: (json: unknown) => { readonly definition?: Definition | undefined; readonly problems: readonly Problem[] },
): { readonly definitions: readonly Definition[]; readonly problems: readonly Problem[] } {
  const found = written.map((json, index) => {
    const name = nameOfWritten(json, list, index);
    const { definition, problems } = read(json);
    return {
      definitions: definition === undefined ? [] : [definition],
      problems: problems.map((problem) => ({ ...problem, where: `${name}: ${problem.where}` })),
    };
  });
  return {
    definitions: found.flatMap(({ definitions }) => definitions),
    problems: found.flatMap(({ problems }) => problems),
  };
}
