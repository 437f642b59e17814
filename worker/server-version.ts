/** Older servers do not know what we ask of them (time skipping's shape on the wire, among others). */
export const oldestServer = '1.32';

/** Is this version of the Temporal server, "1.32.0", new enough? */
export function isRecentServer(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestServer.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
