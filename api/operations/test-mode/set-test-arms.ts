import { z } from 'zod';
import { findCustomer, lockResolved } from '../../../store/customers/resolve-customer.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { inTransaction } from '../../../store/database/database.ts';
import { insertArms } from '../../../store/experiments/arms.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { doneAnswer } from '../../done-answer.ts';
import { customerNotFound, customerParams } from '../consents/errors.ts';
import { notInTestMode, requireTestMode } from './test-mode.ts';

export const setTestArms = defineOperation({
  id: 'setTestArms',
  method: 'put',
  path: '/v1/test/arms/{id}',
  tag: 'test',
  key: 'admin',
  right: 'admin',
  summary: 'Give a customer arms of experiments',
  description: 'They hold as if they had been drawn.',
  params: customerParams,
  notFound: customerNotFound,
  body: {
    limit: 16 * 1024,
    depth: 4,
    schema: z.strictObject({
      arms: z.record(z.string().max(200), z.string().max(80)).describe('Experiment ("<journey>/<step>") ▸ arm.'),
    }),
    examples: { coupon: { summary: 'The variant "coupon"', value: { arms: { 'abandoned-cart/offer': 'coupon' } } } },
  },
  answer: doneAnswer('They are set.'),
  errors: [notInTestMode, dataRefused],
  async handle({ params: { id }, body: { arms }, workspace }, services) {
    requireTestMode(services);
    const { database } = services;
    await inTransaction(database, async (trx) => {
      const customerId = await findCustomer(trx, workspace, id);
      const customer = customerId && (await lockResolved(trx, workspace, customerId));
      if (!customer) throw customerNotFound(id);
      const at = await workspaceClock(trx, workspace).now();
      const own = Object.entries(arms).map(([experiment, arm]) => ({ customerId: customer.id, experiment, arm }));
      await insertArms(trx, { workspace, at, arms: own });
    });
    return { success: true as const };
  },
});
