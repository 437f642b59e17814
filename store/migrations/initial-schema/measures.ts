/** Figures of journeys by the hour (store/measurement/measures.ts). */
export const measures = `
  -- One row for an hour, a journey's version, a step, a channel, what happened, and its detail. An hour is written whole.
  create table measures (
    workspace text not null references workspaces,
    hour timestamptz not null,
    journey_id text not null,
    version integer not null,
    step_id text not null default '',          -- '': of the journey
    channel text not null default '',
    what text not null,                        -- entered, left, blocked, ...: see measures.ts
    detail text not null default '',           -- the path, the rule, the reason, the class of a time
    n bigint not null,
    money numeric,
    money_squares numeric,
    primary key (workspace, journey_id, hour, version, step_id, channel, what, detail)
  );
  create index measures_hour on measures (workspace, hour);

  -- How far a workspace is measured: all hours before it.
  create table measures_progress (
    workspace text primary key references workspaces,
    until timestamptz not null
  );
  -- Hours to be measured again, since a fact came late. No unique key: nobody waits for another here.
  create table measures_dirty (
    workspace text not null,
    hour timestamptz not null
  );
  create index measures_dirty_workspace on measures_dirty (workspace);

  -- By ranges of pages: facts are written about in the order of their time. Not ended_at: "ended_at is null" would be
  -- answered by it, and open runs lie in most ranges (ended runs have an index of their own).
  create index journey_runs_times on journey_runs using brin (entered_at) with (autosummarize = on);
  create index run_visits_times on run_visits using brin (arrived_at, left_at) with (autosummarize = on);
  create index run_goals_time on run_goals using brin (reached_at) with (autosummarize = on);
  create index messages_times on messages using brin (accepted_at, delivered_at, opened_at, clicked_at, updated_at)
    with (autosummarize = on);
  create index consents_time on consents using brin (accepted_at) with (autosummarize = on);
  create index message_feedback_times on message_feedback using brin (received_at) with (autosummarize = on);

  -- Notes the hour of a fact that is written when that hour is over. It is part of the fact's own transaction.
  create function note_late_fact(workspace_id text, moments timestamptz[]) returns void language sql as $$
    insert into measures_dirty (workspace, hour)
    select distinct workspace_id, date_trunc('hour', moment, 'UTC')
    from unnest(moments) as moment, workspaces w
    where w.id = workspace_id and date_trunc('hour', moment, 'UTC') < date_trunc('hour',
      coalesce(w.clock_stopped_at, clock_timestamp() + w.clock_offset_ms * interval '1 millisecond'), 'UTC')
  $$;

  create function message_measured() returns trigger language plpgsql as $$
  begin
    perform note_late_fact(new.workspace, array_remove(array[
      case when new.accepted_at is distinct from old.accepted_at then old.accepted_at end,
      case when new.accepted_at is distinct from old.accepted_at then new.accepted_at end,
      case when new.delivered_at is distinct from old.delivered_at then old.delivered_at end,
      case when new.delivered_at is distinct from old.delivered_at then new.delivered_at end,
      case when new.opened_at is distinct from old.opened_at then old.opened_at end,
      case when new.opened_at is distinct from old.opened_at then new.opened_at end,
      case when new.clicked_at is distinct from old.clicked_at then old.clicked_at end,
      case when new.clicked_at is distinct from old.clicked_at then new.clicked_at end,
      case when old.state = 'blocked' then old.updated_at end,
      case when new.state = 'blocked' then new.updated_at end], null));
    return null;
  end $$;
  create trigger messages_measured after update on messages for each row
    when (new.accepted_at is distinct from old.accepted_at or new.delivered_at is distinct from old.delivered_at
      or new.opened_at is distinct from old.opened_at or new.clicked_at is distinct from old.clicked_at
      or old.state = 'blocked' or new.state = 'blocked')
    execute function message_measured();

  create function goal_measured() returns trigger language plpgsql as $$
  begin
    perform note_late_fact(workspace, array[new.reached_at]) from journey_runs where id = new.journey_run_id;
    return null;
  end $$;
  create trigger run_goals_measured after insert on run_goals for each row execute function goal_measured();
`;
