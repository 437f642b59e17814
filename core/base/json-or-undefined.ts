/** What a text is JSON of; undefined where it is none. For texts of others, whose faults are no news. */
export function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
