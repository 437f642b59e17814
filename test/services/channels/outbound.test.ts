import dns from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createOutbound, isPublic, type OutboundOptions } from '../../../services/channels/outbound.ts';
import { type Sink, startSink } from '../../support/sink.ts';

const post = async (url: string, options: Partial<OutboundOptions> = {}) => {
  const outbound = createOutbound({ timeoutMs: 2_000, allowPrivateAddresses: false, ...options });
  try {
    return await outbound.request({ url, headers: { 'content-type': 'application/json' }, body: '{"ä":1}' });
  } finally {
    outbound.close();
  }
};
const allowed = { allowPrivateAddresses: true };

describe('an address', () => {
  it.each([
    ['of this host', '0.0.0.0'],
    ['of this host', '::'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['loopback', '::1'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['unique local', 'fc00::1'],
    ['unique local', 'fd12:3456::1'],
    ['link-local', '169.254.169.254'],
    ['link-local', 'fe80::1'],
    ['site-local', 'fec0::1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['carrier-grade NAT', '100.127.255.255'],
    ['broadcast', '255.255.255.255'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['reserved', '240.0.0.1'],
    ['of the protocol registry', '192.0.0.8'],
    ['for documentation', '192.0.2.1'],
    ['for documentation', '198.51.100.1'],
    ['for documentation', '203.0.113.1'],
    ['for documentation', '2001:db8::1'],
    ['for benchmarks', '198.18.0.1'],
    ['for benchmarks', '2001:2::1'],
    ['6to4 relay', '192.88.99.1'],
    ["Azure's own, for its agents", '168.63.129.16'],
    ["Azure's own, IPv4-mapped", '::ffff:168.63.129.16'],
    ['IPv4-mapped', '::ffff:127.0.0.1'],
    ['IPv4-mapped, though of a public one', '::ffff:8.8.8.8'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['IPv4-translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64 of a local prefix', '64:ff9b:1::7f00:1'],
    ['6to4', '2002:7f00:1::1'],
    ['Teredo', '2001::1'],
    ['discard-only', '100::1'],
    ['segment routing', '5f00::1'],
    ['outside of what is given out', '4000::1'],
    ['with a zone', 'fe80::1%eth0'],
    ['that is none', 'localhost'],
  ])('%s is not public: %s', (_kind, address) => expect(isPublic(address)).toBe(false));

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
    'is public: %s',
    (address) => expect(isPublic(address)).toBe(true),
  );
});

describe('with private addresses refused', () => {
  let sink: Sink;
  let port: string;
  beforeAll(async () => {
    sink = await startSink();
    port = new URL(sink.url).port;
  });
  afterAll(() => sink.stop());
  afterEach(() => jest.restoreAllMocks());

  it.each([
    '127.0.0.1',
    '2130706433', // decimal
    '0x7f000001',
    '0177.0.0.1', // octal
    '127.1',
    '127.0.0.1.',
    '１２７.0.0.1', // digits that Unicode folds
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
  ])('%s is refused before any socket', async (host) => {
    const answer = await post(`http://${host}:${port}/hook`);
    expect(answer).toMatchObject({ result: 'address-not-allowed' });
    expect(sink.counts.connections).toBe(0);
  });

  it('a name that resolves to this machine is refused', async () => {
    const answer = await post(`http://localhost:${port}/hook`);
    expect(answer).toMatchObject({
      result: 'address-not-allowed',
      detail: expect.stringMatching(/^localhost is .*(127\.0\.0\.1|::1)/),
    });
    expect(sink.counts.connections).toBe(0);
  });

  it('a name is resolved once, by the socket itself, so a second and different answer is never asked for', async () => {
    const answers = [['127.0.0.1'], ['8.8.8.8']];
    const lookup = jest.spyOn(dns, 'lookup').mockImplementation(((
      _host: string,
      _options: object,
      done: (error: null, found: object[]) => void,
    ) => {
      done(
        null,
        (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
      );
    }) as never);
    expect(await post(`http://rebinding.example:${port}/hook`)).toMatchObject({ result: 'address-not-allowed' });
    answers.unshift(['127.0.0.1']);
    expect(await post(`http://rebinding.example:${port}/hook`, allowed)).toMatchObject({
      result: 'answered',
      status: 401,
    });
    expect(lookup).toHaveBeenCalledTimes(2); // one for each attempt
  });
});

describe('an attempt', () => {
  let server: Server;
  let closed: Promise<void>;
  let requests: string[];

  async function serve(listener: RequestListener): Promise<string> {
    requests = [];
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      listener(request, response);
    });
    closed = new Promise((resolve) => {
      server.on('connection', (socket) => socket.once('close', () => resolve()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('sends the body in bytes, and gives status, headers and body back', async () => {
    const url = await serve((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => {
        response.writeHead(200, { 'x-was': request.headers['content-length'] }).end(`got ${text}`);
      });
    });
    expect(await post(url, allowed)).toMatchObject({
      result: 'answered',
      status: 200,
      headers: { 'x-was': '8' },
      body: 'got {"ä":1}',
    });
  });

  it.each([301, 302, 303, 307, 308])('takes a redirect with %i as the answer and goes nowhere', async (status) => {
    const url = await serve((_request, response) => {
      response.writeHead(status, { location: '/inside' }).end();
    });
    expect(await post(url, allowed)).toMatchObject({ result: 'answered', status, headers: { location: '/inside' } });
    expect(requests).toEqual(['/']);
  });

  it('ends at its time-out, and the server sees the socket close', async () => {
    const url = await serve(() => {});
    const startedAt = Date.now();
    expect(await post(url, { ...allowed, timeoutMs: 200 })).toMatchObject({ result: 'no-answer', code: 'timeout' });
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    await closed;
  });

  it('ends at its time-out also while the name is being resolved, and nothing was sent', async () => {
    const url = await serve(() => {});
    const lookup = jest.spyOn(dns, 'lookup').mockImplementation((() => {}) as never);
    const answer = await post(url.replace('127.0.0.1', 'slow.example'), { ...allowed, timeoutMs: 200 });
    expect(answer).toMatchObject({ result: 'not-sent', code: 'timeout' });
    expect(requests).toEqual([]);
    lookup.mockRestore();
  });

  it.each([
    ['trickles on forever', 200, (write: () => void) => void setInterval(write, 20).unref()],
    ['breaks off', 5_000, (_write: () => void, drop: () => void) => drop()],
  ])('whose answer has begun and %s is answered: the status is known', async (_what, timeoutMs, goOn) => {
    const url = await serve((request, response) => {
      response.writeHead(202).write('begun');
      setTimeout(
        () =>
          goOn(
            () => response.write('.'),
            () => request.socket.destroy(),
          ),
        50,
      );
    });
    expect(await post(url, { ...allowed, timeoutMs })).toMatchObject({
      result: 'answered',
      status: 202,
      body: expect.stringMatching(/^begun/),
    });
  });

  it('reads 64 KB of an answer and closes the connection on the rest', async () => {
    let written = 0;
    const url = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && written < 50e6) {
          written += 16_384;
          if (!response.write('x'.repeat(16_384))) return void response.once('drain', more);
        }
      };
      more();
    });
    const answer = await post(url, allowed);
    expect(answer).toMatchObject({ result: 'answered', status: 200 });
    expect(answer.result === 'answered' && answer.body.length).toBe(65_536);
    await closed;
    expect(written).toBeLessThan(20e6); // what the sockets buffer, and not 50 MB
  });

  it('keeps its connection for the next', async () => {
    let connections = 0;
    const url = await serve((_request, response) => void response.end('ok'));
    server.on('connection', () => (connections += 1));
    const outbound = createOutbound({ timeoutMs: 2_000, allowPrivateAddresses: true });
    for (let time = 0; time < 5; time += 1) await outbound.request({ url, headers: {}, body: '{}' });
    outbound.close();
    expect(connections).toBe(1);
  });

  it.each([
    ['before anything is read', 'http', 'no-answer'], // the connection was open: what it had taken in, nobody knows
    ['in the middle of securing it', 'https', 'not-sent'],
  ])('whose connection drops %s (%s) is "%s"', async (_when, protocol, result) => {
    const url = await serve(() => {});
    server.on('connection', (socket) => socket.destroy());
    expect(await post(url.replace('http:', `${protocol}:`), allowed)).toMatchObject({ result });
  });
});

it('nobody there, or no such name, is "not sent"', async () => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  expect(await post(`http://127.0.0.1:${port}/`, allowed)).toMatchObject({ result: 'not-sent', code: 'econnrefused' });
  expect(await post('http://nowhere.invalid/')).toMatchObject({
    result: 'not-sent',
    code: expect.stringMatching(/^(enotfound|eai-again)$/),
  });
});

it('speaks http and https only', async () => {
  await expect(post('file:///etc/passwd')).rejects.toThrow(/neither http: nor https:/);
});

it('uses no proxy that the environment names', async () => {
  const sink = await startSink();
  process.env.HTTP_PROXY = process.env.http_proxy = 'http://127.0.0.1:1';
  try {
    expect(await post(sink.url, allowed)).toMatchObject({ result: 'answered', status: 401 });
  } finally {
    delete process.env.HTTP_PROXY;
    delete process.env.http_proxy;
    await sink.stop();
  }
});
