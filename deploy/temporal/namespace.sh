#!/bin/sh
# The namespace of the claims. What has ended stays visible for ten years.
set -eu
temporal operator namespace describe --namespace claims >/dev/null 2>&1 ||
  temporal operator namespace create --namespace claims --retention 3650d
