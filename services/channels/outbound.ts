import { type LookupAddress, lookup } from 'node:dns';
import http, { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { isValid as isAddress, parse as parseAddress } from 'ipaddr.js';

/**
 * A request to an address that somebody else chose. It must not become a way into our own network, nor hold a worker:
 *   Addresses   only public ones, judged *after* resolution, by the lookup of the very socket that connects: a name that
 *               answers differently the second time gains nothing. Literal addresses skip the lookup, so they are judged
 *               before; the URL parser has by then turned 2130706433, 0x7f.1 and 0177.0.0.1 into what they mean.
 *   Redirects   are answers and not followed: the target was never judged, nor meant to get what we sign.
 *   Time        one limit for the whole attempt, from the lookup to the answer's last byte; then the socket is destroyed.
 *   Size        of an answer 64 KB are read, and its connection is closed where there is more.
 * Proxies that the environment names are not used: they would resolve the name elsewhere.
 *
 * What matters to the caller is the line between "not sent" and "no answer". It is drawn where the connection stands
 * (with TLS: is secure), for from there on bytes may have arrived. An answer whose head has come is an answer, though its
 * body was cut short: the status is what the receiver decided.
 *
 * Built on node:https, for its agent takes a `lookup`. The fetch of Node takes none: that needs a Dispatcher of undici's,
 * and so undici as a second copy beside the built-in one, and it would redirect and decompress by default.
 */
export interface OutboundOptions {
  /** From the lookup to the end of the answer. */
  readonly timeoutMs: number;
  /** For receivers in our own network, and for tests. */
  readonly allowPrivateAddresses: boolean;
}

export interface OutboundRequest {
  /** http: or https: */
  readonly url: string;
  /** POST unless said. */
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  /** Instead of the limit for all. */
  readonly timeoutMs?: number | undefined;
}

export type OutboundResult =
  | {
      readonly result: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      /** At most 64 KB of it. */
      readonly body: string;
      /** The body was longer, or broke off. */
      readonly isCut: boolean;
    }
  /** Every address of the host is one of ours. Nothing was sent. */
  | { readonly result: 'address-not-allowed'; readonly detail: string }
  /** No connection came about. */
  | { readonly result: 'not-sent'; readonly code: string; readonly detail: string }
  /** The connection stood: the request may have been received and acted upon. */
  | { readonly result: 'no-answer'; readonly code: string; readonly detail: string };

export interface Outbound {
  /** Never rejects for what the network or the receiver did. */
  request(request: OutboundRequest): Promise<OutboundResult>;
  /** Closes the idle connections; what is under way fails. */
  close(): void;
}

const MOST_ANSWER_BYTES = 64 * 1024;

export function createOutbound({ timeoutMs, allowPrivateAddresses }: OutboundOptions): Outbound {
  const isAllowed = allowPrivateAddresses ? () => true : isPublic;
  const lookupAllowed = createLookup(isAllowed);
  const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

  return {
    async request({ url, method = 'POST', headers, body, timeoutMs: ownTimeoutMs = timeoutMs }) {
      const target = new URL(url);
      const { protocol } = target;
      if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`"${protocol}" is neither http: nor https:`);
      const host = target.hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) !== 0 && !isAllowed(host)) return notAllowed(host, [host]);
      const { request } = protocol === 'https:' ? https : http;
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      return attempt(
        request(target, {
          method,
          agent: agents[protocol],
          lookup: lookupAllowed,
          headers: { ...headers, ...length },
        }),
        { body, timeoutMs: ownTimeoutMs, isSecure: protocol === 'https:' },
      );
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/**
 * Addresses of the public range that lead into a cloud's own network: Azure's for its agents, DNS and health probes. Those
 * of other clouds lie in ranges that are not public.
 */
const OURS_IN_CLOUDS: ReadonlySet<string> = new Set(['168.63.129.16']);

/** Public means: given out for use on the internet. Everything that is set apart, or wraps another address, is not. */
export function isPublic(address: string): boolean {
  if (!isAddress(address)) return false;
  const parsed = parseAddress(address);
  if (parsed.range() !== 'unicast' || OURS_IN_CLOUDS.has(parsed.toNormalizedString())) return false;
  // IPv6 is given out from 2000::/3 only; what lies outside and has no name yet may mean something else tomorrow.
  return parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] as number) >> 5 === 1;
}

class AddressNotAllowed extends Error {}

/** The socket is given none but allowed addresses, so whichever of them it tries is one. */
function createLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[] = []) => {
      if (error) return done(error, []);
      const allowed = found.filter(({ address }) => isAllowed(address));
      const [first] = allowed;
      if (!first) return done(new AddressNotAllowed(found.map(({ address }) => address).join(', ')), []);
      if (options.all) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
}

interface AttemptOptions {
  readonly body: string | Buffer | undefined;
  readonly timeoutMs: number;
  readonly isSecure: boolean;
}

function attempt(request: ClientRequest, { body, timeoutMs, isSecure }: AttemptOptions): Promise<OutboundResult> {
  return new Promise((resolve) => {
    let mayHaveArrived = false;
    let answer: Answer | undefined;
    const timer = setTimeout(
      () => request.destroy(Object.assign(new Error(`no answer in ${timeoutMs} ms`), { code: 'TIMEOUT' })),
      timeoutMs,
    );
    request.on('socket', (socket: Socket) => {
      if (request.reusedSocket) mayHaveArrived = true;
      else socket.once(isSecure ? 'secureConnect' : 'connect', () => (mayHaveArrived = true));
    });
    request.on('response', (response) => {
      answer = readAnswer(response);
    });
    let failure: NodeJS.ErrnoException | undefined;
    request.on('error', (error) => (failure = error));
    // The last event of every request, answered or not.
    request.on('close', () => {
      clearTimeout(timer);
      if (answer) return resolve({ result: 'answered', ...answer, body: answer.body(), isCut: answer.isCut() });
      if (failure instanceof AddressNotAllowed) return resolve(notAllowed(request.host, [failure.message]));
      const code = (failure?.code ?? 'closed').toLowerCase().replaceAll('_', '-');
      const told = { code, detail: failure?.message ?? 'the connection was closed' };
      resolve({ result: mayHaveArrived ? 'no-answer' : 'not-sent', ...told });
    });
    request.end(body);
  });
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  body(): string;
  isCut(): boolean;
}

/** A body that breaks off, or is too long, is kept as far as it got. */
function readAnswer(response: IncomingMessage): Answer {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_ANSWER_BYTES) response.destroy();
  });
  response.on('error', () => {}); // reported by the request, too
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    isCut: () => !response.complete || size > MOST_ANSWER_BYTES,
    body: () => Buffer.concat(chunks).subarray(0, MOST_ANSWER_BYTES).toString('utf8'),
  };
}

function notAllowed(host: string, addresses: readonly string[]): OutboundResult {
  const detail = `${host} is ${addresses.join(', ')}, which is no public address`;
  return { result: 'address-not-allowed', detail };
}
