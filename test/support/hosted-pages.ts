import { runTurn } from '../../activities/run-turn.ts';
import { newId } from '../../core/base/id.ts';
import { defineEvent, defineTopic, email, flow, journey, on, send, t, template, wait } from '../../core/index.ts';
import { type LinkPayload, signLink } from '../../services/access/signed-link.ts';
import { createWorkspaceSecrets } from '../../services/access/workspace-secrets.ts';
import { publish } from '../../services/publishing/publish.ts';
import type { TestApi } from './api.ts';
import { takeIn } from './runs.ts';

const Began = defineEvent('Trial Started', { plan: t.text });
const series = journey(
  'offers-series',
  { title: 'Offers after a trial', purpose: 'marketing', topic: defineTopic('offers'), entry: on(Began) },
  flow(send('hello', template('hello'), { via: [email] }), wait('rest', '1 day')),
);
const hello = {
  id: 'hello',
  content: { email: { subject: 'Hi {{ customer.first_name }}', html: '<p>{{ entry.plan }}</p>' } },
};
const topics = {
  offers: { title: 'Offers & discounts', description: 'Prices that go down, once a week at most.' },
  news: { title: 'News' },
};

/** A customer with a message whose links lead to the hosted pages. */
export interface Reader {
  readonly userId: string;
  readonly customerId: string;
  readonly messageId: string;
  readonly runId: string;
}

const letters = { unsubscribe: 'u', preferences: 'p', why: 'w', answer: 'a' } as const;

/** Publishes a journey with a topic; gives what makes its readers and their links. */
export async function prepareReaders({ db: { database, look }, db, url }: Pick<TestApi, 'db' | 'url'>) {
  const secrets = createWorkspaceSecrets(database);
  await publish(database, 'default', { journeys: [series], templates: [hello], workspace: { topics } });
  return {
    async reader(traits: Readonly<Record<string, string>> = {}): Promise<Reader> {
      const userId = newId();
      await takeIn(
        db,
        { userId, properties: { email: 'anneliese@example.org', first_name: 'Anneliese', ...traits } },
        { userId, name: 'Trial Started', properties: { plan: 'secret-plan' } },
      );
      const [run] = await look<{ id: string; customerId: string }>(
        `select run.id, run.customer_id as "customerId" from journey_runs run
         join identities i on i.customer_id = run.customer_id where i.value = ?`,
        [userId],
      );
      const { id: runId, customerId } = run as { id: string; customerId: string };
      const { openJobs } = await runTurn(database, runId, Date.now());
      const messageId = openJobs[0]?.messageId as string;
      await look(`update messages set template_version = 1 where id = ? returning 1`, [messageId]);
      return { userId, customerId, messageId, runId };
    },
    async linkTo(
      purpose: keyof typeof letters,
      { customerId, messageId }: Pick<Reader, 'customerId' | 'messageId'>,
      more: Partial<LinkPayload> = { topic: 'offers' },
    ): Promise<string> {
      const payload = { purpose, workspace: 'default', customerId, messageId, channel: 'email', ...more };
      return `${url}/p/${letters[purpose]}/${await signLink(secrets, payload)}`;
    },
  };
}
