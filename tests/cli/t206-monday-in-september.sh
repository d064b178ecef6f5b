#!/bin/sh
# A Monday in September: sixty things have arrived over the week-end. They are acknowledged, shared out
# and put together by family in one reviewed plan, each ends where it should, and at no time is anything
# without an owner.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

CNIS_NOW=2026-09-04T08:00:00Z CNIS_REGISTER=$T/r.cnis
export CNIS_NOW CNIS_REGISTER
as boss
worked "a register" init --authority 302 --demonstration
for who in ann ben cem; do
	code_in "Invented $who
" officer add "$who" --roles officer --team EHE
	is "$who comes" 0 "$code"
done
code_in "Invented Elsewhere
" officer add dot --roles officer --team admissions
all_sound() { # and the same asked of the file itself
	sound "$1"
	is "$1: every open duty has an owner" 0 "$(sqlite3 r.cnis "SELECT count(*) FROM duty d WHERE d.state = 'open' AND NOT EXISTS
		(SELECT 1 FROM duty_owner w JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL WHERE w.duty_id = d.id AND w.to_day IS NULL)")"
	is "$1: what is open has a duty" 0 "$(sqlite3 r.cnis "SELECT count(*) FROM intake i WHERE i.closed_day IS NULL AND NOT EXISTS
		(SELECT 1 FROM duty d WHERE d.intake_id = i.id AND d.state = 'open')")"
}
kref() { sed -n "${1}p" refs; }
# word N WORDS: the N-th of them
word() { echo "$2" | cut -d' ' -f"$1"; }
given="Robin Kit Jolyon Sam Lee Max Ada Ivo Uma Zoe"
family="Alder Barnes Cotton Dunmore Ellery Fenwick Garside Hartnell Iredale Jessop"

# ---- who is on record already: ten children, ann's ------------------------------------------------
for i in 1 2 3 4 5 6 7 8 9 10; do
	printf '{"schema": 1, "owner": "ann", "children": [{"name": "%s %s", "born": "2015-%02d-03"}], "parents": [{"name": "Una %s"}],
 "addresses": [{"line1": "%s Known Row", "postcode": "N2 0AB"}]}' "$(word "$i" "$given")" "$(word "$i" "$family")" "$i" "$(word "$i" "$family")" "$i" >f
	code register --from f
	[ "$code" -eq 0 ] || echo "# $err"
done
is "ten children are known" 10 "$("$CNIS" child list --format csv | tail -n +2 | wc -l)"

