import type { Mutation } from './mutation.ts';

const provider = 'services/channels/webhook.ts';
const outbound = 'services/channels/outbound.ts';
const test = 'test/services/channels/webhook.test.ts';

export const webhook: readonly Mutation[] = [
  {
    against: 'a receiver that verifies what it gets (Standard Webhooks)',
    edits: [
      {
        file: 'services/channels/signed-request.ts',
        with: 'signer.sign(id, at, body)',
        without: "signer.sign('', at, body)",
      },
    ],
    test: { file: test, title: 'is signed as Standard Webhooks says' },
  },
  {
    against: 'a second attempt that the receiver takes for another message (webhook-id is the message key)',
    edits: [
      {
        file: provider,
        with: 'async send({ key, parts, endpoint: named }, begin) {',
        without: 'async send({ parts, endpoint: named }, begin) {\n const key = `${Math.random()}`;',
      },
    ],
    test: { file: test, title: 'under the message key, and sent again under the same' },
  },
  {
    against: 'a redirect to where nobody judged the address',
    edits: [
      {
        file: provider,
        with: 'return classify(await outbound.request({ url: endpoint.url, headers, body }));',
        without: `const first = await outbound.request({ url: endpoint.url, headers, body });
          const next = first.result === 'answered' ? first.headers.location : undefined;
          return classify(next ? await outbound.request({ url: next, headers, body }) : first);`,
      },
    ],
    test: { file: test, title: 'a redirect is not followed' },
  },
  {
    against: 'a private address, written in any way',
    edits: [{ file: outbound, with: 'if (isIP(host) !== 0 && !isAllowed(host))', without: 'if (isIP(host) > 9)' }],
    test: { file: 'test/services/channels/outbound.test.ts', title: 'is refused before any socket' },
  },
  {
    against: 'a name that resolves to a private address',
    edits: [{ file: outbound, with: 'found.filter(({ address }) => isAllowed(address))', without: 'found' }],
    test: { file: 'test/services/channels/outbound.test.ts', title: 'a name that resolves to this machine is refused' },
  },
  {
    against: 'a receiver that never answers and keeps the socket',
    edits: [
      {
        file: outbound,
        with: "() => request.destroy(Object.assign(new Error(`no answer in ${timeoutMs} ms`), { code: 'TIMEOUT' })),",
        without: "() => resolve({ result: 'no-answer', code: 'timeout', detail: '' }),",
      },
    ],
    test: { file: test, title: 'later, nobody knows, and the receiver sees the socket close' },
  },
];
