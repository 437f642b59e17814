/** Adds a kind to a registry of this process, as a newer program would have it. Gives how to take it away again. */
export function register<Kind>(registry: ReadonlyMap<string, Kind>, name: string, kind: Kind): () => void {
  if (registry.has(name)) throw new Error(`"${name}" is registered already`);
  const changing = registry as Map<string, Kind>;
  changing.set(name, kind);
  return () => void changing.delete(name);
}
