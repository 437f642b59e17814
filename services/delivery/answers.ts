import { findAnswer, replaceAnswer, type SurveyAnswer } from '../../store/messages/feedback.ts';
import { type FeedbackDependencies, recordFeedback } from './feedback.ts';

/**
 * Answers by a tap: a link shows the answer that it stands for, and its button gives it. To one question of a message one
 * answer counts, the last that is given within ten minutes of the first. Then it becomes the event Survey Answered, once.
 */
const CHANGES_FOR_MS = 10 * 60_000;

export interface GivenAnswer extends SurveyAnswer {
  readonly workspace: string;
  readonly messageId: string;
}

/** What stands after the button was pressed: the answer that counts, and whether it may still be another one. */
export interface StandingAnswer {
  readonly answer: SurveyAnswer;
  readonly isOpen: boolean;
}

/** Undefined: there is no such message any more. */
export async function giveAnswer(
  dependencies: FeedbackDependencies,
  { workspace, messageId, question, answer, score }: GivenAnswer,
): Promise<StandingAnswer | undefined> {
  const { database } = dependencies;
  const given: SurveyAnswer = { question, answer, ...(score !== undefined && { score }) };
  const [outcome] = await recordFeedback(dependencies, { workspace, source: 'answer' }, [
    { messageId, kind: 'answered', identity: `answer\n${question}`, answer: given, changesForMs: CHANGES_FOR_MS },
  ]);
  if (outcome === 'no-such-message') return undefined;
  if (outcome === 'repeat') await replaceAnswer(database, { messageId, answer: given });
  return findAnswer(database, { messageId, question });
}
