/** An answer that a link offers. */
export interface OfferedAnswer {
  readonly question: string;
  readonly answer: string;
  readonly score?: number | undefined;
}

/** Makes the link by which a customer gives an answer. */
export type AnswerUrl = (offered: OfferedAnswer) => string;

const LONGEST_QUESTION = 100;
const LONGEST_ANSWER = 200;

/**
 * What the filter is written with: {{ "nps" | answer_url: 9 }} has the answer "9" and the score 9,
 * {{ "interests" | answer_url: "running" }} no score, {{ "mood" | answer_url: "great", 3 }} both. Throws what authors read.
 */
export function answerOf(question: unknown, answer: unknown, score: unknown): OfferedAnswer {
  const given = textOf(answer);
  const asked = textOf(question);
  if (asked === '' || asked.length > LONGEST_QUESTION)
    throw new Error(`answer_url needs a question of 1 to ${LONGEST_QUESTION} characters before the filter: "nps"`);
  if (given === '' || given.length > LONGEST_ANSWER)
    throw new Error(`answer_url needs an answer of 1 to ${LONGEST_ANSWER} characters: answer_url: 9`);
  const worth = score ?? (typeof answer === 'number' ? answer : undefined);
  if (worth === undefined) return { question: asked, answer: given };
  if (typeof worth !== 'number' || !Number.isFinite(worth))
    throw new Error('answer_url takes a number as the score: answer_url: "great", 3');
  return { question: asked, answer: given, score: worth };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** For previews: nothing is behind it. */
export const sampleAnswerUrl: AnswerUrl = ({ question, answer }) =>
  `https://example.com/answers/${encodeURIComponent(question)}/${encodeURIComponent(answer)}/sample`;
