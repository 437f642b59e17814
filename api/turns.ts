/** Lets at most `places` at a time do something; the others wait in the order they came. */
export function createTurns(places: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy >= places) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift(); // who comes next takes over the place
      if (next) next();
      else busy -= 1;
    }
  };
}
