import { beginAuditEntry, completeAuditEntry } from '../store/access/audit.ts';
import type { Database } from '../store/database/database.ts';
import { HttpProblem } from './define-error.ts';
import type { Operation, OperationRequest } from './define-operation.ts';

/** Does the operation leave an entry in the audit log? Everything does that changes something for somebody with rights. */
export function isAudited({ method, right, isReading }: Operation): boolean {
  return right !== undefined && method !== 'get' && !isReading;
}

/** Does what `handle` does, with an entry in the audit log around it. */
export async function audited<Answer>(
  database: Database,
  operation: Operation,
  request: Pick<OperationRequest<unknown, unknown, unknown>, 'workspace' | 'actor'> & { readonly params: unknown },
  handle: () => Promise<Answer>,
): Promise<Answer> {
  const { id: name, targetOf } = operation;
  const target = (answer?: Answer) => targetOf?.(request as never, answer as never);
  const { workspace, actor, params } = request;
  const id = await beginAuditEntry(database, {
    ...{ workspace, actor, operation: name },
    target: target() ?? firstOf(params),
  });
  try {
    const answer = await handle();
    await completeAuditEntry(database, id, { status: 200, target: target(answer) });
    return answer;
  } catch (error) {
    const refusal = error instanceof HttpProblem ? error : undefined;
    const outcome = { status: refusal?.status ?? 500, code: refusal?.problem.code ?? 'unexpected' };
    // The failure itself is what matters; where the database is away, the entry stays without an outcome.
    await completeAuditEntry(database, id, outcome).catch(() => undefined);
    throw error;
  }
}

function firstOf(params: unknown): string | undefined {
  const [first] = Object.values((params ?? {}) as Record<string, unknown>);
  return first === undefined ? undefined : String(first);
}
