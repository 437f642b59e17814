import { type Database, execute, rows } from '../database/database.ts';

/** What providers say in test mode, instead of being asked: channel ▸ answer. Channels that are not there work as usual. */
export const testAnswers = ['failed', 'unknown'] as const;
export type TestAnswer = (typeof testAnswers)[number];

export async function setTestAnswers(
  database: Database,
  workspace: string,
  answers: Readonly<Record<string, TestAnswer>>,
): Promise<void> {
  await execute(database, `update workspaces set test_answers = ? where id = ?`, [JSON.stringify(answers), workspace]);
}

/** What the provider of a message says; undefined: it is to be asked. */
export async function findTestAnswer(database: Database, messageId: string): Promise<TestAnswer | undefined> {
  const [found] = await rows<{ answer: TestAnswer | null }>(
    database,
    `select w.test_answers ->> m.channel as answer from messages m join workspaces w on w.id = m.workspace where m.id = ?`,
    [messageId],
  );
  return found?.answer ?? undefined;
}

/** A story begins without addresses that an earlier one has made dead. */
export async function clearSuppressions(database: Database, workspace: string): Promise<void> {
  await execute(database, `delete from suppressions where workspace = ?`, [workspace]);
}
