import { z } from 'zod';
import { declaredMetricsSchema } from '../experiment/metric.ts';

/** Metrics of experiments. The experiments themselves are made by splits, holdouts and the global control. */
export const experimentsSchema = z
  .record(
    z
      .string()
      .max(200)
      .regex(/^(global-control|[^/]+\/[^/]+)$/, 'must be "<journey>/<step>", "<journey>/holdout" or "global-control"'),
    declaredMetricsSchema,
  )
  .refine((all) => Object.keys(all).length <= 200, 'must be at most 200 experiments')
  .default({})
  .describe(
    'Experiment ("<journey>/<step>", "<journey>/holdout", "global-control") ▸ what it is measured by. Unless said, the goal of the journey.',
  );
