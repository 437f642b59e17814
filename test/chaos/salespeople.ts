import { setTimeout as pause } from 'node:timers/promises';
import { choices, DUE_MS, salespeople } from './journeys.ts';
import { ask, type Deadline } from './request.ts';
import type { Targets } from './targets.ts';

/** A claim or an answer that the API confirmed. */
export interface Confirmed {
  readonly taskId: string;
  readonly what: 'claim' | 'answer';
  readonly person: string;
  readonly choice: string | undefined;
}

interface ListedTask {
  readonly id: string;
  readonly dueAt: string;
}

/**
 * People who are given tasks. All of them take each task at once: they claim it first, or answer it unclaimed, or answer at
 * the moment when it is due. Each answers something else than the others where the choices allow it.
 */
export function startSalespeople(targets: Targets, chance: (name: string) => number, deadline: Deadline) {
  const confirmed: Confirmed[] = [];
  const known = new Set<string>();
  let busy = 0;
  let failure: unknown;

  const operate = async (taskId: string, what: Confirmed['what'], person: string, choice?: string) => {
    const body = { person, ...(choice !== undefined && { choice }) };
    const path = `/v1/tasks/${taskId}/${what}`;
    const { status, json } = await ask(targets.apiUrl, { path, bearer: targets.adminKey, body }, deadline);
    if (status === 200) confirmed.push({ taskId, what, person, choice });
    else if (status !== 409) throw new Error(`${path} was answered ${status}: ${JSON.stringify(json)}`);
  };

  async function take({ id, dueAt }: ListedTask, number: number): Promise<void> {
    const drawn = chance(`task ${number}`);
    const all = (work: (person: string, index: number) => Promise<void>) => Promise.all(salespeople.map(work));
    if (drawn < 0.4) await all((person) => operate(id, 'claim', person));
    if (drawn > 0.75) await pause(Math.min(DUE_MS, Math.max(0, Date.parse(dueAt) - Date.now() - 50)));
    await all((person, index) => operate(id, 'answer', person, choices[index % choices.length]));
  }

  /** Begins to act on what is new. Gives whether there was something, or something is still being done. */
  const look = async (): Promise<boolean> => {
    if (failure !== undefined) throw failure;
    const asking = { path: '/v1/tasks?state=unanswered&limit=200', bearer: targets.adminKey };
    const { json } = await ask(targets.apiUrl, asking, deadline);
    const fresh = ((json as { items?: ListedTask[] }).items ?? []).filter(({ id }) => !known.has(id));
    for (const task of fresh) {
      busy += 1;
      take(task, known.add(task.id).size)
        .catch((thrown: unknown) => {
          failure ??= thrown;
        })
        .finally(() => {
          busy -= 1;
        });
    }
    return fresh.length + busy > 0;
  };
  return { look, done: () => ({ confirmed }) };
}
