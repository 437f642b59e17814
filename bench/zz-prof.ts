import { openStage } from './stage.ts';
import { stopServers } from '../test/kit/servers.ts';
import { readCpuTimes } from './processes.ts';
(async () => {
  const stage = await openStage();
  await stage.worker.stop();
  const w = await stage.system.startWorker({ NODE_OPTIONS: '--require /tmp/prof-hook.cjs' });
  const calls = (name: string, n: number) => Array.from({ length: n }, (_, i) => ({ userId: `${name}-${i}`, event: 'Begin message', properties: { ref: `${name}-${i}` } }));
  await stage.track(calls('warm', 100)); await stage.ended('message');
  const parts = { ...stage.parts, worker: w.process.pid as number };
  const b = readCpuTimes(parts); const t = performance.now();
  await stage.track(calls('full', 500)); await stage.ended('message');
  const a = readCpuTimes(parts);
  console.log('rate', 500e3 / (performance.now() - t), Object.keys(parts).map((k) => `${k} ${((a[k]! - b[k]!) * 2).toFixed(1)}`).join(' '));
  w.process.kill('SIGUSR2'); await new Promise((r) => setTimeout(r, 3000));
  await w.stop();
  await stage.stop(); await stopServers();
})();
