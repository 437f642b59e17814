import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until something is there; fails with what was seen last. */
export async function eventually<Seen>(
  look: () => Promise<Seen>,
  enough: (seen: Seen) => boolean,
  withinMs = 30_000,
): Promise<Seen> {
  const until = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (enough(seen)) return seen;
    if (Date.now() > until)
      throw new Error(`not within ${withinMs} ms; last seen: ${JSON.stringify(seen)?.slice(0, 2_000)}`);
    await pause(50);
  }
}

/** The same with assertions: until they pass; fails as they failed last. */
export async function eventuallyPasses(assert: () => void | Promise<void>, withinMs = 30_000): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await assert();
    } catch (failed) {
      if (Date.now() > until) throw failed;
      await pause(50);
    }
  }
}
