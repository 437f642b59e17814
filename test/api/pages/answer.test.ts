import { settleFeedback } from '../../../services/delivery/feedback.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { prepareReaders, type Reader } from '../../support/hosted-pages.ts';

let api: TestApi;
let readers: Awaited<ReturnType<typeof prepareReaders>>;

beforeAll(async () => {
  api = await startTestApi();
  readers = await prepareReaders(api);
});
afterAll(() => api.stop());

const link = (reader: Reader, score: number, question = 'nps') =>
  readers.linkTo('answer', reader, { question, answer: String(score), score });
const headers = { 'accept-language': 'en' };
const look = async (url: string) => (await fetch(url, { headers })).text();
const press = async (url: string) =>
  (await fetch(url, { method: 'POST', headers, body: new URLSearchParams({ action: 'answer' }) })).text();

/** The ten minutes are over, as the database counts them. */
async function tenMinutesLater({ messageId }: Reader): Promise<void> {
  await api.db.look(
    `update message_feedback set due_at = due_at - interval '10 minutes', closes_at = closes_at - interval '10 minutes'
     where message_id = ? and due_at is not null returning 1`,
    [messageId],
  );
  while ((await settleFeedback(api.feedback)) > 0);
}
const events = ({ customerId }: Reader) =>
  api.db.look<{ properties: Record<string, unknown> }>(
    `select properties from events where customer_id = ? and name = 'Survey Answered'`,
    [customerId],
  );

it('counts nothing for a scanner that fetches every link, by GET and by HEAD', async () => {
  const ann = await readers.reader();
  for (let score = 0; score <= 10; score += 1) {
    const url = await link(ann, score);
    for (const method of ['GET', 'HEAD']) expect((await fetch(url, { method })).status).toBe(200);
  }
  await tenMinutesLater(ann);
  expect(await events(ann)).toEqual([]);
  expect(await api.db.look('select 1 from message_feedback where message_id = ?', [ann.messageId])).toEqual([]);
});

it('shows the chosen answer with one button, and what it came to', async () => {
  const url = await link(await readers.reader(), 9);
  const before = await look(url);
  expect(before).toContain('You chose: 9');
  expect(before.match(/<button/g)).toHaveLength(1);
  expect(await press(url)).toContain('Your answer: 9');
  expect(await look(url)).toContain('Thank you');
});

it('becomes one event with message, question, answer and score: the last answer within ten minutes', async () => {
  const ann = await readers.reader();
  for (const score of [3, 9, 6]) await press(await link(ann, score));
  await settleFeedback(api.feedback);
  expect(await events(ann)).toEqual([]);
  await tenMinutesLater(ann);
  expect(await events(ann)).toMatchObject([
    {
      properties: {
        ...{ message_id: ann.messageId, journey: 'offers-series', step: 'hello', template: 'hello', channel: 'email' },
        ...{ question: 'nps', answer: '6', score: 6 },
      },
    },
  ]);
  const later = await press(await link(ann, 10));
  expect(later).toContain('Your answer: 6');
  expect(later).toContain('does not change any more');
  await tenMinutesLater(ann);
  expect(await events(ann)).toHaveLength(1);
  expect(
    await api.db.look('select clicked_at is not null as clicked from messages where id = ?', [ann.messageId]),
  ).toEqual([{ clicked: true }]);
});

it('keeps one answer for each question of a message', async () => {
  const ann = await readers.reader();
  await press(await link(ann, 8));
  await press(await readers.linkTo('answer', ann, { question: 'interests', answer: 'running' }));
  await tenMinutesLater(ann);
  const answers = (await events(ann)).map(({ properties: { question, answer, score } }) => ({
    question,
    answer,
    score,
  }));
  expect(answers).toEqual(
    expect.arrayContaining([
      { question: 'nps', answer: '8', score: 8 },
      { question: 'interests', answer: 'running', score: undefined },
    ]),
  );
});

it('refuses an answer that nobody has offered, and a form without its button', async () => {
  const ann = await readers.reader();
  const url = await link(ann, 9);
  const [body = '', signature = ''] = (url.split('/').at(-1) ?? '').split('.');
  const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...payload, score: 1_000 })).toString('base64url');
  expect((await fetch(`${api.url}/p/a/${forged}.${signature}`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(url, { method: 'POST', body: new URLSearchParams({}) })).status).toBe(400);
  expect(await api.db.look('select 1 from message_feedback where message_id = ?', [ann.messageId])).toEqual([]);
});
