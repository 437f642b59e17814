import { ApplicationFailure, CancelledFailure, defaultPayloadConverter, TimeoutFailure } from '@temporalio/common';
import { failureConverter } from '../../workflows/failure-converter.ts';

const stored = (error: unknown) => failureConverter.errorToFailure(error, defaultPayloadConverter);
const errorId = '019a2045-ce20-74af-ac67-ed7e9c2762d1';

it('keeps class, code and error id of our own failures', () => {
  const failure = stored(ApplicationFailure.create({ type: 'TemporaryFailure', message: `smtp-451 ${errorId}` }));
  expect(failure).toMatchObject({
    message: `smtp-451 ${errorId}`,
    applicationFailureInfo: { type: 'TemporaryFailure' },
  });
});

it.each([
  ['a sentence', new Error('ann@example.com is not known here')],
  ['a single word, which may be a name', new Error('ann')],
  ['no error at all', 'ann'],
  ['a cause', new Error('outer', { cause: new Error('ann') })],
  ['details', ApplicationFailure.create({ type: 'TemporaryFailure', message: 'code', details: [{ name: 'ann' }] })],
  ['a text that is no code', ApplicationFailure.create({ type: 'TemporaryFailure', message: 'Ann is away' })],
  ['a class that is a text', ApplicationFailure.create({ type: 'of ann', message: 'code' })],
  ['details of a cancel', new CancelledFailure('CANCELLED', ['ann'])],
  ['the last heartbeat', new TimeoutFailure('activity Heartbeat timeout', { name: 'ann' }, 'HEARTBEAT')],
])('keeps nothing of %s', (_what, error) => {
  const text = JSON.stringify(stored(error), (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
  expect(text).not.toMatch(/ann/i);
});

it("keeps Temporal's own sentences and the class of others, and no stack", () => {
  expect(stored(new CancelledFailure('CANCELLED'))).toMatchObject({ message: 'CANCELLED', stackTrace: '' });
  const bug = ApplicationFailure.create({ type: 'TypeError', message: 'it is not a function' }); // as the SDK wraps it
  expect(stored(bug)).toMatchObject({ stackTrace: '', applicationFailureInfo: { type: 'TypeError' } });
});
