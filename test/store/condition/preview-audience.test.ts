import { defineTraits, t } from '../../../core/index.ts';
import { previewAudience } from '../../../store/condition/preview-audience.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const isPro = defineTraits({ plan: t.text }).plan.is('pro');
const asked = { workspace: 'default', condition: isPro, now: Date.UTC(2026, 2, 2) };

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

it('counts few customers exactly, and names twenty of them', async () => {
  await db.look(
    `insert into customers (id, workspace, traits, created_at)
     select gen_random_uuid(), 'default', jsonb_build_object('plan', case when n % 4 = 0 then 'pro' else 'free' end, 'name', 'n' || n), now()
     from generate_series(1, 1000) n returning 1`,
  );
  await db.look('analyze customers');
  const { examples, ...size } = await previewAudience(db.database, asked);
  expect(size).toEqual({
    ...{ count: 250, isEstimate: false, least: 250, most: 250 },
    ...{ withEmail: 0, withPhone: 0, change: null },
  });
  expect(examples).toHaveLength(20);
});

it('estimates where an exact count takes too long, with an interval that the truth is in', async () => {
  await db.look(
    `insert into customers (id, workspace, traits, created_at)
     select gen_random_uuid(), 'default', jsonb_build_object('plan', case when n % 4 = 0 then 'pro' else 'free' end), now()
     from generate_series(1, 20000) n returning 1`,
  );
  await db.look('analyze customers');
  const preview = await previewAudience(db.database, asked, { exactMs: 1 });
  expect(preview.isEstimate).toBe(true);
  expect(preview.least).toBeLessThanOrEqual(5_250);
  expect(preview.most).toBeGreaterThanOrEqual(5_250);
  expect(preview.examples).toHaveLength(20);
});
