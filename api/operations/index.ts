import type { Operation } from '../define-operation.ts';
import { listAudit } from './audit/list-audit.ts';
import { getTestSend } from './channels/get-test-send.ts';
import { listChannels } from './channels/list-channels.ts';
import { testChannel } from './channels/test-channel.ts';
import { getCustomerConsents } from './consents/get-customer-consents.ts';
import { recordConsents } from './consents/record-consents.ts';
import { recordCustomerConsents } from './consents/record-customer-consents.ts';
import { eraseCustomer } from './customers/erase-customer.ts';
import { findCustomer } from './customers/find-customer.ts';
import { getCohorts } from './customers/get-cohorts.ts';
import { getCustomer } from './customers/get-customer.ts';
import { getCustomerAhead } from './customers/get-customer-ahead.ts';
import { getCustomerValues } from './customers/get-customer-values.ts';
import { getTimeline } from './customers/get-timeline.ts';
import { listCustomers } from './customers/list-customers.ts';
import { mergeCustomers } from './customers/merge-customers.ts';
import { checkDecisions } from './decisions/check-decisions.ts';
import { listRunDecisions } from './decisions/list-run-decisions.ts';
import { createDraft, deleteDraft, getDraft, listDrafts, saveDraft } from './drafts/drafts.ts';
import { noteDraftReader } from './drafts/note-reader.ts';
import { checkDraft, publishDraft } from './drafts/publish-draft.ts';
import { getSettings } from './events/get-settings.ts';
import { sendAlias } from './events/send-alias.ts';
import { sendBatch } from './events/send-batch.ts';
import { sendGroup } from './events/send-group.ts';
import { sendIdentify } from './events/send-identify.ts';
import { sendPage } from './events/send-page.ts';
import { sendScreen } from './events/send-screen.ts';
import { sendTrack } from './events/send-track.ts';
import { getExperiment } from './experiments/get-experiment.ts';
import { listExperiments } from './experiments/list-experiments.ts';
import { receiveFeedback } from './feedback/receive-feedback.ts';
import { markClicked, markDismissed, markManySeen, markSeen } from './inbox/act.ts';
import { listInbox } from './inbox/list-inbox.ts';
import { listInboxMessages } from './inbox/list-messages.ts';
import { makeStreamTicket } from './inbox/make-ticket.ts';
import { countSteps } from './journeys/count-steps.ts';
import { enterJourney } from './journeys/enter-journey.ts';
import { enterMembers, getMemberEntries } from './journeys/enter-members.ts';
import { getCredit } from './journeys/get-credit.ts';
import { getJourney } from './journeys/get-journey.ts';
import { getMeasures } from './journeys/get-measures.ts';
import { getNps } from './journeys/get-nps.ts';
import { getVersion } from './journeys/get-version.ts';
import { actOnJourney, getJourneyState } from './journeys/journey-state.ts';
import { listJourneys } from './journeys/list-journeys.ts';
import { listVersions } from './journeys/list-versions.ts';
import { planPublish } from './journeys/plan-publish.ts';
import { publish } from './journeys/publish.ts';
import { createAccessKey, listAccessKeys, revokeAccessKey } from './keys/access-keys.ts';
import { listUserTokenSecrets, retireUserTokenSecret, rotateUserTokenSecret } from './keys/user-token-secrets.ts';
import { liftKillSwitch, listKillSwitches, setKillSwitch } from './kill-switches/kill-switches.ts';
import { acceptMessage } from './messages/accept-message.ts';
import { getMessage } from './messages/get-message.ts';
import { listMessages } from './messages/list-messages.ts';
import { listUnknownMessages } from './messages/list-unknown-messages.ts';
import { resendMessage } from './messages/resend-message.ts';
import { chooseMyOffers, chooseOffers } from './offers/choose-offers.ts';
import { getOffer } from './offers/get-offer.ts';
import { listOffers } from './offers/list-offers.ts';
import { markMyOfferAccepted, markMyOfferShown, markOfferAccepted, markOfferShown } from './offers/mark-offer.ts';
import { makeSignInLink } from './people/make-sign-in-link.ts';
import { changeOwnPassword } from './people/own-password.ts';
import { endSession, getSession, startSession } from './people/session.ts';
import { endOneSession, listSessions } from './people/sessions.ts';
import { addUser, changeUser, listUsers, removeUser } from './people/users.ts';
import { comparePolicies } from './policies/compare-policy.ts';
import { getPolicy } from './policies/get-policy.ts';
import { listPolicies } from './policies/list-policies.ts';
import { listPolicyDecisions } from './policies/list-policy-decisions.ts';
import { endPolicyOverride, overridePolicy } from './policies/override-policy.ts';
import { getPushKey } from './push/get-push-key.ts';
import { subscribeBrowser, unsubscribeBrowser } from './push/subscribe.ts';
import { actOnRuns } from './runs/act-on-runs.ts';
import { countRuns } from './runs/count-runs.ts';
import { exitRun } from './runs/exit-run.ts';
import { getBulkAct } from './runs/get-bulk-act.ts';
import { getRun } from './runs/get-run.ts';
import { getRunAhead } from './runs/get-run-ahead.ts';
import { listRuns } from './runs/list-runs.ts';
import { retryRun } from './runs/retry-run.ts';
import { skipStep } from './runs/skip-step.ts';
import { listSchedules } from './schedules/list-schedules.ts';
import { listWaves } from './schedules/list-waves.ts';
import { changeSegmentMembers } from './segments/change-segment-members.ts';
import { explainCondition } from './segments/explain-condition.ts';
import { getSegment } from './segments/get-segment.ts';
import { getSegmentHistory } from './segments/get-segment-history.ts';
import { listSegmentMembers } from './segments/list-segment-members.ts';
import { listSegments } from './segments/list-segments.ts';
import { previewSegment } from './segments/preview-segment.ts';
import { changeWorkspaceSection } from './service/change-section.ts';
import { getAttention } from './service/get-attention.ts';
import { getDescription } from './service/get-description.ts';
import { getHistory } from './service/get-history.ts';
import { getNames } from './service/get-names.ts';
import { getStatus } from './service/get-status.ts';
import { getWorkspace } from './service/get-workspace.ts';
import { isLive } from './service/is-live.ts';
import { isReady } from './service/is-ready.ts';
import { listPayloads } from './sources/list-payloads.ts';
import { receiveSource } from './sources/receive-source.ts';
import { addSuppression } from './suppressions/add-suppression.ts';
import { removeSuppression } from './suppressions/remove-suppression.ts';
import { answerTask } from './tasks/answer-task.ts';
import { claimTask } from './tasks/claim-task.ts';
import { getTask } from './tasks/get-task.ts';
import { listTasks } from './tasks/list-tasks.ts';
import { releaseTask } from './tasks/release-task.ts';
import { previewTemplate } from './templates/preview-template.ts';
import { getTestClock } from './test-mode/get-test-clock.ts';
import { reportTestFeedback } from './test-mode/report-test-feedback.ts';
import { sendTestCalls } from './test-mode/send-test-calls.ts';
import { setTestArms } from './test-mode/set-test-arms.ts';
import { setTestClock } from './test-mode/set-test-clock.ts';
import { setTestSurroundings } from './test-mode/set-test-surroundings.ts';
import { getImport } from './transfer/get-import.ts';
import { importRows } from './transfer/import-rows.ts';
import { listImports } from './transfer/list-imports.ts';

