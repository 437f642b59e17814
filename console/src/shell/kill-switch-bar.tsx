import { OctagonPause } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { type Answer, useRead, useWrite } from '../api/client.ts';
import { useRight } from '../api/session.tsx';
import { Button } from '../design/button.tsx';
import { Moment } from '../design/moment.tsx';
import { Problem } from '../design/problem.tsx';
import { useKeys } from '../keys/keys.ts';
import { wordsOfStops as words } from '../words/stops.ts';
import css from './shell.module.css';

const AGAIN_MS = 15_000;
const StopDialog = lazy(() => import('./stop-dialog.tsx').then((file) => ({ default: file.StopDialog })));

/** On every page until it is lifted: what is stopped, since when, by whom and why. */
export function KillSwitchBar(): ReactNode {
  const { data } = useRead('/v1/kill-switches', {}, { refetchEveryMs: AGAIN_MS });
  const mayOperate = useRight('operate');
  const [isOpen, setOpen] = useState(false);
  useKeys([{ keys: 'g !', what: words.stop, act: () => setOpen(true) }], mayOperate);
  return (
    <div role="status">
      {data?.items.map((item) => (
        <StopBar key={item.id} item={item} mayLift={mayOperate} />
      ))}
      {data && data.items.length > 0 && data.waiting > 0 && (
        <p className={`${css.bar} ${css.stopped}`}>{words.waiting(data.waiting)}</p>
      )}
      <Suspense>{isOpen && <StopDialog onClose={() => setOpen(false)} />}</Suspense>
    </div>
  );
}

function StopBar({
  item,
  mayLift,
}: {
  item: Answer<'/v1/kill-switches'>['items'][number];
  mayLift: boolean;
}): ReactNode {
  const lift = useWrite('delete', '/v1/kill-switches/{id}');
  const what = words.what(item.scope, item.name);
  return (
    <>
      <div className={`${css.bar} ${css.stopped}`}>
        <OctagonPause aria-hidden="true" />
        <span>
          {words.isStopped(what)} <Moment at={item.since} />, {words.by(item.setBy, item.reason)}
        </span>
        {mayLift && (
          <Button isSmall isDisabled={lift.isPending} onPress={() => lift.mutate({ path: { id: item.id } })}>
            {words.lift(what)}
          </Button>
        )}
      </div>
      {lift.error && <Problem error={lift.error} />}
    </>
  );
}
