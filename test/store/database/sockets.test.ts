import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createSockets } from '../../../store/database/sockets.ts';

it('what is written in one tick leaves by one call to the system, once the socket is connected too', async () => {
  const server = createServer((peer) => peer.resume()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = createSockets().open();
  try {
    socket.connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    const calls: number[] = [];
    const { _write: one, _writev: many } = socket;
    socket._write = (chunk, encoding, done) => {
      calls.push(1);
      one.call(socket, chunk, encoding, done);
    };
    socket._writev = (chunks, done) => {
      calls.push(chunks.length);
      many?.call(socket, chunks, done);
    };
    for (const text of ['begin', 'look', 'commit']) socket.write(text);
    await new Promise<void>((resolve) => socket.write('end', () => resolve()));
    expect(calls).toEqual([4]);
  } finally {
    socket.destroy();
    server.close();
  }
});
