#!/bin/bash
# Run once, when the cluster is new: the roles and databases of docs/operating.md, and Temporal's own.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U postgres \
  -v migrator="$MIGRATOR_PASSWORD" -v app="$APP_PASSWORD" -v temporal="$TEMPORAL_PASSWORD" <<'SQL'
create role migrator login password :'migrator';
create role app login password :'app';
create role temporal login password :'temporal';
create database claims owner migrator;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL
