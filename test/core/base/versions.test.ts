import { defineVersions } from '../../../core/base/versions.ts';

const boxes = defineVersions<{ v: 3; name: string; size: number }>({
  what: 'box',
  upgrades: [
    ({ title, ...rest }: { title: string }) => ({ ...rest, name: title }),
    ({ name }: { name: string }) => ({ name, size: name.length }),
  ],
});

it('brings every older version to the present one, and leaves the present one as it is', () => {
  expect(boxes.current).toBe(3);
  expect(boxes.upgrade({ v: 1, title: 'four' })).toEqual({ v: 3, name: 'four', size: 4 });
  expect(boxes.upgrade({ v: 2, name: 'four' })).toEqual({ v: 3, name: 'four', size: 4 });
  const present = { v: 3, name: 'four', size: 5 };
  expect(boxes.upgrade(present)).toBe(present);
});

it('leaves a version that it does not know to a newer worker', () => {
  expect(() => boxes.upgrade({ v: 4, name: 'four' })).toThrow(
    expect.objectContaining({
      name: 'TemporaryFailure',
      code: 'needs-newer-worker',
      message: 'needs a newer worker: this one does not know the box "version 4"',
    }),
  );
});

it.each([[{}], [{ v: 0 }], [{ v: '1' }], [{ v: 1.5 }], [null], [undefined], ['text']])(
  'takes nothing without a version: %j',
  (stored) => {
    expect(() => boxes.upgrade(stored)).toThrow(expect.objectContaining({ code: 'no-version' }));
  },
);

it('takes a document without a version for the one that it says', () => {
  const documents = defineVersions<object>({ what: 'document', upgrades: [(older: object) => older], absent: 1 });
  expect(documents.upgrade({ a: 1 })).toEqual({ a: 1, v: 2 });
  expect(documents.upgrade({ v: 2, a: 1 })).toEqual({ a: 1, v: 2 });
});
