import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { createChance } from './chance.ts';
import { publication } from './journeys.ts';
import { startPlay } from './play.ts';
import { reconcile } from './reconciliation/reconcile.ts';
import { startTargets } from './targets.ts';

/**
 * So long that the pauses of runs and clients have reached their longest. THROUGHLINE_OUTAGE_SECONDS says another length.
 * In `npm test`, chaos.test.ts stops PostgreSQL under load, servers-away.test.ts reads the pauses from the history, and
 * contract.test.ts the 503 with Retry-After.
 */
const SECONDS = Number(process.env.THROUGHLINE_OUTAGE_SECONDS ?? 120);
jest.setTimeout(240_000 + SECONDS * 1_000);

it(`PostgreSQL unavailable for ${SECONDS} s: the API says 503 with Retry-After, runs pause at few events, and all goes on soon after`, async () => {
  const targets = await startTargets(publication);
  const giveUpAfterMs = 200_000 + SECONDS * 1_000;
  const chance = createChance('outage');
  const play = startPlay(targets, { customers: 60, spreadMs: 6_000, giveUpAfterMs, chance });
  try {
    await pause(4_000);
    const statuses: number[] = [];
    await targets.withoutPostgres(async () => {
      const until = Date.now() + SECONDS * 1_000;
      while (Date.now() < until) {
        const response = await fetch(`${targets.apiUrl}/v1/track`, {
          method: 'POST',
          headers: { authorization: `Bearer ${targets.writeKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ event: 'Seen', userId: 'somebody' }),
        });
        statuses.push(response.status);
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
        await pause(500);
      }
    });
    const backAt = Date.now();
    expect(new Set(statuses)).toEqual(new Set([503]));
    const played = await play.finish(() => {});
    const recoverySeconds = (Date.now() - backAt) / 1_000;
    const reconciliation = await reconcile(targets.look, played);
    const { lost, double, afterConsent, overCap, atNight } = reconciliation;
    const nothing = { lost: [], double: [], afterConsent: [], overCap: [], atNight: [] };
    expect({ lost, double, afterConsent, overCap, atNight }).toEqual(nothing);

    const connection = await Connection.connect({ address: targets.temporal.address });
    const client = new Client({ connection, namespace: targets.temporal.namespace });
    let most = 0;
    for await (const { workflowId } of client.workflow.list()) {
      const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
      most = Math.max(most, events?.length ?? 0);
    }
    await connection.close();
    process.stderr.write(
      `outage of ${SECONDS} s: longest history ${most} events, at rest ${recoverySeconds.toFixed(0)} s after it, unknown ${reconciliation.unknown}\n`,
    );
    // A run without an outage has 33 events at the most; the outage may cost about fifty.
    expect(most).toBeLessThan(33 + 55);
  } finally {
    play.stop();
    await targets.stop();
  }
});
