#!/bin/sh
# The namespace of the claims. What has ended stays visible for ten years.
set -eu
# The server's port is open some seconds before the server serves.
left=60
until temporal operator namespace describe --namespace claims >/dev/null 2>&1 ||
  why="$(temporal operator namespace create --namespace claims --retention 3650d 2>&1)"; do
  left=$((left - 1))
  if [ "$left" -eq 0 ]; then
    echo "No namespace claims after 60 tries: $TEMPORAL_ADDRESS does not make it. What came back last: $why" >&2
    exit 1
  fi
  sleep 2
done
