import { z } from 'zod';

/** opt-in: nothing without a granted consent. opt-out: allowed until it is withdrawn. */
export const regimeSchema = z.enum(['opt-in', 'opt-out']);

export type Regime = z.infer<typeof regimeSchema>;

export const consentSchema = z
  .strictObject({
    regime: regimeSchema.default('opt-out').describe('Of marketing messages, unless their topic says otherwise.'),
    tracking: regimeSchema.default('opt-out').describe('Of measuring opens and clicks.'),
    profiling: regimeSchema.default('opt-out').describe('Of decisions that are learned from behaviour.'),
  })
  .prefault({})
  .describe('Which consent is needed for what.');
