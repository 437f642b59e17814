import { DefaultFailureConverter, type PayloadConverter, type ProtoFailure } from '@temporalio/common';

/**
 * What Temporal stores of an error: its class and our own "<code> <error id>". Texts may quote a customer and stacks
 * may quote texts, so both stay behind; PostgreSQL's `failures` has them under the error id.
 */
const harmless = /^[a-z0-9-]{1,60}( [0-9a-f-]{36})?$/;

/** Sentences of Temporal's own, which name activities and timeouts and nothing else. */
const temporalsOwn = new Set<keyof ProtoFailure>([
  'timeoutFailureInfo',
  'canceledFailureInfo',
  'terminatedFailureInfo',
  'serverFailureInfo',
  'activityFailureInfo',
  'childWorkflowExecutionFailureInfo',
]);

class ReferencesOnly extends DefaultFailureConverter {
  override errorToFailure(error: unknown, payloadConverter: PayloadConverter): ProtoFailure {
    return redacted(super.errorToFailure(error, payloadConverter));
  }
}

function redacted(failure: ProtoFailure): ProtoFailure {
  const { message, cause, applicationFailureInfo, ...rest } = failure;
  const isTemporals = [...temporalsOwn].some((info) => failure[info]);
  return {
    ...rest,
    message: isTemporals || harmless.test(message ?? '') ? (message ?? '') : 'see the log of the worker',
    stackTrace: '',
    ...(applicationFailureInfo && { applicationFailureInfo: { ...applicationFailureInfo, details: null } }),
    ...(cause && { cause: redacted(cause) }),
  };
}

export const failureConverter = new ReferencesOnly();
