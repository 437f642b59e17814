import { setTimeout as sleep } from 'node:timers/promises';

/** Asks an address again and again until it answers with a success, or until `signal` aborts. */
export async function untilOk(address: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (await isOk(address)) return;
    await sleep(50);
  }
}

async function isOk(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(2_000) });
    await response.text(); // or its connection stays open
    return response.ok;
  } catch {
    return false;
  }
}
