import type { Mutation } from './mutation.ts';
import { leaseHolds } from './shared-edits.ts';

const interleavingsTest = 'test/system/interleavings.soak.ts';
const deliverTest = 'test/services/delivery/deliver.test.ts';

export const messages: readonly Mutation[] = [
  {
    against: 'a webhook receiver that answers after its time-out',
    edits: [
      {
        file: 'services/delivery/sending/send.ts',
        with: "return result.result === 'unknown' && channel.direction === 'keyed'",
        without: "return result.result === 'unknown' && channel.id === ''",
      },
    ],
    test: {
      file: 'test/services/delivery/deliver-webhook.test.ts',
      title: 'what may have arrived (hang) is sent again',
    },
  },
  {
    against: 'a mail server that answers after its time-out: the truth wins in the books',
    edits: [
      {
        file: 'store/messages/settle-message.ts',
        with: "(? = 'accepted' and message.state = 'unknown')",
        without: "(? = 'accepted' and message.state = 'nothing')",
      },
    ],
    test: { file: deliverTest, title: 'lets a late "accepted" win in the books' },
  },
  {
    against: 'a mail server that answers after its time-out: the run gets one input',
    edits: [
      {
        file: 'store/messages/settle-message.ts',
        with: "and ended_at is null and before <> 'unknown' and ? returning id, last_seq, at)",
        without: 'and ended_at is null and ? returning id, last_seq, at)',
      },
    ],
    test: { file: deliverTest, title: 'lets a late "accepted" win in the books' },
  },
  {
    against: 'an exit after an attempt that may have arrived: called blocked, though it was received',
    edits: [
      {
        file: 'core/message/rules/in-doubt.ts',
        with: "if (!earlier || !(earlier.inDoubt || earlier.state === 'sending'))",
        without: "if (origin.isLeaving || !earlier || !(earlier.inDoubt || earlier.state === 'sending'))",
      },
    ],
    test: { file: deliverTest, title: 'after an attempt died that may have been received waits' },
  },
  {
    against: 'an attempt that comes late, when the outcome is stored and the run has not taken it',
    edits: [{ file: 'core/message/rules/index.ts', with: '  settled,\n  claimHeld,', without: '  claimHeld,' }],
    test: { file: 'test/services/delivery/deliver-webhook.test.ts', title: 'an attempt that comes late' },
  },
  {
    against: 'the same, when a second attempt died before it began',
    edits: [
      {
        file: 'store/messages/messages.ts',
        with: "in_doubt = in_doubt or state in ('sending', 'unknown'),",
        without: 'in_doubt = in_doubt,',
      },
    ],
    test: { file: deliverTest, title: 'and a second attempt died before it began waits' },
  },
  {
    against: 'an exit after an attempt that got no answer',
    edits: [
      {
        file: 'store/runs/turn-facts.ts',
        with: " or state in ('failed-temporarily', 'deferred') and in_doubt",
        without: '',
      },
    ],
    test: { file: deliverTest, title: 'while an attempt got no answer waits' },
  },
  {
    against: 'SIGKILL between "sending" and the outcome, on SMTP: unknown, never sent again by itself',
    edits: [
      {
        file: 'core/message/rules/in-doubt.ts',
        with: "if (!earlier || !(earlier.inDoubt || earlier.state === 'sending'))",
        without: 'if (!earlier?.inDoubt)',
      },
    ],
    test: { file: interleavingsTest, title: 'a worker killed at "sent" of a mail' },
  },
  {
    against: 'SIGKILL between "sending" and the outcome, on a webhook: sent again under the same key',
    edits: [
      {
        file: 'core/message/rules/in-doubt.ts',
        with: 'const mayAsk = receiverHonoursKey &&',
        without: 'const mayAsk = !receiverHonoursKey && receiverHonoursKey &&',
      },
    ],
    test: { file: 'test/system/providers.soak.ts', title: 'a worker killed at "sent" of a webhook' },
  },
  {
    against: 'a mail server that drops the connection after the content',
    edits: [
      {
        file: 'services/channels/smtp.ts',
        with: 'classify(thrown, attempt.hasBegun())',
        without: 'classify(thrown, false)',
      },
    ],
    test: { file: 'test/services/channels/smtp.test.ts', title: 'a connection that drops at the content is unknown' },
  },
  {
    against: 'a mark that failed: the content leaves all the same',
    edits: [
      {
        file: 'services/channels/smtp.ts',
        with: '        failure = { why };\n        throw why;',
        without: '        failure = undefined;',
      },
    ],
    test: { file: 'test/services/channels/smtp.test.ts', title: 'not one byte of the content where the mark fails' },
  },
  {
    against: 'an attempt in doubt that is made again against a complaint',
    edits: [
      {
        file: 'core/message/guard.ts',
        with: "if (verdict?.verdict === 'claim' && blockForCustomer(awaited)) return { verdict: 'unknown' };",
        without: '',
      },
    ],
    test: { file: 'test/core/message/guard.test.ts', title: 'calls an attempt in doubt unknown' },
  },
  {
    against: 'an exit committed just before a claim',
    edits: [
      {
        file: 'core/message/rules/inputs-first.ts',
        with: 'origin.hasUnconsumedInputs ?',
        without: 'origin.hasUnconsumedInputs && origin.isLeaving ?', // asked only of a run that is not leaving
      },
    ],
    test: { file: deliverTest, title: 'before the claim wins' },
  },
  {
    against: 'an exit committed just after a claim',
    edits: [
      {
        file: 'activities/take-inputs.ts',
        with: 'const { entry, lookBack, begunJobs } = stored;',
        without: 'const { entry, lookBack, begunJobs } = { ...stored, begunJobs: new Set<number>() };',
      },
    ],
    test: { file: deliverTest, title: 'after the claim lets the message settle' },
  },
  {
    against: 'a message claimed by many attempts at once',
    edits: [leaseHolds],
    test: { file: deliverTest, title: 'claimed by one of many' },
  },
  {
    against: 'a claim whose lease ends while its owner still lives',
    edits: [
      {
        file: 'store/messages/messages.ts',
        with: "and token = ? and state = 'claimed'",
        without: "and coalesce(token, ?) is not null and state <> ''",
      },
      { file: 'store/messages/messages.ts', with: 'and leased_until >', without: 'or leased_until >' },
    ],
    test: { file: deliverTest, title: 'whose lease ended while its owner still lived' },
  },
  {
    against: 'an exit before an attempt: the message stays requested forever',
    edits: [
      {
        file: 'activities/run-turn.ts',
        with: 'isWithdrawable && !open.has(visit) ? [id] : []',
        without: 'isWithdrawable && open.has(visit) ? [id] : []',
      },
    ],
    test: { file: deliverTest, title: 'before the claim wins' },
  },
  {
    against: 'an attempt that died, shown as under way forever',
    edits: [
      {
        file: 'store/messages/messages.ts',
        with: 'and before.attempt = message.attempt and before.outcome is null',
        without: 'and before.attempt > message.attempt and before.outcome is null',
      },
    ],
    test: { file: deliverTest, title: 'shows each attempt with how it ended' },
  },
  {
    against: 'two journeys that want a customer at the same instant under a cap of one',
    edits: [
      {
        file: 'core/message/rules/caps.ts',
        with: 'filter(({ left }) => left === 0)',
        without: 'filter(({ left }) => left < 0)',
      },
    ],
    test: {
      file: 'test/services/delivery/deliver.caps.test.ts',
      title: 'two journeys that want a customer at the same',
    },
  },
  {
    against: 'a message at night, by the clock of the customer',
    edits: [
      {
        file: 'core/message/rules/quiet-hours.ts',
        with: "if (!limits.bound.has('quiet-hours')) return undefined;",
        without: 'return undefined;',
      },
    ],
    test: {
      file: 'test/services/delivery/deliver.caps.test.ts',
      title: 'a customer in Auckland gets nothing at night',
    },
  },
];
