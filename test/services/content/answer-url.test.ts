import { channelKinds } from '../../../services/channels/index.ts';
import { type AnswerUrl, answerOf } from '../../../services/content/answer-url.ts';
import { render } from '../../../services/content/render.ts';
import type { TemplateContent } from '../../../store/content/templates.ts';
import { settings, source } from '../../support/templates.ts';

const answerUrl: AnswerUrl = ({ question, answer, score }) =>
  `https://t.example/a/${question}.${answer}.${score ?? '-'}`;

it.each([
  ['"nps" | answer_url: 9', 'nps.9.9'],
  ['"nps" | answer_url: "9"', 'nps.9.-'],
  ['"mood" | answer_url: "great", 3', 'mood.great.3'],
  ['question | answer_url: entry.size', 'fit.42.42'],
])('makes a link of {{ %s }} in every channel', async (source_, made) => {
  const written = `{{ ${source_} }}`;
  const content: TemplateContent = {
    email: { subject: 'How was it?', html: `<a href="${written}">x</a>` },
    sms: { body: `Answer: ${written}` },
    'in-app': { title: 'How was it?', body: `[x](${written})` },
  };
  const data = { question: 'fit', entry: { size: 42 } };
  for (const channel of [channelKinds.email, channelKinds.sms, channelKinds['in-app']]) {
    const parts = await render(channel, source(content), data, { ...settings, answerUrl });
    expect(Object.values(parts).join(' ')).toContain(`https://t.example/a/${made}`);
  }
});

it('is empty where no page is served', async () => {
  const content: TemplateContent = { sms: { body: 'Answer: [{{ "nps" | answer_url: 9 }}]' } };
  expect(await render(channelKinds.sms, source(content), {}, settings)).toMatchObject({ body: 'Answer: []' });
});

it.each([
  ['', 9, undefined, 'needs a question'],
  ['q'.repeat(101), 9, undefined, 'needs a question'],
  ['nps', '', undefined, 'needs an answer'],
  ['nps', undefined, undefined, 'needs an answer'],
  ['nps', 'great', 'three', 'a number as the score'],
])('refuses question %j, answer %j, score %j', (question, answer, score, problem) => {
  expect(() => answerOf(question, answer, score)).toThrow(problem);
});
