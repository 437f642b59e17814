import { Socket } from 'node:net';

/** The sockets of a pool, so that those of a server that does not answer can be cut. */
export interface Sockets {
  open(): Socket;
  cut(): void;
}

export function createSockets(): Sockets {
  const sockets = new Set<Socket>();
  return {
    open() {
      const socket = new OneWriteATick();
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Statements that are sent in one tick (a transaction's last and its commit) leave by one call to the system; not so over TLS. */
class OneWriteATick extends Socket {
  private gathering = false;
  /** Node's own `connect` sets `write` on the socket, which would hide the one below. */
  override connect(...given: [never]): this {
    super.connect(...given);
    Reflect.deleteProperty(this, 'write');
    return this;
  }
  override write(...given: [never]): boolean {
    if (!this.gathering) {
      this.gathering = true;
      this.cork();
      process.nextTick(() => {
        this.gathering = false;
        this.uncork();
      });
    }
    return super.write(...given);
  }
}
