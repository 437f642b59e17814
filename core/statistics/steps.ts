/** Long arithmetic in steps: who runs it decides what happens between two of them. */
export type Steps<Result> = Generator<void, Result, void>;

export function runToEnd<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
