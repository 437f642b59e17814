#!/bin/sh
# Brings Temporal's two databases to the schema of this server version; safe to run again.
set -eu
tool() {
  database="$1"
  shift
  temporal-sql-tool --plugin postgres12_pgx --ep "$POSTGRES_SEEDS" -p "${DB_PORT:-5432}" -u "$POSTGRES_USER" --pw "$POSTGRES_PWD" --db "$database" "$@"
}
for database in temporal temporal_visibility; do
  tool "$database" setup-schema -v 0.0 || echo "$database has a schema already"
done
tool temporal update-schema --schema-name postgresql/v12/temporal
tool temporal_visibility update-schema --schema-name postgresql/v12/visibility
