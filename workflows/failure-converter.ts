import { DefaultFailureConverter, type PayloadConverter, type ProtoFailure } from '@temporalio/common';

/**
 * What Temporal stores of an error: its class and our own "<code> <error id>". Texts may quote a customer and stacks
 * may quote texts, so both stay behind; PostgreSQL's `failures` has them under the error id. A text is let through only
 * for what it comes from, never for how it looks: a word alone may be a name.
 */
const ours = { type: 'TemporaryFailure', message: /^[a-z0-9-]{1,60}( [0-9a-f-]{36})?$/ };
const className = /^[A-Z][A-Za-z]{0,59}$/;
const withheld = 'withheld: it may quote a customer';

/** Sentences of Temporal's own, which name activities and timeouts and nothing else. */
const temporalsOwn = [
  'timeoutFailureInfo',
  'canceledFailureInfo',
  'terminatedFailureInfo',
  'serverFailureInfo',
  'activityFailureInfo',
  'childWorkflowExecutionFailureInfo',
] as const satisfies readonly (keyof ProtoFailure)[];

class ReferencesOnly extends DefaultFailureConverter {
  override errorToFailure(error: unknown, payloadConverter: PayloadConverter): ProtoFailure {
    return redacted(super.errorToFailure(error, payloadConverter));
  }
}

/** Member by member, so that a member that Temporal adds stays behind until somebody has looked at it. */
function redacted(failure: ProtoFailure): ProtoFailure {
  const { message, source, cause, applicationFailureInfo, timeoutFailureInfo, canceledFailureInfo } = failure;
  const kind = temporalsOwn.find((info) => failure[info]);
  const type = applicationFailureInfo?.type ?? '';
  const isOurs = type === ours.type && ours.message.test(message ?? '');
  return {
    message: kind || isOurs ? (message ?? '') : withheld,
    ...(source && { source }),
    stackTrace: '',
    ...(kind && { [kind]: failure[kind] }),
    ...(applicationFailureInfo && {
      applicationFailureInfo: { ...applicationFailureInfo, type: className.test(type) ? type : 'Error', details: null },
    }),
    ...(timeoutFailureInfo && { timeoutFailureInfo: { ...timeoutFailureInfo, lastHeartbeatDetails: null } }),
    ...(canceledFailureInfo && { canceledFailureInfo: { ...canceledFailureInfo, details: null } }),
    ...(cause && { cause: redacted(cause) }),
  };
}

export const failureConverter = new ReferencesOnly();
