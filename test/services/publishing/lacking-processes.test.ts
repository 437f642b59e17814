import { newId } from '../../../core/base/id.ts';
import type { Kinds } from '../../../core/journey/kinds.ts';
import { knownKinds } from '../../../services/measurement/heartbeat.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { type ProcessDescription, writeHeartbeat } from '../../../store/measurement/processes.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates, welcome } from '../../support/journeys.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const all: Kinds = { ...knownKinds, job: ['deliver'] };
const start = async (more: Partial<ProcessDescription> = {}) => {
  const id = newId();
  await writeHeartbeat(db.database, {
    ...{ id, role: 'worker', version: '0.0.9', host: 'old-host', pid: 4711, kinds: all },
    ...more,
  });
  return id;
};
const publishWelcome = () =>
  publish(db.database, 'default', { journeys: [welcome({ settle: '1 second', timeout: '1 hour' })], templates });

it('publishes while every live process knows all kinds that the definition uses', async () => {
  await start();
  await start({ role: 'api', kinds: knownKinds }); // an API performs no jobs
  expect((await publishWelcome()).journeys).toMatchObject([{ id: 'welcome', version: 1 }]);
});

it.each([
  ['step type', 'wait-for', 'steps.'],
  ['entry', 'event', 'entry[0]'],
  ['exit', 'event', 'exit[0]'],
  ['input', 'job-settled', 'steps.'],
  ['job', 'deliver', 'steps.'],
  ['channel', 'email', 'steps.'],
  ['definition version', '1', '(all)'],
] as const)('refuses while a live worker lacks the %s "%s", and names it', async (family, kind, where) => {
  await start();
  await start({ kinds: { ...all, [family]: (all[family] ?? []).filter((known) => known !== kind) } });
  await expect(publishWelcome()).rejects.toMatchObject({
    problems: [
      {
        code: 'process-lacks-kind',
        where: expect.stringContaining(`welcome: ${where}`),
        problem: `The worker process 4711 on old-host (version 0.0.9) does not know the ${family} "${kind}".`,
        remedy: expect.stringContaining('Upgrade that process or stop it'),
      },
    ],
  });
  expect(await db.look('select 1 from journeys')).toEqual([]);
});

it('refuses while a live API lacks a kind, also one of a family that the API has never heard of', async () => {
  const { channel: _unknown, ...older } = knownKinds;
  await start({ role: 'api', version: '0.0.8', kinds: older });
  await expect(publishWelcome()).rejects.toMatchObject({
    problems: [{ problem: 'The API process 4711 on old-host (version 0.0.8) does not know the channel "email".' }],
  });
});

it('publishes again once the process is dead or stopped', async () => {
  const id = await start({ kinds: {} });
  await expect(publishWelcome()).rejects.toThrow('does not know');
  await db.look(`update processes set seen_at = seen_at - interval '31 seconds' where id = ? returning 1`, [id]);
  await expect(publishWelcome()).resolves.toMatchObject({ journeys: [{ version: 1 }] });
});
