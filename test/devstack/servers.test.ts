import { chmodSync } from 'node:fs';
import { readSettings } from '../../config/settings.ts';
import { withClient } from '../../devstack/postgres/postgres.ts';
import { createChildRecords } from '../../devstack/processes/child-records.ts';
import { createReporter } from '../../devstack/reporter.ts';
import { bringUpDatabase } from '../../devstack/servers.ts';
import { freePort, useFolder } from './support.ts';

const folder = useFolder();

it('refuses data of before the initial schema, names the folder to delete, and stops its PostgreSQL', async () => {
  chmodSync(folder(), 0o755); // PostgreSQL runs as another user where we are root
  const settings = readSettings({
    THROUGHLINE_DATA: folder(),
    THROUGHLINE_POSTGRES_PORT: String(await freePort()),
  });
  const bringUp = () =>
    bringUpDatabase(
      { settings, dataFolder: folder(), logFolder: folder() },
      {
        records: createChildRecords(folder()),
        reporter: createReporter(),
        signal: new AbortController().signal,
        say: () => {},
      },
    );
  const first = await bringUp();
  await withClient(first.database.url, async (client) => {
    await client.query(`update schema_migrations set name = '0001-spine'`);
  });
  await first.takeDown();
  await expect(bringUp()).rejects.toMatchObject({
    problems: [{ code: 'schema-of-before', remedy: expect.stringContaining(`Delete the folder ${folder()}`) }],
  });
  await expect(withClient(first.database.url, async () => {})).rejects.toThrow();
});
