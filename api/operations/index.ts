import type { Operation } from '../define-operation.ts';
import { getCustomerConsents } from './consents/get-customer-consents.ts';
import { recordConsents } from './consents/record-consents.ts';
import { recordCustomerConsents } from './consents/record-customer-consents.ts';
import { findCustomer } from './customers/find-customer.ts';
import { getCustomer } from './customers/get-customer.ts';
import { getSettings } from './events/get-settings.ts';
import { sendAlias } from './events/send-alias.ts';
import { sendBatch } from './events/send-batch.ts';
import { sendGroup } from './events/send-group.ts';
import { sendIdentify } from './events/send-identify.ts';
import { sendPage } from './events/send-page.ts';
import { sendScreen } from './events/send-screen.ts';
import { sendTrack } from './events/send-track.ts';
import { markClicked, markDismissed, markManySeen, markSeen } from './inbox/act.ts';
import { listInbox } from './inbox/list-inbox.ts';
import { listInboxMessages } from './inbox/list-messages.ts';
import { makeStreamTicket } from './inbox/make-ticket.ts';
import { getJourney } from './journeys/get-journey.ts';
import { listJourneys } from './journeys/list-journeys.ts';
import { publish } from './journeys/publish.ts';
import { listUserTokenSecrets, retireUserTokenSecret, rotateUserTokenSecret } from './keys/user-token-secrets.ts';
import { exitRun } from './runs/exit-run.ts';
import { getRun } from './runs/get-run.ts';
import { listRuns } from './runs/list-runs.ts';
import { retryRun } from './runs/retry-run.ts';
import { getDescription } from './service/get-description.ts';
import { getStatus } from './service/get-status.ts';
import { isLive } from './service/is-live.ts';
import { isReady } from './service/is-ready.ts';
import { answerTask } from './tasks/answer-task.ts';
import { claimTask } from './tasks/claim-task.ts';
import { getTask } from './tasks/get-task.ts';
import { listTasks } from './tasks/list-tasks.ts';
import { releaseTask } from './tasks/release-task.ts';

/** Every operation of the API. */
export const operations = [
  sendTrack,
  sendIdentify,
  sendPage,
  sendScreen,
  sendGroup,
  sendAlias,
  sendBatch,
  getSettings,
  recordConsents,
  recordCustomerConsents,
  getCustomerConsents,
  publish,
  listJourneys,
  getJourney,
  findCustomer,
  getCustomer,
  listRuns,
  getRun,
  retryRun,
  exitRun,
  listTasks,
  getTask,
  claimTask,
  releaseTask,
  answerTask,
  listInbox,
  markManySeen,
  markSeen,
  markClicked,
  markDismissed,
  makeStreamTicket,
  listInboxMessages,
  listUserTokenSecrets,
  rotateUserTokenSecret,
  retireUserTokenSecret,
  getStatus,
  isLive,
  isReady,
  getDescription,
] as unknown as readonly Operation[];
