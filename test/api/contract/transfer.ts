import { call, exampleOf, operationOf } from './api-under-test.ts';

it('imports the example, refuses what is no kind, and says what is wrong with rows', async () => {
  const { body, answer } = operationOf('importRows');
  const example = body && (exampleOf(body) as { rows: object[] });
  const done = await call('importRows', { id: 'customers', body: example });
  expect(done.answer).toEqual(exampleOf(answer));
  expect(await call('importRows', { id: 'orders', body: example })).toMatchObject({ code: 'import-kind-unknown' });
  expect(await call('importRows', { id: 'customers', body: { ...example, rows: 1 } })).toMatchObject({ status: 422 });
  const unfit = { ...example, rows: [{ row: 7, fields: { userId: '\u0000' } }] };
  expect(await call('importRows', { id: 'consents', body: unfit })).toMatchObject({ code: 'data-refused' });
});
