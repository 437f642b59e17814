import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { createChance } from './chance.ts';
import { publication } from './journeys.ts';
import { startPlay } from './play.ts';
import { reconcile } from './reconciliation/reconcile.ts';
import { startTargets } from './targets.ts';

/** The more are on their way, the more places a run can be found at. In `npm test`: test/system/rebuild.test.ts. */
const CUSTOMERS = 300;
jest.setTimeout(900_000);

const run = promisify(execFile);

/** The truth of a run is in PostgreSQL: Temporal's data may be deleted while customers are on their way. */
it("Temporal's data is lost under load: after `throughline rebuild` every open run goes on at its step, nothing twice", async () => {
  const targets = await startTargets(publication);
  const rebuild = async (...more: string[]) => {
    const program = path.join(__dirname, '../../dist/cli/main.js');
    const { stdout } = await run(process.execPath, [program, 'rebuild', ...more], { env: targets.environment });
    return stdout;
  };
  const chance = createChance('lost');
  const play = startPlay(targets, { customers: CUSTOMERS, spreadMs: 8_000, giveUpAfterMs: 120_000, chance });
  try {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    await targets.stopTemporal();
    // Intake goes on meanwhile: the load does not wait for Temporal.
    const [before] = await targets.look<{ events: number }>('select count(*) as events from events');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const [after] = await targets.look<{ events: number }>('select count(*) as events from events');
    expect(after?.events).toBeGreaterThan(before?.events ?? 0);

    await targets.startTemporal({ withoutData: true });
    expect(await rebuild('--dry-run')).toMatch(/[1-9]\d* open runs, [1-9]\d* of them without a workflow/);
    await rebuild();
    const played = await play.finish(() => {});
    const reconciliation = await reconcile(targets.look, played);
    const { lost, double, afterConsent, overCap, atNight } = reconciliation;
    const nothing = { lost: [], double: [], afterConsent: [], overCap: [], atNight: [] };
    expect({ lost, double, afterConsent, overCap, atNight }).toEqual(nothing);
    expect(reconciliation.counts.runs).toBeGreaterThan(CUSTOMERS * 1.6);
    expect(await rebuild('--dry-run')).toBe(
      '0 open runs, 0 of them without a workflow\n0 workflows without an open run\n',
    );

    // The reverse: a workflow without a run is found, and ends.
    const connection = await Connection.connect({ address: targets.temporal.address });
    const client = new Client({ connection, namespace: targets.temporal.namespace });
    const orphan = await client.workflow.start('journeyRun', {
      workflowId: 'welcome/01a2042f-b4e2-72fe-95bd-718adb295762',
      taskQueue: 'nobody-listens',
      args: [{ journeyRunId: '01a2042f-b4e2-72fe-95bd-718adb295762' }],
    });
    let seen = '';
    while (!seen.includes('1 workflows without an open run')) seen = await rebuild('--dry-run'); // visibility lags a little
    await orphan.terminate();
    await connection.close();
  } finally {
    play.stop();
    await targets.stop();
  }
});
