import { connect, createServer, type Socket } from 'node:net';

/** A proxy to a server that can be closed: its clients find the server unavailable, while it serves others. */
export interface Gate {
  /** host:port */
  readonly address: string;
  close(): void;
  open(): void;
  stop(): Promise<void>;
}

export async function startGate(to: string): Promise<Gate> {
  const [host, port] = to.split(':');
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createServer((inside) => {
    if (!isOpen) return void inside.destroy();
    const outside = connect(Number(port), host);
    for (const socket of [inside, outside]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        inside.destroy();
        outside.destroy();
      });
    }
    inside.pipe(outside).pipe(inside);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    isOpen = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `127.0.0.1:${(server.address() as { port: number }).port}`,
    close,
    open() {
      isOpen = true;
    },
    async stop() {
      close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
