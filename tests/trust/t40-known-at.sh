#!/bin/sh
# What the register said at the time, it says again with --known-at: after every step of a history
# the answers are kept, and at the end asked for once more.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/trust/history.sh
. "$SOURCE/tests/trust/history.sh"
CNIS_REGISTER=$T/r.cnis CNIS_LOGIN=boss
export CNIS_REGISTER CNIS_LOGIN CNIS_NOW

# answers FILE [OPTIONS]: the lists, the export and four children, as at the day of the step and a month on
answers() {
	to=$1
	shift
	for when in "$day" "$(date -u -d "$day + 40 days" +%Y-%m-%d)"; do
		for list in due overdue unseen "unseen --all" "duty list"; do
			# shellcheck disable=SC2086
			"$CNIS" $list --as-at "$when" --format json "$@" || echo "exit $?"
		done
		"$CNIS" export children --purpose test --as-at "$when" --format csv "$@" || echo "exit $?"
		for child in $shown; do
			"$CNIS" child show "$child" --as-at "$when" --format json "$@" || echo "exit $?"
		done
	done >"$to" 2>"$to.err"
	grep -q '^exit' "$to" && sed 's/^/# /' "$to.err" | sort | uniq -c | head -3
	return 0
}
step=0
shown=
# step DATE WORDS...: do it and keep what is answered now
step() {
	day=$1
	shift
	on "$day"
	do_it "$@"
	step=$((step + 1))
	answers "now.$step"
	echo "$step $day $shown" >>steps
}

on 2026-11-01
do_it init --authority 302 --demonstration --in-force 37=2025-09-01,38=2025-09-01,39=2026-12-01
do_it officer role boss --add safeguarding
do_it officer role boss --add exporter
do_it demonstrate --children 12
family 2014-05-05 '' >f && do_it register --from f
plain=$(ref child)
family 2016-02-29 ",$on_roll},\"flags\":[{\"kind\":\"ehc_plan\",\"from\":\"2024-02-29\"}]" >f && is_refused register --from f
needs=$(ref child) withdrawal=$(ref withdrawal)
shown="$plain $needs"
family 2013-09-30 ',"flags":[{"kind":"s47_enquiry","from":"2026-10-10"}]' >f
step 2026-11-02 register --from f
shown="$shown $(ref child)"
echo "Read." >reasons
step 2026-11-03 review record "$plain" --outcome suitable --method email --evidence plan --voice not_present --reasons-file reasons
step 2026-11-04 consider "$plain"
step 2026-11-05 consent apply "$withdrawal" --by parent
step 2026-11-06 flag add "$plain" --kind concern --from 2026-11-02
step 2026-11-07 seen add "$plain" --by social_worker --voice speech --place home --on 2026-11-05
step 2026-11-08 config set review.yearly_months 6
step 2026-11-09 review record "$plain" --outcome more_information --method email --evidence plan --voice not_present --reasons-file reasons --on 2026-11-08
step 2026-11-10 withdrawal withdraw "$withdrawal"
step 2026-11-11 entry route "$plain" --to missing_education --because other --on 2026-11-10
last=$(sqlite3 r.cnis 'SELECT max(seq) FROM journal')
step 2026-11-12 undo "$last"
step 2026-11-13 entry end "$plain" --reason moved_out --authority 301 --source parent --end-homes
echo 2015-05-06 >born
on 2026-11-14
do_it child edit "$needs" --field born <born
step 2026-11-15 contact add "$needs" --method telephone --outcome no_reply
is "the steps were taken" "" "$(cat "$T/failed")"

on 2027-02-01
while read -r step day shown; do
	answers "then.$step" --known-at "${day}T12:00:00Z"
	is "step $step, $(wc -l <"now.$step" | tr -d ' ') lines: known then as now" "" "$(diff "now.$step" "then.$step" | head -4)"
done <steps
is "the answers were not empty" yes "$([ "$(cat now.* | wc -l)" -gt 500 ] && echo yes)"
worked "verify" verify
done_testing
