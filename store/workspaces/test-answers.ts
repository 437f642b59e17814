import type { Json } from '../../core/base/canonical-json.ts';
import { type Database, execute, rows } from '../database/database.ts';

/** What providers say in test mode, instead of being asked: channel ▸ answer. Channels that are not there work as usual. */
export const testAnswers = ['failed', 'unknown'] as const;
export type TestAnswer = (typeof testAnswers)[number];

export async function setTestAnswers(
  database: Database,
  workspace: string,
  answers: Readonly<Record<string, TestAnswer>>,
): Promise<void> {
  await execute(
    database,
    `update workspaces set test_answers = cast(? as jsonb) ||
       coalesce((select jsonb_object_agg(key, value) from jsonb_each(test_answers) where key like 'call:%'), '{}')
     where id = ?`,
    [JSON.stringify(answers), workspace],
  );
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

/** What an endpoint answers to calls in test mode, instead of being asked: kept beside the answers of providers. */
export type TestCall = { readonly status: number; readonly body?: Json | undefined } | 'no-answer';

const callKey = (endpoint: string) => `call:${endpoint}`;

export async function setTestCalls(
  database: Database,
  workspace: string,
  calls: Readonly<Record<string, TestCall>>,
): Promise<void> {
  const named = Object.entries(calls).map(([endpoint, answer]) => [callKey(endpoint), answer]);
  await execute(
    database,
    `update workspaces set test_answers = cast(? as jsonb) ||
       coalesce((select jsonb_object_agg(key, value) from jsonb_each(test_answers) where key not like 'call:%'), '{}')
     where id = ?`,
    [JSON.stringify(Object.fromEntries(named)), workspace],
  );
}

export async function findTestCall(
  database: Database,
  workspace: string,
  endpoint: string,
): Promise<TestCall | undefined> {
  const [found] = await rows<{ answer: TestCall | null }>(
    database,
    `select test_answers -> ? as answer from workspaces where id = ?`,
    [callKey(endpoint), workspace],
  );
  return found?.answer ?? undefined;
}

/** A story begins without addresses that an earlier one has made dead. */
export async function clearSuppressions(database: Database, workspace: string): Promise<void> {
  await execute(database, `delete from suppressions where workspace = ?`, [workspace]);
}
