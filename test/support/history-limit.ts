import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findTemporal } from './servers.ts';

/**
 * Makes the Temporal server that is started next suggest a new link after so many events instead of 4,096. The server's
 * settings are the product's own, so a program of ours takes the place of the Temporal CLI and adds this one. Gives how to put
 * it back.
 */
export async function lowerHistoryLimit(events: number): Promise<() => void> {
  const before = process.env.THROUGHLINE_TEMPORAL_BINARY;
  const binary = await findTemporal();
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-histories-'));
  const program = path.join(folder, 'temporal');
  writeFileSync(
    program,
    `#!/bin/sh\n[ "$1" = server ] && set -- "$@" --dynamic-config-value limit.historyCount.suggestContinueAsNew=${events}\nexec '${binary.path}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  process.env.THROUGHLINE_TEMPORAL_BINARY = program;
  return () => {
    if (before === undefined) delete process.env.THROUGHLINE_TEMPORAL_BINARY;
    else process.env.THROUGHLINE_TEMPORAL_BINARY = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
