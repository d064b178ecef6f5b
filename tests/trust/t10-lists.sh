#!/bin/sh
# due, overdue and unseen of fifty days against the same worked out again from the facts.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/trust/lists.sh
. "$SOURCE/tests/trust/lists.sh"
# shellcheck source=tests/trust/history.sh
. "$SOURCE/tests/trust/history.sh"

make_history
is "the history was made as written" "" "$(cat "$T/failed")"
worked "verify" verify
days 50 2025-07-05 2028-07-05 20261121 >days
# the days on which something happens
for day in 2026-11-23 2026-11-24 2026-11-26 2026-11-30 2026-12-01 2026-12-02 2026-12-16 2026-12-21 2027-01-31 2027-02-01 2027-06-25 2027-06-26; do
	echo "$day"
done >>days
is "fifty days and more" yes "$([ "$(sort -u days | wc -l)" -ge 50 ] && echo yes)"
from_facts days acts
is "the facts can be read" "" "$(cat facts.err)"
listed days
# every kind of the code list is worked out, and occurs
is "every kind of duty is among them" "$(sqlite3 r.cnis "SELECT code FROM code WHERE list = 'duty_kind' ORDER BY code" | sort -u | xargs)" \
	"$(awk -F, '$2 == "duty" { print $4 }' facts | sort -u | xargs)"
echo "# $(sort -u days | wc -l) days, $(wc -l <facts) rows, $(grep -c ,unseen, facts) of them unseen"
is "listed and not in the facts" "" "$(comm -13 facts listed | head -20)"
is "in the facts and not listed" "" "$(comm -23 facts listed | head -20)"
done_testing
