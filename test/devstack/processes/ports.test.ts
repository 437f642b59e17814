import { createServer, type Server } from 'node:net';
import { checkPorts } from '../../../devstack/processes/ports.ts';
import { freePort } from '../support.ts';

const host = '127.0.0.1';
let taken: Server;
let takenPort: number;

beforeEach(async () => {
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, host, resolve));
  takenPort = (taken.address() as { port: number }).port;
});
afterEach(() => new Promise((resolve) => taken.close(resolve)));

test('free ports pass, and are free again afterwards', async () => {
  const port = await freePort();
  const wanted = [{ port, host, wantedBy: 'the API', variable: 'THROUGHLINE_API_PORT' }];
  await checkPorts(wanted);
  await checkPorts(wanted);
});

test('a taken port is reported with who wanted it, who has it and the variable to set', async () => {
  const checking = checkPorts([{ port: takenPort, host, wantedBy: 'the API', variable: 'THROUGHLINE_API_PORT' }]);
  await expect(checking).rejects.toThrow(
    new RegExp(`port ${takenPort}: wanted by the API, but taken by process ${process.pid} .*\\n.*THROUGHLINE_API_PORT`),
  );
});

test('all problems are reported at once, also a port that two are to have', async () => {
  const twice = await freePort();
  const checking = checkPorts([
    { port: takenPort, host, wantedBy: 'the API', variable: 'API_PORT' },
    { port: twice, host, wantedBy: 'the mailbox', variable: 'MAILBOX_PORT' },
    { port: twice, host, wantedBy: 'PostgreSQL', variable: 'POSTGRES_PORT' },
    { port: await freePort(), host: '192.0.2.1', wantedBy: 'Temporal', variable: 'TEMPORAL_PORT' },
  ]);
  await expect(checking).rejects.toMatchObject({
    problems: [
      { code: 'port-taken' },
      { code: 'port-wanted-twice', problem: 'both the mailbox and PostgreSQL are to listen on it' },
      { code: 'port-unusable', remedy: expect.stringContaining('THROUGHLINE_HOST') },
    ],
  });
});
