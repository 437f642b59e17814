#!/bin/sh
# Run once by the postgres image on an empty data folder: a role and a database for each of us, and no more rights than that.
set -eu
psql -v ON_ERROR_STOP=1 --username postgres \
  -v throughline="$THROUGHLINE_DATABASE_PASSWORD" -v temporal="$TEMPORAL_DATABASE_PASSWORD" <<'SQL'
create role throughline login password :'throughline';
-- What customers sent stays out of the server's log: see docs/production.md.
alter role throughline set log_min_messages = 'log';
alter role throughline set log_min_error_statement = 'panic';
alter role throughline set log_error_verbosity = 'terse';
alter role throughline set log_parameter_max_length = 0;
alter role throughline set log_parameter_max_length_on_error = 0;
create role temporal login password :'temporal';
create database throughline owner throughline;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke all on database throughline, temporal, temporal_visibility from public;
SQL
