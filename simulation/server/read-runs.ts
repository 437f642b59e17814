import type { StoryRun, StoryTask } from '../story-types.ts';
import type { StackAccess } from './access.ts';

/** What the API answers, as far as a story looks at it; docs/reference/openapi.json describes all of it. */
interface RunOfApi {
  readonly id: string;
  readonly key: string | null;
  readonly books: StoryRun['books'] | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly visits: readonly {
    readonly step: string;
    readonly arrivedAt: string;
    readonly leftAt: string | null;
    readonly path: string | null;
  }[];
  readonly messages: readonly {
    readonly id: string;
    readonly step: string;
    readonly template: string;
    readonly channel: string;
    readonly state: string;
    readonly rule: string | null;
    readonly ruleValue: string | null;
    readonly updatedAt: string;
  }[];
  readonly tasks: readonly TaskOfApi[];
  readonly goal: { readonly reachedAt: string; readonly event: string | null; readonly value: number | null } | null;
}

interface TaskOfApi {
  readonly id: string;
  readonly step: string;
  readonly group: string | null;
  readonly person: string | null;
  readonly assignee: string | null;
  readonly instruction: string;
  readonly state: StoryTask['state'];
  readonly choice: string | null;
  readonly history: readonly { readonly at: string; readonly what: string }[];
}

/** A run as a story shows it, with the ids of its messages and tasks on the server. */
export interface ServerRun {
  readonly run: StoryRun;
  readonly acceptedMessages: readonly { readonly id: string; readonly step: string }[];
  readonly taskIds: readonly { readonly id: string; readonly step: string; readonly isOpen: boolean }[];
}

/** The runs of a customer in one journey, oldest first. */
export async function readRuns(stack: StackAccess, journey: string, userId: string): Promise<readonly ServerRun[]> {
  const query = new URLSearchParams({ journey, userId, limit: '200' });
  const { items } = await stack.call<{ items: readonly { id: string }[] }>('GET', `/v1/runs?${query}`);
  const runs: ServerRun[] = [];
  for (const { id } of [...items].reverse()) runs.push(readRun(await stack.call<RunOfApi>('GET', `/v1/runs/${id}`)));
  return runs;
}

function readRun({ key, books, endedAt, endReason, visits, messages, tasks, goal }: RunOfApi): ServerRun {
  return {
    run: {
      status: endedAt === null ? 'open' : 'ended',
      endReason: endReason ?? undefined,
      key,
      books: books ?? undefined,
      standsOn: visits.find(({ leftAt }) => leftAt === null)?.step,
      stands: visits.filter(({ leftAt }) => leftAt === null).map(({ step }) => step),
      visits: visits.map(({ step, arrivedAt, leftAt, path }) => ({
        step,
        arrivedAt,
        leftAt: leftAt ?? undefined,
        path: path ?? undefined,
      })),
      messages: messages.map(({ step, template, channel, state, rule, ruleValue, updatedAt }) => ({
        step,
        template,
        channel,
        at: updatedAt,
        result: (state === 'failed-permanently' ? 'failed' : state) as StoryRun['messages'][number]['result'],
        rule: rule ?? undefined,
        until: state === 'deferred' ? (ruleValue ?? undefined) : undefined,
      })),
      tasks: tasks.map(readTask),
      goal: goal === null ? undefined : { event: goal.event ?? '', value: goal.value, at: goal.reachedAt },
    },
    acceptedMessages: messages.filter(({ state }) => state === 'accepted').map(({ id, step }) => ({ id, step })),
    taskIds: tasks.map(({ id, step, state }) => ({ id, step, isOpen: state === 'open' || state === 'claimed' })),
  };
}

function readTask({ step, group, person, assignee, instruction, state, choice, history }: TaskOfApi): StoryTask {
  const at = (what: string) => history.find((each) => each.what === what)?.at;
  return {
    step,
    group: group ?? undefined,
    person: person ?? undefined,
    instruction,
    state,
    choice: choice ?? undefined,
    by: state === 'answered' ? (assignee ?? undefined) : undefined,
    remindedAt: at('reminded'),
    escalatedAt: at('escalated'),
  };
}