# ---- the week-end --------------------------------------------------------------------------------
CNIS_NOW=2026-09-07T08:00:00Z
awk -v given="$given" -v family="$family" 'BEGIN {
	split(given, g); split(family, f)
	split("Ash Birch Cedar Elm Fir Gorse", tree)
	split("Ashe Birch Cedar Ellm Fir Gorse", slip)
	for (i = 1; i <= 6; i++) {		# 1-12: brothers and sisters on forms of two schools
		printf "{\"kind\":\"school_form\",\"received\":\"2026-09-05\",\"source\":\"school\",\"teller_name\":\"School A\",\"children\":[{\"full_name\":\"Older %s\",\"born\":\"2013-0%d-01\"}],\"postcode\":\"N3 1A%s\",%s\"text\":\"Not returned.\"}\n", tree[i], i, substr("ABDEFG", i, 1), i % 2 ? "\"telephone\":\"020 7946 001" i "\"," : ""
		printf "{\"kind\":\"school_form\",\"received\":\"2026-09-05\",\"source\":\"school\",\"teller_name\":\"School B\",\"children\":[{\"full_name\":\"Younger %s\",\"born\":\"2016-0%d-01\"}],\"postcode\":\"N3 1A%s\",%s\"text\":\"Not returned.\"}\n", slip[i], i, substr("ABDEFG", i, 1), i % 2 ? "\"telephone\":\"+44 20 7946 001" i "\"," : ""
	}
	for (i = 1; i <= 10; i++)		# 13-22: mail about children who are known
		printf "{\"kind\":\"mailbox\",\"received\":\"2026-09-0%d\",\"received_time\":\"23:59\",\"source\":\"parent\",\"text\":\"Our plan for the year.\",\"children\":[{\"full_name\":\"%s %s\"}]}\n", 4 + i % 4, g[i], f[i]
	for (i = 1; i <= 8; i++)		# 23-30: calls that ask for nothing
		printf "{\"kind\":\"telephone\",\"received\":\"2026-09-07\",\"teller\":\"unknown\",\"text\":\"When are the half-term holidays? (%d)\"}\n", i
	for (i = 1; i <= 8; i++)		# 31-38: of other authorities, not ours
		printf "{\"kind\":\"other_authority\",\"channel\":\"secure_transfer\",\"authority\":\"301\",\"source\":\"other_authority\",\"children\":[{\"full_name\":\"Sent On%d\",\"age\":%d}],\"address\":\"%d Elsewhere Road\"}\n", i, 6 + i, i
	for (i = 1; i <= 6; i++)		# 39-44: neighbours who do not want to be named
		printf "{\"kind\":\"neighbour\",\"teller\":\"anonymous\",\"teller_name\":\"Mrs Hush%d\",\"teller_contact\":\"07700 90010%d\",\"source\":\"public\",\"address\":\"%d Quiet Lane\",\"children\":[{\"age\":8}]}\n", i, i, i
	for (i = 1; i <= 4; i++)		# 45-48: from abroad
		printf "{\"kind\":\"arrival_abroad\",\"source\":\"parent\",\"adult_name\":\"Nova Land%d\",\"children\":[{\"full_name\":\"Ines Land%d\",\"born\":\"2014-0%d-09\"}],\"address\":\"%d Harbour Street\",\"postcode\":\"N4 %dAA\"}\n", i, i, i, i, i
	for (i = 1; i <= 6; i++)		# 49-54: professionals
		printf "{\"kind\":\"professional\",\"source\":\"health\",\"teller_name\":\"Nurse %d\",\"text\":\"Not in any school?\",\"children\":[{\"full_name\":\"K. %s\"}]}\n", i, f[i]
	for (i = 1; i <= 3; i++)		# 55-57: lost pupils, one of them known by its number only
		printf "{\"kind\":\"lost_pupil_search\",\"source\":\"school\",\"text\":\"CTF %d\",\"children\":[{\"upn\":null,\"full_name\":\"Lost Pupil%d\",\"school\":\"Netherwick High\"}]}\n", i, i
	for (i = 1; i <= 3; i++)		# 58-60: came in
		printf "{\"kind\":\"walk_in\",\"source\":\"parent\",\"text\":\"Wants to teach at home.\",\"adult_name\":\"Walker %d\"}\n", i
}' </dev/null >weekend.jsonl
is "sixty have arrived" 60 "$(wc -l <weekend.jsonl)"
worked "recorded in one go" intake add --from weekend.jsonl --format json
printf '%s\n' "$out" | sed 's/.*"intake":"\([^"]*\)".*/\1/' >refs
is "sixty references" 60 "$(sort -u refs | wc -l)"
all_sound "Monday morning"

