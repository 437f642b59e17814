import type { Operation } from '../define-operation.ts';
import { sendBatch } from './events/send-batch.ts';
import { sendIdentify } from './events/send-identify.ts';
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
import { previewTemplate } from './templates/preview-template.ts';

/** Every operation of the API. */
export const operations = [
  sendTrack,
  sendIdentify,
  sendBatch,
  publish,
  previewTemplate,
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
