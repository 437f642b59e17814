#!/bin/sh
# Run once by the postgres image on an empty data folder: a role and a database for each of us, and no more rights than that.
set -eu
psql -v ON_ERROR_STOP=1 --username postgres \
  -v throughline="$THROUGHLINE_DATABASE_PASSWORD" -v temporal="$TEMPORAL_DATABASE_PASSWORD" <<'SQL'
create role throughline login password :'throughline';
create role temporal login password :'temporal';
create database throughline owner throughline;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke all on database throughline, temporal, temporal_visibility from public;
SQL
