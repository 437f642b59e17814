import { Buffer } from 'node:buffer';
import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';

/** A text that was found, and where it is. */
export interface Found {
  readonly where: string;
  readonly text: string;
}

/**
 * Everything that Temporal reports about the workflows of a namespace, as texts: raw histories (payloads, headers, markers,
 * failures, user metadata), descriptions (pending activities, memo, search attributes, static summary and details), lists,
 * current details, stack traces; and what it reports about the namespace's task queues. Read over the raw service, so that
 * nothing is left out by a nicer form.
 */
export async function readEverything(client: Client, taskQueues: readonly string[]): Promise<Found[]> {
  const { workflowService } = client;
  const { namespace } = client.options;
  const { executions } = await workflowService.listWorkflowExecutions({ namespace, pageSize: 1_000 });
  const found = textsOf('list', executions);
  for (const { execution } of executions ?? []) {
    if (!execution) continue;
    const name = execution.workflowId ?? '';
    for (let nextPageToken: Uint8Array | undefined; ; ) {
      const page = await workflowService.getWorkflowExecutionHistory({
        namespace,
        execution,
        ...(nextPageToken && { nextPageToken }),
      });
      found.push(...textsOf(`history of ${name}`, page.history?.events));
      if (!page.nextPageToken?.length) break;
      nextPageToken = page.nextPageToken;
    }
    const described = await workflowService.describeWorkflowExecution({ namespace, execution });
    found.push(...textsOf(`describe ${name}`, described));
    for (const queryType of ['__temporal_workflow_metadata', '__stack_trace']) {
      const query = { queryType, queryArgs: { payloads: [defaultPayloadConverter.toPayload('')] } };
      // A workflow that can't be replayed answers with an error, which is reported, too.
      const answer = await workflowService.queryWorkflow({ namespace, execution, query }).catch((error: Error) => ({
        error: String(error),
      }));
      found.push(...textsOf(`${queryType} of ${name}`, answer));
    }
  }
  for (const name of taskQueues) {
    found.push(
      ...textsOf(
        `task queue ${name}`,
        await workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType: 1 }),
      ),
    );
  }
  return found;
}

/** Every text in a value: strings, names of members, and bytes as text; JSON in bytes is looked into. */
export function textsOf(where: string, value: unknown): Found[] {
  if (typeof value === 'string') return [{ where, text: value }];
  if (value instanceof Uint8Array) {
    const text = Buffer.from(value).toString('utf8');
    return [{ where, text }, ...(/^[[{"]/.test(text) ? textsOf(where, parsed(text)) : [])];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...(Array.isArray(value) ? [] : [{ where, text: name }]),
    ...textsOf(`${where}.${name}`, member),
  ]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where any of these secrets is: as it is, in any case of letters, in base64 at any offset, or as hex digits. */
export function findSecrets(texts: readonly Found[], secrets: Readonly<Record<string, string>>): string[] {
  const forms = Object.entries(secrets).map(([name, secret]) => ({
    name,
    plain: secret.toLowerCase(),
    coded: codings(secret),
  }));
  return texts.flatMap(({ where, text }) => {
    const lower = text.toLowerCase();
    const there = forms.filter(
      ({ plain, coded }) => lower.includes(plain) || coded.some((form) => text.includes(form)),
    );
    return there.map(({ name }) => `${name} in ${where}`);
  });
}

/** In base64 three bytes make four letters, so there are three ways it may begin; the outer letters hold neighbours. */
function codings(secret: string): string[] {
  const base64 = [0, 1, 2].flatMap((offset) => {
    const whole = Buffer.from(`${'.'.repeat(offset)}${secret}`)
      .toString('base64')
      .replace(/=+$/, '');
    const inner = whole.slice(
      offset === 0 ? 0 : offset + 1,
      (offset + Buffer.byteLength(secret)) % 3 === 0 ? undefined : -1,
    );
    return [inner, inner.replace(/\+/g, '-').replace(/\//g, '_')];
  });
  return [...base64, Buffer.from(secret).toString('hex')];
}
