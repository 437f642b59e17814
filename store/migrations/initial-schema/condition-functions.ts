/**
 * What the SQL of conditions asks of values (store/condition/condition-sql.ts): the same as core/condition/operators.ts and
 * core/base/calendar.ts say. A property test holds the two to one answer. No question mark: it would be a parameter.
 */
export const conditionFunctions = `
  -- A full ISO 8601 date-time with its offset, in epoch milliseconds; null for any other text (momentOf).
  create function moment_of(value text) returns bigint language plpgsql immutable strict parallel safe as $$
  declare
    p text[];
    y integer; m integer; d integer; leap boolean; shifted integer; era integer; of_era integer; days integer; ms bigint;
  begin
    if substr(value, 11, 1) <> 'T' then return null; end if;
    p := regexp_match(value, '^([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])(:([0-5][0-9])([.]([0-9]{1,9})){0,1}){0,1}(Z|([+-])([01][0-9]|2[0-3]):{0,1}([0-5][0-9]))$');
    if p is null then return null; end if;
    y := p[1]; m := p[2]; d := p[3];
    leap := y % 4 = 0 and (y % 100 <> 0 or y % 400 = 0);
    if m < 1 or m > 12 or d < 1 then return null; end if;
    if d > (array[31, case when leap then 29 else 28 end, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[m] then return null; end if;
    shifted := case when m <= 2 then y - 1 else y end;
    era := floor(shifted / 400.0);
    of_era := shifted - era * 400;
    days := era * 146097 + of_era * 365 + of_era / 4 - of_era / 100
      + (153 * (case when m > 2 then m - 3 else m + 9 end) + 2) / 5 + d - 1 - 719468;
    ms := (days * 24::bigint + p[4]::integer) * 3600000 + p[5]::integer * 60000 + coalesce(p[7], '0')::integer * 1000
      + left(rpad(coalesce(p[9], ''), 3, '0'), 3)::integer;
    return ms - (case when p[11] = '-' then -1 else 1 end) * (coalesce(p[12], '0')::integer * 60 + coalesce(p[13], '0')::integer) * 60000;
  end $$;

  -- Less than 0, 0 or more; null where the two don't compare.
  create function json_order(a jsonb, b jsonb) returns integer language plpgsql immutable strict parallel safe as $$
  declare
    first_moment bigint; second_moment bigint; x text; y text;
  begin
    if jsonb_typeof(a) = 'number' and jsonb_typeof(b) = 'number' then return sign(a::numeric - b::numeric); end if;
    if jsonb_typeof(a) <> 'string' or jsonb_typeof(b) <> 'string' then return null; end if;
    x := a #>> '{}'; y := b #>> '{}';
    first_moment := moment_of(x); second_moment := moment_of(y);
    if first_moment is not null and second_moment is not null then return sign(first_moment - second_moment); end if;
    return case when x collate "C" < y collate "C" then -1 when x = y then 0 else 1 end;
  end $$;

  create function json_equal(a jsonb, b jsonb) returns boolean language sql immutable parallel safe as $$
    select case when jsonb_typeof(a) = 'boolean' and jsonb_typeof(b) = 'boolean' then a = b
      else coalesce(json_order(a, b) = 0, false) end
  $$;

  create function json_contains(a jsonb, b jsonb) returns boolean language sql immutable parallel safe as $$
    select case jsonb_typeof(a)
      when 'string' then jsonb_typeof(b) = 'string' and position(b #>> '{}' in a #>> '{}') > 0
      when 'array' then exists (select 1 from jsonb_array_elements(a) as item where json_equal(item, b))
      else false end
  $$;

  -- The customer's zone (timeZoneOf). A name that PostgreSQL would take for more than a zone is none.
  create function zone_of(traits jsonb) returns text language sql immutable parallel safe as $$
    select case when jsonb_typeof(traits -> 'timezone') = 'string' and (traits ->> 'timezone' ~ '^[A-Za-z][A-Za-z0-9_+-]*/'
        or upper(traits ->> 'timezone') = any (array['CET', 'CST6CDT', 'CUBA', 'EET', 'EGYPT', 'EIRE', 'EST', 'EST5EDT', 'GB',
          'GB-EIRE', 'GMT', 'GMT+0', 'GMT-0', 'GMT0', 'GREENWICH', 'HONGKONG', 'HST', 'ICELAND', 'IRAN', 'ISRAEL', 'JAMAICA',
          'JAPAN', 'KWAJALEIN', 'LIBYA', 'MET', 'MST', 'MST7MDT', 'NAVAJO', 'NZ', 'NZ-CHAT', 'POLAND', 'PORTUGAL', 'PRC',
          'PST8PDT', 'ROC', 'ROK', 'SINGAPORE', 'TURKEY', 'UCT', 'UNIVERSAL', 'UTC', 'W-SU', 'WET', 'ZULU']))
      then traits ->> 'timezone' else 'UTC' end
  $$;

  -- A moment and calendar units later in a zone, then so many milliseconds (after, in core/base/calendar.ts).
  create function calendar_after(moment timestamptz, months integer, days integer, exact_ms bigint, zone text)
    returns timestamptz language plpgsql stable parallel safe as $$
  declare
    wall timestamp; early interval; late interval; first_try timestamp; second_try timestamp; found timestamp;
  begin
    wall := (moment at time zone zone) + make_interval(months => months, days => days);
    early := ((wall - interval '24 hours') at time zone 'UTC' at time zone zone) - (wall - interval '24 hours');
    late := ((wall + interval '24 hours') at time zone 'UTC' at time zone zone) - (wall + interval '24 hours');
    first_try := wall - greatest(early, late);
    second_try := wall - least(early, late);
    if first_try = second_try or first_try at time zone 'UTC' at time zone zone = wall then found := first_try;
    elsif second_try at time zone 'UTC' at time zone zone = wall then found := second_try;
    else found := wall - early;
    end if;
    return found at time zone 'UTC' + exact_ms * interval '1 millisecond';
  exception when invalid_parameter_value then
    if zone = 'UTC' then raise; end if;
    return calendar_after(moment, months, days, exact_ms, 'UTC');
  end $$;
`;
