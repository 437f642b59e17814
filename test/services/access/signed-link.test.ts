import { newId } from '../../../core/base/id.ts';
import { type LinkPayload, signLink, verifyLink } from '../../../services/access/signed-link.ts';
import { createWorkspaceSecrets } from '../../../services/access/workspace-secrets.ts';
import { addSecret, listSecrets, retireSecret } from '../../../store/access/secrets.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

const secrets = () => createWorkspaceSecrets(db.database);
const payload: LinkPayload = { purpose: 'unsubscribe', workspace: 'default', customerId: newId(), topic: 'offers' };
const verify = (
  token: string,
  { purpose = 'unsubscribe', now = 0 }: { purpose?: LinkPayload['purpose']; now?: number } = {},
) => verifyLink(secrets(), { token, purpose, now });

it('gives back what was signed, in every process', async () => {
  expect(await verify(await signLink(secrets(), payload))).toEqual(payload);
});

it('refuses a token for another purpose, a changed, a cut and a foreign one', async () => {
  const token = await signLink(secrets(), payload);
  const [body = '', signature] = token.split('.');
  const other = Buffer.from(JSON.stringify({ ...payload, topic: 'news' })).toString('base64url');
  expect(await verify(token, { purpose: 'preferences' })).toBeUndefined();
  for (const wrong of [
    `${other}.${signature}`,
    body,
    `${body}.`,
    `${token}A`,
    `${token}.x`,
    '',
    '.',
    'a.b',
    'x'.repeat(9_000),
  ])
    expect(await verify(wrong)).toBeUndefined();
  const foreign = Buffer.from(JSON.stringify({ ...payload, workspace: 'nowhere' })).toString('base64url');
  expect(await verify(`${foreign}.${signature}`)).toBeUndefined();
  const noText = Buffer.from(JSON.stringify({ ...payload, workspace: '\u0000' })).toString('base64url');
  expect(await verify(`${noText}.${signature}`)).toBeUndefined(); // asked for in PostgreSQL, it would be an error
});

it('refuses an expired token from the next millisecond on', async () => {
  const token = await signLink(secrets(), { ...payload, expiresAt: 1_000 });
  expect(await verify(token, { now: 1_000 })).toBeDefined();
  expect(await verify(token, { now: 1_001 })).toBeUndefined();
});

it('signs with the newest secret and takes what earlier ones signed until they are retired', async () => {
  const workspace = 'default';
  const before = await signLink(secrets(), payload);
  const [old] = await listSecrets(db.database, { workspace, purpose: 'links' });
  await addSecret(db.database, { workspace, purpose: 'links' });
  const after = await signLink(secrets(), payload);
  expect(after).not.toBe(before);
  expect(await verify(before)).toEqual(payload);
  await retireSecret(db.database, { workspace, id: old?.id as string, at: Date.now() });
  expect(await verify(before)).toBeUndefined();
  expect(await verify(after)).toEqual(payload);
});
