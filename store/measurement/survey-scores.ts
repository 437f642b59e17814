import { type Database, rows, timestamp } from '../database/database.ts';

export interface SurveyScores {
  readonly journey: string | null;
  /** The Monday, UTC. */
  readonly week: number;
  /** The customer's present value of the trait that was asked for; null: none was, or they have none. */
  readonly group: string | null;
  readonly score: number;
  readonly n: number;
}

/** Scores of survey answers that were accepted in a time. `by`: a trait, such as that of a lifecycle, by which customers are told apart. */
export async function readSurveyScores(
  database: Database,
  {
    workspace,
    from,
    until,
    question,
    by,
  }: { workspace: string; from: number; until: number; question?: string | undefined; by?: string | undefined },
): Promise<SurveyScores[]> {
  return rows<SurveyScores>(
    database,
    `select e.properties->>'journey' as journey, date_trunc('week', e.accepted_at, 'UTC') as week,
       coalesce(kept.traits, c.traits)->>cast(? as text) as "group",
       cast(e.properties->>'score' as double precision) as score, cast(count(*) as integer) as n
     from events e left join customers c on c.id = e.customer_id left join customers kept on kept.id = c.merged_into
     where e.workspace = ? and e.accepted_at >= cast(? as timestamptz) and e.accepted_at < cast(? as timestamptz)
       and e.type = 'track' and e.name = 'Survey Answered' and jsonb_typeof(e.properties->'score') = 'number'
       and e.properties->>'question' = coalesce(cast(? as text), e.properties->>'question')
     group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    [by ?? null, workspace, timestamp(from), timestamp(until), question ?? null],
  );
}
