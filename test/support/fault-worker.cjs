// A worker (the built one) with a lease of its own (LEASE_MS) and, if asked, no inline lane (INLINE_SENDS=off), which pauses the first time it reaches the place named
// by FAULT_AT, if any, and says so. What happens to it then (SIGKILL, SIGCONT after a while) is the test's to decide.
const { startWorker } = require('../../dist/worker/main.js');
const pino = require('pino');

const {
  DATABASE_URL: url,
  TEMPORAL_ADDRESS: address,
  TEMPORAL_NAMESPACE: namespace,
  THROUGHLINE_SMTP_URL: smtpUrl,
} = process.env;
const { THROUGHLINE_WEBHOOK_URL: webhookUrl, THROUGHLINE_WEBHOOK_SECRET: secret, FAULT_AT: faultAt } = process.env;
let reachedBefore = false;

startWorker({
  databaseUrl: url,
  databaseDirectUrl: url,
  temporal: { address, namespace },
  channels: {
    smtp: { url: smtpUrl, from: 'Test <test@example.org>', timeoutMs: 3_000 },
    webhook: webhookUrl ? { url: webhookUrl, secret, timeoutMs: 3_000, allowPrivateAddresses: true } : undefined,
  },
  publicUrl: process.env.THROUGHLINE_API_URL,
  logger: pino({ level: process.env.THROUGHLINE_LOG_LEVEL }),
  leaseMs: Number(process.env.LEASE_MS ?? 6_000),
  sendTimeoutMs: 4_000,
  inlineSends: process.env.INLINE_SENDS !== 'off',
  // What a test looks at must not be put right by another safeguard, unless it asks for that.
  sweep: process.env.SWEEP ? { everyMs: 1_000, graceMs: 10_000 } : { everyMs: 600_000, graceMs: 600_000 },
  async reached(place) {
    if (place !== faultAt || reachedBefore) return;
    reachedBefore = true;
    process.send({ reached: place });
    await new Promise((resolve) => process.once('message', resolve));
  },
}).then(() => process.send?.({ ready: true }));
process.on('disconnect', () => process.exit(1));
