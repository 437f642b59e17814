import type { Database } from '../../store/database/database.ts';
import { addBlockedEntries } from '../../store/measurement/blocked-entries.ts';
import type { BlockedEntry } from './enter.ts';

/**
 * Counts entries that opened no run. Intake's transaction writes nothing for them: they are counted in memory after its
 * commit, and added up in PostgreSQL every few seconds. A process that is killed loses what it has not flushed.
 */
export interface BlockedEntries {
  count(workspace: string, at: number, blocked: readonly BlockedEntry[]): void;
  /** What can't be written is counted on. */
  flush(database: Database): Promise<void>;
}

const HOUR_MS = 3_600_000;

interface Count extends BlockedEntry {
  readonly workspace: string;
  readonly hour: number;
  entries: number;
}

export function createBlockedEntries(): BlockedEntries {
  let counts = new Map<string, Count>();

  function add(key: Omit<Count, 'entries'>, entries: number): void {
    const { workspace, journeyId, hour, reason } = key;
    const name = JSON.stringify([workspace, journeyId, hour, reason]);
    const count = counts.get(name);
    if (count) count.entries += entries;
    else counts.set(name, { ...key, entries });
  }

  return {
    count(workspace, at, blocked) {
      const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
      for (const { journeyId, reason } of blocked) add({ workspace, journeyId, reason, hour }, 1);
    },
    async flush(database) {
      if (counts.size === 0) return;
      const taken = [...counts.values()];
      counts = new Map();
      try {
        await addBlockedEntries(database, taken);
      } catch (error) {
        for (const { entries, ...key } of taken) add(key, entries);
        throw error;
      }
    },
  };
}
