import type { Operation } from '../define-operation.ts';
import { sendAlias } from './events/send-alias.ts';
import { sendBatch } from './events/send-batch.ts';
import { sendGroup } from './events/send-group.ts';
import { sendIdentify } from './events/send-identify.ts';
import { sendPage } from './events/send-page.ts';
import { sendScreen } from './events/send-screen.ts';
import { sendTrack } from './events/send-track.ts';
import { getJourney } from './journeys/get-journey.ts';
import { listJourneys } from './journeys/list-journeys.ts';
import { publish } from './journeys/publish.ts';
import { exitRun } from './runs/exit-run.ts';
import { getRun } from './runs/get-run.ts';
import { listRuns } from './runs/list-runs.ts';
import { retryRun } from './runs/retry-run.ts';
import { getDescription } from './service/get-description.ts';
import { getStatus } from './service/get-status.ts';
import { isLive } from './service/is-live.ts';
import { isReady } from './service/is-ready.ts';

/** Every operation of the API. */
export const operations = [
  sendTrack,
  sendIdentify,
  sendPage,
  sendScreen,
  sendGroup,
  sendAlias,
  sendBatch,
  publish,
  listJourneys,
  getJourney,
  listRuns,
  getRun,
  retryRun,
  exitRun,
  getStatus,
  isLive,
  isReady,
  getDescription,
] as unknown as readonly Operation[];
