#!/bin/sh
# Every script passes shellcheck, when that is installed.
set -u
top=${1:?the source folder}
cd "$top" || exit 99
command -v shellcheck >/dev/null || exit 77
set -- $(find src tests -name '*.sh')
[ -e .ci/run ] && set -- "$@" .ci/run
shellcheck --severity=warning --exclude=SC2044,SC2046,SC2154,SC1091,SC1090 --shell=sh $(for f; do [ "$f" = .ci/run ] || echo "$f"; done)
