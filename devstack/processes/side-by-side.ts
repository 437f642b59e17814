/**
 * Two parts of the stack brought up side by side. When one fails the other is broken off by its signal, what it had brought
 * up is taken down, and the first fault is thrown: what the other says about being broken off explains nothing.
 */
export interface Part {
  takeDown(): Promise<unknown>;
}

/** Takes in how to take something down; the last one in is the first to be called. */
export type WhenStopping = (takeDown: () => unknown) => void;

export async function bothOrNeither<First extends Part, Second extends Part>(
  signal: AbortSignal,
  first: (signal: AbortSignal) => Promise<First>,
  second: (signal: AbortSignal) => Promise<Second>,
  whenStopping: WhenStopping,
): Promise<[First, Second]> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  let fault: { readonly error: unknown } | undefined;
  const watched = async <One extends Part>(
    bringUpOne: (signal: AbortSignal) => Promise<One>,
  ): Promise<One | undefined> => {
    try {
      return await bringUpOne(either);
    } catch (error) {
      fault ??= { error };
      failed.abort();
      return undefined;
    }
  };
  const [one, other] = await Promise.all([watched(first), watched(second)]);
  if (one !== undefined && other !== undefined) {
    whenStopping(async () => {
      await other.takeDown();
      await one.takeDown();
    });
    return [one, other];
  }
  await Promise.all([one?.takeDown(), other?.takeDown()]);
  throw fault?.error;
}
