import { html } from './html.ts';
import { done } from './layout.ts';
import type { HostedPage } from './page.ts';

/**
 * One answer of a question in a message. The page shows it and one button: programs that follow every link of a message
 * give no answer.
 */
export const answerPage: HostedPage = {
  letter: 'a',
  purpose: 'answer',
  show({ link: { answer = '' }, words, standing }) {
    const { answer: said } = words;
    const isGiven = standing !== undefined && (standing.answer.answer === answer || !standing.isOpen);
    if (isGiven) {
      const { answer: counting } = standing.answer;
      return {
        title: said.titleDone,
        content: html`${done(said.done(counting))}<p>${standing.isOpen ? said.open : said.closed}</p>`,
      };
    }
    return {
      title: said.title,
      content: html`<p>${said.chosen(answer)}</p>
<form method="post"><button name="action" value="answer">${said.button}</button></form>
<p class="soft">${said.hint}</p>`,
    };
  },
  act: (form) => (form.value('action') === 'answer' ? { givesAnswer: true } : undefined),
};
