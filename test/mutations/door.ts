import type { Mutation } from './mutation.ts';

const readBody = 'api/read-body.ts';
const intakeDoor = 'api/intake-door.ts';
const doorTest = 'test/api/door.test.ts';

export const door: readonly Mutation[] = [
  {
    against: 'a body from a stranger: it is read before the key is known',
    edits: [
      {
        file: intakeDoor,
        with: 'const isInBody = inHeader === undefined && hasBody(request);',
        without: 'const isInBody = hasBody(request);',
      },
    ],
    test: { file: doorTest, title: 'POST /v1/track refuses keys before a body that never comes' },
  },
  {
    against: 'a body that unpacks to a thousand times its size',
    edits: [
      {
        file: readBody,
        with: 'unpack(body, { maxOutputLength: limit })',
        without: 'unpack(body, { maxOutputLength: 1e9 })',
      },
    ],
    test: { file: 'test/api/bodies.test.ts', title: 'of /v1/batch may have 512000 bytes unpacked, and no more' },
  },
  {
    against: 'a sender hangs up in the middle of its body: its memory stays taken forever',
    edits: [
      {
        file: intakeDoor,
        with: 'finished(response, () => void (decided.get(request) ?? Promise.resolve()).then(place.leave, place.leave));',
        without: 'void response;',
      },
    ],
    test: { file: 'test/api/server.test.ts', title: 'the room for bodies is whole again' },
  },
  {
    against: 'a sender hangs up while its calls wait: they are in memory, and no room counts them',
    edits: [{ file: intakeDoor, with: '  decided.set(request, decision);', without: '' }],
    test: { file: 'test/api/intake-door.test.ts', title: 'leaves its body counted until its calls are decided' },
  },
  {
    against: 'a publication that is validated in one go: everybody waits for it',
    edits: [
      {
        file: 'services/publishing/inspect.ts',
        with: '    await pause();\n    const { definition',
        without: '    const { definition',
      },
    ],
    test: { file: 'test/services/publishing/publish.test.ts', title: 'others have their turn between two journeys' },
  },
  {
    against: 'a sender below its rate: its next call is turned away',
    edits: [
      {
        file: 'api/rate-limits.ts',
        with: 'known && known.consumedPoints >= points ?',
        without: 'known && known.consumedPoints > 0 ?',
      },
    ],
    test: { file: 'test/api/rate-limits.test.ts', title: 'counts items of one key and address' },
  },
  {
    against: 'a list that is too long: it uses up the rate of all who send with the key',
    edits: [
      {
        file: intakeDoor,
        with: 'Array.isArray(batch) && batch.length <= limits.calls',
        without: 'Array.isArray(batch)',
      },
    ],
    test: { file: 'test/api/flood.test.ts', title: 'a known key, and many values harm nobody' },
  },
];
