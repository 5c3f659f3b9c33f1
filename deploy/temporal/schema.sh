#!/bin/sh
# Brings Temporal's own databases to the version of its server. Repeating is harmless.
set -eu
of() {
  database=$1 schema=$2
  temporal-sql-tool --database "$database" setup-schema -v 0.0 || true # There already, but for the first time.
  temporal-sql-tool --database "$database" update-schema -d "/etc/temporal/schema/postgresql/v12/$schema/versioned"
}
of temporal temporal
of temporal_visibility visibility
