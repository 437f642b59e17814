import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/**
 * One timer for a run.
 *   OFF ─set(moment)─▶ ARMED ─time─▶ RUNG ─set─▶ OFF or ARMED
 * Setting the moment it is armed for leaves the timer alone: re-arming costs two events and an action each turn.
 */
export interface Alarm {
  set(moment: number | undefined, inMilliseconds: number | undefined, summary: string): void;
  rang(): boolean;
}

export function createAlarm(): Alarm {
  let armedFor: number | undefined;
  let scope: CancellationScope | undefined;
  let rung = false;

  return {
    set(moment, inMilliseconds, summary) {
      if (moment !== undefined && moment === armedFor && !rung) return;
      scope?.cancel();
      rung = false;
      armedFor = moment;
      scope = undefined;
      if (moment === undefined) return;
      const own = new CancellationScope();
      scope = own;
      own
        .run(() => sleep(Math.max(1, inMilliseconds ?? 0), { summary }))
        .then(
          () => {
            if (scope === own) rung = true;
          },
          (error: unknown) => {
            if (!isCancellation(error)) throw error;
          },
        );
    },
    rang: () => rung,
  };
}
