import { isRecentServer, oldestServer } from '../../worker/server-version.ts';
import { runToEnd } from '../processes/programs.ts';

/** The CLI that is fetched where none is given, the same from either source: server 1.32.0, web UI 2.54.1. */
export const pinnedCliVersion = '1.9.1';

export interface TemporalVersion {
  readonly cli: string;
  readonly server: string;
  readonly isRecent: boolean;
}

/** Asks the program itself: "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)". Rejects if it cannot run or says else. */
export async function readTemporalVersion(path: string, signal?: AbortSignal): Promise<TemporalVersion> {
  const answer = (await runToEnd(path, ['--version'], { signal, timeoutMs: 15_000 })).trim();
  const [, cli, server] = /version v?(\S+) \(Server v?([^,\s)]+)/.exec(answer) ?? [];
  if (cli === undefined || server === undefined)
    throw new Error(`it answers --version with "${answer.split('\n')[0]}"`);
  return { cli, server, isRecent: isRecentServer(server) };
}

export function tooOldInWords({ cli, server }: TemporalVersion): string {
  return `it is CLI ${cli} with server ${server}; Throughline needs server ${oldestServer} or newer`;
}