/** Every operation of the API. */
export const operations = [
  sendTrack,
  sendIdentify,
  sendPage,
  sendScreen,
  sendGroup,
  sendAlias,
  sendBatch,
  receiveFeedback,
  receiveSource,
  listPayloads,
  getSettings,
  recordConsents,
  recordCustomerConsents,
  getCustomerConsents,
  publish,
  planPublish,
  previewTemplate,
  listJourneys,
  listSchedules,
  listWaves,
  enterJourney,
  enterMembers,
  getMemberEntries,
  getJourney,
  listVersions,
  getVersion,
  listDrafts,
  createDraft,
  getDraft,
  saveDraft,
  deleteDraft,
  checkDraft,
  publishDraft,
  noteDraftReader,
  countSteps,
  getMeasures,
  getCredit,
  getNps,
  getCohorts,
  getCustomerValues,
  listExperiments,
  getExperiment,
  getJourneyState,
  actOnJourney,
  findCustomer,
  listCustomers,
  getCustomer,
  getTimeline,
  getCustomerAhead,
  mergeCustomers,
  eraseCustomer,
  importRows,
  listImports,
  getImport,
  listRuns,
  listSegments,
  previewSegment,
  explainCondition,
  getSegment,
  getSegmentHistory,
  listSegmentMembers,
  changeSegmentMembers,
  listPolicies,
  getPolicy,
  listPolicyDecisions,
  comparePolicies,
  overridePolicy,
  endPolicyOverride,
  listOffers,
  getOffer,
  chooseOffers,
  chooseMyOffers,
  markOfferShown,
  markOfferAccepted,
  markMyOfferShown,
  markMyOfferAccepted,
  checkDecisions,
  countRuns,
  actOnRuns,
  getBulkAct,
  getRun,
  getRunAhead,
  listRunDecisions,
  retryRun,
  exitRun,
  skipStep,
  listMessages,
  listUnknownMessages,
  getMessage,
  resendMessage,
  acceptMessage,
  listChannels,
  testChannel,
  getTestSend,
  listKillSwitches,
  setKillSwitch,
  liftKillSwitch,
  addSuppression,
  removeSuppression,
  listTasks,
  getTask,
  claimTask,
  releaseTask,
  answerTask,
  getTestClock,
  setTestArms,
  setTestClock,
  setTestSurroundings,
  sendTestCalls,
  reportTestFeedback,
  listInbox,
  markManySeen,
  markSeen,
  markClicked,
  markDismissed,
  makeStreamTicket,
  getPushKey,
  subscribeBrowser,
  unsubscribeBrowser,
  listInboxMessages,
  startSession,
  getSession,
  endSession,
  changeOwnPassword,
  makeSignInLink,
  listSessions,
  endOneSession,
  listUsers,
  addUser,
  changeUser,
  removeUser,
  listAudit,
  listAccessKeys,
  createAccessKey,
  revokeAccessKey,
  listUserTokenSecrets,
  rotateUserTokenSecret,
  retireUserTokenSecret,
  getStatus,
  getAttention,
  getHistory,
  getNames,
  getWorkspace,
  changeWorkspaceSection,
  isLive,
  isReady,
  getDescription,
] as unknown as readonly Operation[];
