import type { JourneyDefinition } from '../../core/journey/definition/index.ts';

/** Bytes of JSON that are kept at most. In memory a definition takes some times as much. */
const MOST_BYTES = 16 * 1024 * 1024;

export interface KeptDefinition {
  readonly definition: JourneyDefinition;
  /** Of its JSON. */
  readonly bytes: number;
  /** The catalog version at which it was read: a later publish may have changed its titles, but not its meaning. */
  readonly catalogVersion: number;
}

/** Definitions that were used last, up to a number of bytes: versions are never deleted, so there is no end to them. */
export interface DefinitionMemory {
  find(key: string): KeptDefinition | undefined;
  keep(key: string, kept: KeptDefinition): void;
  bytes(): number;
}

export function createDefinitionMemory(mostBytes = MOST_BYTES): DefinitionMemory {
  const byKey = new Map<string, KeptDefinition>(); // the one used longest ago comes first
  let bytes = 0;
  function drop(key: string): void {
    bytes -= byKey.get(key)?.bytes ?? 0;
    byKey.delete(key);
  }
  return {
    find(key) {
      const kept = byKey.get(key);
      if (!kept) return undefined;
      byKey.delete(key);
      byKey.set(key, kept);
      return kept;
    },
    keep(key, kept) {
      drop(key);
      if (kept.bytes > mostBytes) return;
      byKey.set(key, kept);
      bytes += kept.bytes;
      for (const oldest of byKey.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
    },
    bytes: () => bytes,
  };
}
