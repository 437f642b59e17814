import { Link, useRouter } from '@tanstack/react-router';
import { CircleCheck, Info, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Finding, judgeStatus, type WorkerCounts } from '../../../../core/status/verdict.ts';
import type { Answer } from '../../api/client.ts';
import { wordsOfHome as words } from '../../words/home.ts';
import css from './home.module.css';

type Status = Answer<'/v1/status'>;

/** The verdict that `throughline status` gives, as one sentence; beneath it only what deviates. */
export function Verdict({ status }: { status: Status }): ReactNode {
  const findings = judgeStatus(status, workersOf(status));
  const wrong = findings.filter(({ severity }) => severity === 'wrong');
  const messages = status.messages.reduce((sum, each) => sum + each.messages, 0);
  const { total, estimated } = status.openRuns;
  return (
    <section className={css.verdict} aria-live="polite">
      <p className={css.sentence}>
        {wrong.length === 0 ? (
          <CircleCheck aria-hidden="true" className={css.well} />
        ) : (
          <OctagonAlert aria-hidden="true" className={css.wrong} />
        )}
        {wrong.length === 0 ? words.verdict.well(total, estimated, messages) : words.verdict.wrong(wrong.length)}
      </p>
      {findings.length > 0 && (
        <ul className={css.findings}>
          {findings.map((finding) => (
            <FindingRow key={finding.what} finding={finding} />
          ))}
        </ul>
      )}
    </section>
  );
}

function FindingRow({ finding: { severity, subject, what, remedy } }: { finding: Finding }): ReactNode {
  const place = usePlace(subject);
  return (
    <li className={css.finding}>
      {severity === 'wrong' ? (
        <OctagonAlert aria-label={words.wrong} className={css.wrong} />
      ) : (
        <Info aria-label={words.note} className={css.note} />
      )}
      <div>
        <p className={css.what}>{what}</p>
        {place === undefined ? (
          <p className={css.remedy}>{remedy}</p>
        ) : (
          <Link to={place.to as '/'} search={place.search as never}>
            {place.text}
          </Link>
        )}
      </div>
    </li>
  );
}

interface Place {
  readonly to: string;
  readonly search: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Where a finding is dealt with; where no page deals with it, the remedy of the command line is shown. */
const places: Partial<Record<Finding['subject'], readonly Place[]>> = {
  stuck: [
    { to: '/attention', search: {}, text: words.open.stuck },
    { to: '/runs', search: { status: 'stuck' }, text: words.open.stuck },
  ],
  unknown: [{ to: '/attention', search: {}, text: words.open.unknown }],
  failing: [{ to: '/messages', search: { state: 'failed-temporarily' }, text: words.open.failing }],
};

function usePlace(subject: Finding['subject']): Place | undefined {
  const { routesByPath } = useRouter();
  return places[subject]?.find(({ to }) => to in routesByPath);
}

/** The API never asks Temporal: heartbeats in PostgreSQL say which workers live, and what they don't serve. */
function workersOf({ processes, channels, unserved }: Status): WorkerCounts {
  const runs = processes.filter(({ role }) => role === 'worker').length;
  const missing = new Set(unserved.map(({ channel }) => channel));
  return { runs, channels: Object.fromEntries(channels.map((channel) => [channel, missing.has(channel) ? 0 : runs])) };
}
