import { runTurn } from '../../activities/run-turn.ts';
import { newId } from '../../core/base/id.ts';
import { defineEvent, flow, inApp, journey, on, send, template } from '../../core/index.ts';
import { signUserToken, userTokenKey } from '../../services/access/user-token.ts';
import { openChannels } from '../../services/channels/index.ts';
import { deliver } from '../../services/delivery/deliver.ts';
import { publish } from '../../services/publishing/publish.ts';
import { addSecret, listSecrets } from '../../store/access/secrets.ts';
import type { TestDatabase } from './database.ts';
import { takeIn } from './runs.ts';

/** Sends an in-app message with these parts to a userId, by the way that real ones go. Gives its id. */
export async function sendInApp(
  db: TestDatabase,
  userId: string,
  parts: Readonly<Record<string, string>> = { title: 'Hello', body: 'A *new* plan for {{ customer.name }}.' },
  traits: Readonly<Record<string, string>> = { name: 'Ann' },
): Promise<string> {
  const id = `nudge-${newId()}`;
  const nudging = journey(
    id,
    { purpose: 'transactional', entry: on(defineEvent(id, {})) },
    flow(send('tell', template(id), { via: [inApp] })),
  );
  await publish(db.database, 'default', { journeys: [nudging], templates: [{ id, content: { 'in-app': parts } }] });
  await takeIn(db, { userId, properties: traits }, { userId, name: id });
  const [run] = await db.look<{ id: string }>('select id from journey_runs where journey_id = ?', [id]);
  const journeyRunId = run?.id as string;
  const [job] = (await runTurn(db.database, journeyRunId, Date.now())).openJobs;
  const key = { journeyRunId, visit: job?.visit as number, messageId: job?.messageId as string };
  const channels = openChannels({ smtp: undefined, webhook: undefined }, db.database);
  const limits = { leaseMs: 60_000, sendTimeoutMs: 5_000, longestPauseMs: 60_000 };
  await deliver({ database: db.database, channels, ...limits }, key, Date.now());
  return key.messageId;
}

/** A user token as a customer's own server makes it. */
export async function userToken(
  db: TestDatabase,
  userId: string,
  options: { readonly issuedAt?: number; readonly lifeSeconds?: number } = {},
): Promise<string> {
  const of = { workspace: 'default', purpose: 'user-tokens' } as const;
  const { secret } = (await listSecrets(db.database, of))[0] ?? (await addSecret(db.database, of));
  return signUserToken(userTokenKey(secret), { workspace: 'default', userId, issuedAt: Date.now(), ...options });
}
