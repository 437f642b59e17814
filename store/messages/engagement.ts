/** The latest message of each send step of one run, as JSON: `EngagementFacts` of core/message. One parameter: the run's id. */
export const runEngagement = `(
  select coalesce(json_agg(json_build_object('step', step_id, 'state', state, 'isDelivered', delivered_at is not null,
           'isOpened', opened_at is not null, 'isClicked', clicked_at is not null,
           'tracksOpens', tracks_opens, 'tracksLinks', tracks_links)), '[]')
  from (select distinct on (step_id) * from messages where journey_run_id = ? order by step_id, visit desc) latest)`;