# ---- the plan ------------------------------------------------------------------------------------
worked "a plan" intake plan --out monday.csv --team EHE --format json
like "six families" '"intakes":60,"families":6,"acknowledged":60' "$out"
is "for nobody else's eyes" 600 "$(stat -c %a monday.csv)"
refused "never over another" 5 'of that name' intake plan --out monday.csv --team EHE
refused "of a team that is none" 3 'team' intake plan --out other.csv --team EHX
is "no half of it" no "$([ -e other.csv ] && echo yes || echo no)"
plain() { tr -d '\r' <"$1"; }
is "shared evenly" "20 20 20" "$(plain monday.csv | tail -n +2 | awk -F, '{ n[$(NF-1)]++ } END { print n["ann"], n["ben"], n["cem"] }')"
is "brothers and sisters with one officer" 6 "$(sqlite3 :memory: ".import --csv monday.csv p" 'SELECT count(*) FROM (SELECT "group" FROM p WHERE "group" <> '"''"' GROUP BY 1 HAVING count(*) = 2 AND count(DISTINCT owner) = 1)')"
like "and it is said why" 'same telephone number as K1-3' "$(cat monday.csv)"
like "in words" 'same postcode, and a family name like that of K3-' "$(cat monday.csv)"
before=$(head_seq)
# reviewed: two of them go to the manager herself
sed "s/^\($(kref 59),.*\),\(ann\|ben\|cem\),yes/\1,boss,yes/; s/^\($(kref 60),.*\),\(ann\|ben\|cem\),yes/\1,boss,yes/" monday.csv >reviewed.csv
worked "tried out" intake apply reviewed.csv --dry-run
is "nothing is changed by that" "$before" "$(head_seq)"
worked "put into effect" intake apply reviewed.csv --format json
like "all acknowledged" '"intakes":60,"families":6,"acknowledged":60,.*"grouped":12' "$out"
is "in one entry" "$((before + 1))" "$(head_seq)"
worked "again" intake apply reviewed.csv --format json
like "it is so already" '"it was so already".*"acknowledged":0,"allocated":0,"grouped":0' "$out"
is "and writes nothing" "$((before + 1))" "$(head_seq)"
worked "hers" intake list --owner boss --format json
is "are two" 2 "$(printf '%s\n' "$out" | grep -c intake)"
worked "acknowledged" intake list --format json
is "every one" 60 "$(printf '%s\n' "$out" | grep -c '"acknowledged":"2026-09-07"')"
worked "taken together" intake list --group "$(kref 1)" --format json
is "two" 2 "$(printf '%s\n' "$out" | grep -c intake)"
all_sound "after the plan"
# a plan that is out of date
worked "taken back" undo "$((before + 1))"
code_in "which school?
" intake triage "$(kref 60)" --outcome more_needed --next 2026-09-11
is "meanwhile somebody looks at one" 0 "$code"
now=$(head_seq)
refused "a plan that is out of date" 5 "$(kref 60) was changed by journal entry .*line 61" intake apply reviewed.csv
is "changes nothing at all" "$now" "$(head_seq)"
worked "another" intake plan --out later.csv --owners ann,ben,cem --format json
like "without what was looked at" '"intakes":59,"families":6' "$out"
worked "put into effect" intake apply later.csv --acknowledged 2026-09-07
all_sound "after the second plan"

