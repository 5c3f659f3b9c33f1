# To be sourced. npm and the downloads keep their caches at home; without a home of its own a run brings one, in a folder `$work` that is removed at the end.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
if [ ! -w "${HOME:-/nonexistent}" ]; then
  export HOME="$work/home"
  mkdir -p "$HOME"
fi
