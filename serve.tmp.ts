import { createServer } from 'node:http';
import pino from 'pino';
import { createApi } from './api/app.ts';
import { createKey } from './store/access/keys.ts';
import { openDatabase } from './store/database/database.ts';
import { migrate } from './store/migrations/migrate.ts';
import { publish } from './services/publishing/publish.ts';
import { trialJourney, publication } from './api/operations/journeys/examples.ts';
import { writeFileSync } from 'node:fs';
const url = 'postgres://throughline@127.0.0.1:54999/throughline';
(async () => {
  await migrate(url);
  const database = openDatabase({ url });
  const key = await createKey(database, { workspace: 'default', kind: 'admin', title: 'looker' });
  const write = await createKey(database, { workspace: 'default', kind: 'server', title: 'sender' });
  await publish(database, 'default', publication as never, 'looker').catch((e) => console.log('publish', e.message));
  writeFileSync('/tmp/ed-key', JSON.stringify({ key, write }));
  createServer(createApi({ database, logger: pino({ level: 'warn' }), testMode: true } as never).app).listen(4977, '127.0.0.1', () => console.log('up'));
})();
