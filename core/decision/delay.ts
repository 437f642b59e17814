/**
 * How rewards are delayed. A success counts when it comes; a decision counts as a trial as far as answers have come by its
 * age. So neither slow converters nor new candidates look bad.
 */
export const delayParts = 60;
const pseudoAnswers = 20;

/** The part of the window into which an answer of this age falls. */
export const delayPart = (age: number, window: number): number =>
  Math.min(delayParts - 1, Math.max(0, Math.floor((age / window) * delayParts)));

/**
 * The share of answers that have come by an age. `answers`: how many came in each part of the window, of decisions whose window
 * has passed. Before there are any, they are thought to come evenly.
 */
export function shareArrived(answers: readonly number[], window: number): (age: number) => number {
  const total = answers.reduce((sum, each) => sum + each, 0);
  const arrived: number[] = [];
  for (const each of answers) arrived.push((arrived.at(-1) ?? 0) + each);
  return (age) => {
    if (age >= window) return 1;
    const even = pseudoAnswers * Math.min(1, Math.max(0, age / window));
    return (even + (arrived[delayPart(age, window)] ?? 0)) / (pseudoAnswers + total);
  };
}
