import fc from 'fast-check';
import { createBodyRoom } from '../../api/body-room.ts';

const KB = 1024;

it('a sender that fills its share is turned away, and the others are not', () => {
  let full = 0;
  const room = createBodyRoom({ total: 1_000 * KB, share: 100 * KB, onFull: () => (full += 1) });
  const greedy = room.enter('greedy');
  greedy.charge(96 * KB);
  expect(() => greedy.charge(1)).toThrow(expect.objectContaining({ code: 'intake-busy', retryAfter: 1_000 }));
  expect(() => room.enter('greedy')).toThrow('too many bodies');
  expect(full).toBe(2);
  room.enter('modest').charge(50 * KB);
  greedy.leave();
  greedy.leave(); // a second time gives nothing back
  expect(() => room.enter('greedy').charge(96 * KB)).not.toThrow();
});

it('holds no more than its total and a share, and is empty when all have left', () => {
  const visits = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.array(fc.nat(30 * KB)), fc.boolean()));
  fc.assert(
    fc.property(visits, (given) => {
      const room = createBodyRoom({ total: 200 * KB, share: 100 * KB });
      const held = new Map<string, number>();
      const leaving: (() => void)[] = [];
      for (const [sender, charges, stays] of given) {
        let own = 0;
        let visit: ReturnType<typeof room.enter> | undefined;
        try {
          visit = room.enter(sender);
          own += 4 * KB;
          for (const bytes of charges) {
            visit.charge(bytes);
            own += bytes;
          }
        } catch {}
        if (stays && visit) {
          held.set(sender, (held.get(sender) ?? 0) + own);
          leaving.push(visit.leave);
        } else visit?.leave();
        const all = [...held.values()];
        expect(Math.max(0, ...all)).toBeLessThanOrEqual(100 * KB);
        expect(all.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(200 * KB);
      }
      for (const leave of leaving) leave();
      for (const sender of ['a', 'b']) expect(() => room.enter(sender).charge(96 * KB)).not.toThrow();
    }),
    { seed: 4 },
  );
});