# ---- each ends where it should --------------------------------------------------------------------
"$CNIS" intake list --no-names --format json | sed 's/.*"intake":"\([^"]*\)".*"owner":"\([^"]*\)".*/\1 \2/' >owners
# say N OUTCOME OPTIONS...: whoever has it says what the N-th is; why: what is typed
say() {
	k=$(kref "$1")
	as "$(sed -n "s/^$k //p" owners)"
	shift
	code_in "$why
" intake triage "$k" --outcome "$@"
	[ "$code" -eq 0 ] || echo "# $k $*: $err"
	said=$((said + (code == 0)))
}
# enter FORM N...: a family because of those
enter() {
	form=$1
	ks=$(shift && for n in "$@"; do kref "$n"; done | paste -sd, -)
	as "$(sed -n "s/^$(kref "$2") //p" owners)"
	code register --from "$form" --intake "$ks"
	[ "$code" -eq 0 ] || echo "# $ks: $err"
	said=$((said + (code == 0) * ($# - 1)))
}
child() { ref "C$1"; }
said=0
why="as she said"
trees="Ash Birch Cedar Elm Fir Gorse"
for i in 1 2 3 4 5 6; do # brothers and sisters together
	printf '{"schema": 1, "notified_by": "school", "children": [{"name": "%s %s", "born": "2013-0%s-01"}, {"name": "%s %s", "born": "2016-0%s-01"}],
 "addresses": [{"line1": "%s Tree Road", "postcode": "N3 1AB"}]}' "$(word "$i" "Bea Cyril Dora Edgar Flora Gwen")" "$(word "$i" "$trees")" "$i" \
		"$(word "$i" "Hugo Isla Jonah Karl Lydia Mabel")" "$(word "$i" "$trees")" "$i" "$i" >f
	enter f "$((2 * i - 1))" "$((2 * i))"
done
for i in 1 2 3 4 5 6 7 8 9 10; do
	say "$((12 + i))" known_child --child "$(child "$i")"
done
for i in 1 2 3 4 5 6 7 8; do
	say "$((22 + i))" no_action
	say "$((30 + i))" forwarded --authority 301
done
for i in 1 2 3; do
	say "$((38 + i))" known_child --child "$(child "$i")"
	say "$((41 + i))" more_needed --next 2026-09-11
	said=$((said - 1)) # not yet
done
for i in 1 2 3 4; do
	printf '{"schema": 1, "children": [{"name": "%s", "born": "2014-0%s-09", "route": "missing_education"}],
 "addresses": [{"line1": "%s Harbour Street", "postcode": "N4 %sAA"}]}' "$(word "$i" "Ines_Navarro Olga_Petrov Quinn_Rahman Sita_Tandon" | tr _ ' ')" "$i" "$i" "$i" >f
	enter f "$((44 + i))"
done
for i in 1 2 3 4 5 6; do
	say "$((48 + i))" known_child --child "$(child "$i")"
done
say 55 known_child --child "$(child 7)"
say 56 forwarded --authority 303 --keep-until 2026-10-07
say 57 more_needed --next 2026-09-18
for i in 1 2; do
	printf '{"schema": 1, "children": [{"name": "%s", "born": "2012-0%s-04"}], "addresses": [{"line1": "%s Walk", "postcode": "N5 1AB"}]}' "$(word "$i" "Pat_Kettle Nell_Lomax" | tr _ ' ')" "$i" "$i" >f
	enter f "$((57 + i))"
done
all_sound "Monday evening"
CNIS_NOW=2026-09-11T15:00:00Z
as boss
worked "on Friday" due --kind intake_next --days 0 --format json
is "four next steps are due" 4 "$(printf '%s\n' "$out" | grep -c '"intake":"K')"
for i in 1 2 3; do
	say "$((41 + i))" no_action
done
printf '{"schema": 1, "children": [{"name": "Tom Mallory", "born": "2012-03-04"}], "addresses": [{"line1": "3 Walk", "postcode": "N5 1AB"}]}' >f
enter f 60
is "each was said what it is" 60 "$said"

# ---- at the end ----------------------------------------------------------------------------------
as boss
[ "$failed" -eq 0 ] || "$CNIS" intake list --no-names | sed 's/^/# /'
worked "what is left" intake list --format json
is "is one" 1 "$(printf '%s\n' "$out" | grep -c intake)"
like "with its next step and an owner" "\"intake\":\"$(kref 57)\".*\"outcome\":\"more_needed\",\"due\":\"2026-09-18\",\"owner\":\"(ann|ben|cem)\"" "$out"
is "the outcomes" "forwarded 9
known_child 20
more_needed 1
new_child 19
no_action 11" "$("$CNIS" intake list --all --no-names --format json | sed 's/.*"outcome":"\([a-z_]*\)".*/\1/' | sort | uniq -c | awk '{ print $2, $1 }')"
is "of whom it was about, each is linked" 39 "$("$CNIS" intake list --all --no-names --format json | grep -Ec '"outcome":"(known|new)_child".*"on_record":[12]')"
worked "what arrived is in time" overdue --kind intake_triage --no-names --format json
is "none is late" "" "$out"
worked "whoever has a known family reads it" due --owner ann --kind intake_follow --days 10 --no-names --format json
is "unless it was they who said so" yes "$([ "$(printf '%s\n' "$out" | grep -c intake_follow)" -eq "$(sqlite3 r.cnis "SELECT count(*) FROM intake_outcome o JOIN officer f ON f.id = o.officer_id WHERE o.outcome = 'known_child' AND f.login <> 'ann'")" ] && echo yes)"
for words in "intake list --all" "intake show $(kref 39)" "intake show $(kref 44)" "log --limit 500" "access --all" "due --days 99" "duty list --all"; do
	# shellcheck disable=SC2086
	worked "$words" $words
	unlike "$words: nobody who asked not to be named" 'Hush|07700 9001' "$out$err"
done
worked "what was sent on" intake show "$(kref 31)"
unlike "is read no more" 'Sent On|Elsewhere' "$out"
CNIS_NOW=2026-10-08T09:00:00Z
worked "and kept no longer than said" intake list --past-keeping --format json
is "one" "$(kref 56)" "$(printf '%s\n' "$out" | sed 's/.*"intake":"\([^"]*\)".*/\1/')"
CNIS_NOW=2026-09-11T16:00:00Z
all_sound "at the end"
mkdir nights
worked "a night" nightly --out nights
is "which names nobody either" "" "$(grep -rl Hush nights | grep -v 'backup' || true)"
done_testing
