#!/usr/bin/env bash
# A new version on one machine, its workers beside those that run: write its WORKER_VERSION into deploy/.env, then deploy/upgrade.sh
# Where it ends early, the version that runs goes on; run again, it goes on where it was. Back goes the same way, with the WORKER_VERSION of before;
# while claims stand still, with --unchecked: what the version before cannot read waits for one that can.
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '\n== %s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}
# One program of the new image, alone: nothing that it depends on is started, or made anew, on the way.
run() { docker compose run --rm -T --no-deps "$@"; }

released() {
  say 'the release: from now on every next step is done by the new workers'
  run release "${unchecked[@]}" || fail "No worker was ended. Run this again; or go back: write the WORKER_VERSION of before into deploy/.env, and run this."
}
api_anew() {
  say 'the API'
  # Last, for it may ask for what only the new workers know. It has one port of this machine, so that there is one at a time: people wait for some seconds.
  docker compose up --detach --wait --no-deps api
  say "$version runs"
}

unchecked=()
case "$*" in
'') ;;
--unchecked) unchecked=(node --import tsx worker/release.ts --unchecked) ;;
*) fail "Nothing is done: there is --unchecked, and nothing else; the version stands in deploy/.env." ;;
esac

# Of several lines the last one counts, as for Compose.
version="$(sed -n 's/^WORKER_VERSION=//p' .env | tail -n 1)"
[ -n "$version" ] || fail 'WORKER_VERSION in deploy/.env is empty: what is the new version called?'
[[ "$version" =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]*$ ]] ||
  fail "WORKER_VERSION in deploy/.env is <$version>. It is the tag of an image: letters, digits, _ . - and nothing else, no quotes or blanks either."
# Programs read the file, but Compose the shell's variable before it: both are the same here.
export WORKER_VERSION="$version"
# As compose.yaml names it.
image="training-subsidy-claims:$version"

# The API comes last, so that its version is the one that runs.
api="$(docker compose ps --all --quiet api)"
running=""
[ -z "$api" ] || running="$(docker inspect --format '{{.Config.Image}}' "$api")"
workers="$(docker compose ps --all --quiet worker)"
old=()
new=()
regular=0
for id in $workers; do
  told="$(docker inspect --format '{{.Config.Image}} {{index .Config.Labels "com.docker.compose.oneoff"}}' "$id")"
  read -r of one_off <<<"$told"
  # Left behind by a "docker compose run" without --rm: no worker of the service, and none to be as many as.
  [ "$one_off" != True ] || continue
  if [ "$of" = "$image" ]; then new+=("$id"); else old+=("$id"); fi
  [ "$of" != "$running" ] || regular=$((regular + 1))
done
[ "${#old[@]}" -gt 0 ] || [ "${#new[@]}" -gt 0 ] || fail 'No worker is there, new or old. The first version comes with: docker compose up -d'
if [ "${#old[@]}" -eq 0 ]; then
  say "no worker of another version than $version is there: what is left are its last steps. Is $version no new one? That needs another WORKER_VERSION in deploy/.env"
  released
  api_anew
  exit
fi

say "the image $image"
# A name is given once: another build under it would take away what a way back needs.
if docker image inspect "$image" >/dev/null 2>&1; then
  echo 'is there already'
else
  docker compose build worker
fi

if [ "${#unchecked[@]}" -eq 0 ]; then
  say 'the gate: does every running claim take its course by the new code?'
  # Before anything is changed.
  run release node --import tsx worker/release.ts --check
fi

say 'migrations, search attributes, Schedules'
run migrate
run bootstrap

say "workers of $version beside those that run"
# As many again as run: of versions that were given up in between there may be others. --no-recreate leaves the old ones as they are; only what is added is of the new
# image. Fewer than there are would end some.
beside="$regular"
[ "$beside" -gt 0 ] || beside="${#old[@]}"
[ "$beside" -ge "${#new[@]}" ] || beside="${#new[@]}"
docker compose up --detach --wait --no-deps --no-recreate --scale "worker=$((${#old[@]} + beside))" worker

released

say 'the old workers end'
# No workflow stays with a version, so that they have nothing left but what is in their hands; on SIGTERM they finish that.
docker stop -t 60 "${old[@]}"
docker rm "${old[@]}"

api_anew
