import { z } from 'zod';
import { consentRegimes } from '../customer/consent.ts';

export const regimeSchema = z.enum(consentRegimes);

export const consentSchema = z
  .strictObject({
    regime: regimeSchema.default('opt-out').describe('Of marketing messages, unless their topic says otherwise.'),
    tracking: regimeSchema.default('opt-out').describe('Of measuring opens and clicks.'),
    profiling: regimeSchema.default('opt-out').describe('Of decisions that are learned from behaviour.'),
  })
  .prefault({})
  .describe('Which consent is needed for what.');
