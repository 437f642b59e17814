/** How long something took is counted in classes, each so much longer than the one before: a median is right within 10 %. */
export const timeClassBase = 1.2;

/** The middle of a class, in milliseconds. The first class is up to 1.2 seconds. */
export function middleOfTimeClass(index: number): number {
  return Math.round(1000 * timeClassBase ** (index + 0.5));
}
