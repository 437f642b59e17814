/** Lets others have their turn of the process: a publication takes as long as it is large. */
export const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
