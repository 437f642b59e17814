import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type System, startSystem } from '../kit/system.ts';

jest.setTimeout(120_000);

const log = path.join(__dirname, '../../../shared/data/cdnow_master.txt.gz');
const root = path.join(__dirname, '../..');
const whenThere = existsSync(log) ? it : it.skip;
if (!existsSync(log)) process.stderr.write(`skipped: the real purchase log is not at ${log}\n`);

let system: System;
beforeAll(async () => {
  system = await startSystem();
  await system.startWorker();
  expect(await throughline('push', path.join(root, 'examples/journeys/first-purchase.ts'))).toContain(
    'journey first-purchase v1: published',
  );
});
afterAll(() => system.stop());

function throughline(...argument: string[]): Promise<string> {
  const environment = {
    ...process.env,
    ...system.environment,
    THROUGHLINE_API_URL: system.apiUrl,
    THROUGHLINE_WRITE_KEY: system.writeKey,
    THROUGHLINE_ADMIN_KEY: system.adminKey,
    THROUGHLINE_MAILBOX_PORT: String(system.mailboxPort),
  };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [path.join(root, 'dist/cli/main.js'), ...argument],
      { env: environment },
      (error, stdout, stderr) => (error ? reject(new Error(`${stdout}\n${stderr}`)) : resolve(stdout)),
    );
  });
}
const replay = (...more: string[]) => throughline('replay', log, ...more);

whenThere(
  'real purchases, live: every customer has the first-purchase mail once, and the same slice again changes nothing',
  async () => {
    const first = await replay('--live', '--limit', '300');
    expect(first).toMatch(/300 purchases of (\d+) customers/);
    const customers = Number(/of (\d+) customers/.exec(first)?.[1]);
    expect(first).toContain(`accepted ${300 + customers}, duplicates 0`);
    expect(first).toContain(`runs entered ${customers}`);
    expect(first).toContain(`mails: ${customers} of ${customers} customers have theirs, 0 got one twice`);

    const again = await replay('--live', '--limit', '300');
    expect(again).toContain(`accepted 0, duplicates ${300 + customers}`);
    expect(again).toContain('runs entered 0');
    expect(await system.mails()).toHaveLength(customers);
    const [stored] = await system.db.look<{ purchases: number; dollars: string }>(
      `select count(*) as purchases, sum((properties ->> 'total')::numeric) as dollars from events where name = 'Order Completed'`,
    );
    expect(stored?.purchases).toBe(300);
  },
);

whenThere('real purchases as history enter nobody', async () => {
  const report = await replay('--limit', '400');
  expect(report).toContain('runs entered 0');
});
