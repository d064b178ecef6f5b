#!/bin/sh
# Temporary cover: on some days the work appears with both, and both are named.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

as boss
demo
for who in ann:officer ben:officer cat:officer eve:auditor sue:safeguarding; do
	code_in 'An Officer' officer add "${who%%:*}" --roles "${who#*:}"
done
as ann
cat >family.json <<'END_OF_FORM'
{"schema": 1, "children": [{"name": "Robin Sample", "born": "2015-03-02"}],
 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
END_OF_FORM
worked "ann has the work" register --from family.json
c=$(ref C1)
mine() { "$CNIS" due --mine --days 400 --format json "$@" | sed -n 's/.*"child":"\([^"]*\)".*"owner":"\([a-z]*\)".*"cover":\("[a-z]*"\|null\).*/\1 \2 \3/p' | sort -u; }
is "it is hers" "$c ann null" "$(mine)"

# ---- refused
before=$(head_seq)
refused "no last day" 2 'to' cover add ann --by ben
refused "a day that is past" 2 'past' cover add ann --by ben --from 2026-11-20 --to 2026-11-27
refused "upside down" 2 'before the first' cover add ann --by ben --from 2026-11-27 --to 2026-11-26
refused "by nobody" 3 'no current officer' cover add ann --by nobody --to 2026-11-27
refused "for nobody" 3 'no current officer' cover add nobody --by ben --to 2026-11-27
refused "for herself" 2 'themselves' cover add ann --by ann --to 2026-11-27
refused "for another officer" 9 'manager' cover add ben --by ann --to 2026-11-27
refused "by who cannot do the work" 4 'no role' cover add ann --by eve --to 2026-11-27
worked "tried" --dry-run cover add ann --by ben --to 2026-11-27
is "refusals and trials write nothing" "$before" "$(head_seq)"

# ---- covered
worked "next week" cover add ann --by ben --from 2026-11-23 --to 2026-11-27
z=$(printf '%s\n' "$out" | sed -n 's/^reference: //p')
sound "covered"
refused "once" 5 'already' cover add ann --by cat --from 2026-11-27 --to 2026-11-30
as boss
refused "who covers is not away then" 4 'covers for somebody' cover add ben --by cat --from 2026-11-25 --to 2026-11-25
refused "nor covers who is away" 4 'is away' cover add cat --by ann --from 2026-11-25 --to 2026-11-25
like "listed" '"officer":"ann","by":"ben","from":"2026-11-23","to":"2026-11-27","open_duties":1,"set_by":"ann"' "$("$CNIS" cover list --format json)"
as ben
is "not before" "" "$(mine)"
CNIS_NOW=2026-11-23T12:00:00Z
is "ben sees it, with both names" "$c ann \"ben\"" "$(mine)"
is "it stays with ann" "$c ann \"ben\"" "$(as ann; mine)"
is "cat does not" "" "$(as cat; mine)"
is "what ben owns is still nothing" "" "$("$CNIS" due --owner ben --days 400 --format json)"
CNIS_NOW=2026-11-27T12:00:00Z
is "through the last day" "$c ann \"ben\"" "$(mine)"
CNIS_NOW=2026-11-28T12:00:00Z
is "and no longer" "" "$(mine)"
sound "after the last day"
is "as it was then" "$c ann \"ben\"" "$(mine --as-at 2026-11-26)"
like "past ones are kept" "$z" "$("$CNIS" cover list --all --format json)"
unlike "but not listed" "$z" "$("$CNIS" cover list --format json)"
refused "ended is ended" 2 'as it is' cover end "$z"

# ---- called off, and who leaves covers nobody
as ann
worked "another" cover add ann --by cat --from 2026-12-01 --to 2026-12-24
z=$(printf '%s\n' "$out" | sed -n 's/^reference: //p')
as eve
refused "by an auditor" 9 'role' cover end "$z"
as ben
refused "by a third" 9 'one of the two' cover end "$z"
as boss
refused "of nobody" 3 'no such cover' cover end Z4-5
CNIS_NOW=2026-12-02T12:00:00Z
is "cat covers" "$c ann \"cat\"" "$(as cat; mine)"
refused "a day long past" 2 'yesterday' cover end "$z" --on 2026-11-30
worked "cat leaves" officer end cat
is "nobody covers for ann" "$c ann null" "$(as ann; mine)"
sound "who covered left"

# ---- a step that tells a cause is covered by somebody who is shown it
worked "s39" config set law.s39.in_force_from 2026-09-01
as sue
worked "an enquiry" flag add "$c" --kind s47_enquiry --from 2026-12-01 --authority 302
refused "not by an officer" 4 'manager or the role safeguarding' cover add sue --by ben --to 2026-12-11
worked "by a manager" cover add sue --by boss --to 2026-12-11
like "who sees it" 'consider_436h5|speak_social_care' "$(as boss; "$CNIS" due --mine --format json)"
sound "a step covered"
# ---- who covers declares one of the families: it is hidden from nobody who could do it
as boss
code_in 'Max' officer add max --roles manager
cat >other.json <<'END_OF_FORM'
{"schema": 1, "confirmed_not_duplicate": true, "children": [{"name": "Kit Other", "born": "2015-03-02"}],
 "addresses": [{"line1": "9 Oak Road", "town": "London", "postcode": "NW1 9AA"}]}
END_OF_FORM
as ann
worked "another family" register --from other.json
kit=$(ref C2)
worked "ann will be away" cover add ann --by ben --from 2027-01-11 --to 2027-01-15
later=$(printf '%s\n' "$out" | sed -n 's/^reference: //p')
sqlite3 r.cnis ".backup later.cnis"
worked "and is" cover add ann --by ben --to 2026-12-10
sqlite3 r.cnis ".backup start.cnis"
as ben
worked "ben declares" conflict declare "$c"
like "what became of it" "[1-9][0-9]* more, of somebody you cover for" "$err"
is "what is not closed to him he still covers" "$kit ann \"ben\"" "$(mine)"
is "the family's work is a manager's" "boss" "$(as boss; "$CNIS" duty list --child "$c" --kind review --format json | sed -n 's/.*"owner":"\([a-z]*\)".*/\1/p' | sed 's/max/boss/')"
like "the cover to come hides nothing any more" "$later" "$(as boss; "$CNIS" cover list --format json)"
sound "declared while covering"
like "doctor counts none" '"check":"covers","state":"ok"' "$out"
as max
d=$("$CNIS" duty list --child "$c" --kind review --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
worked "ann has it after all" duty assign "$d" --to ann
code doctor --format json
like "that doctor sees" '"check":"covers","state":"failed","found":"[^"]*: 1"' "$out"
is "and fails" 1 "$code"

# ---- a cover that is still to begin takes nothing from who is there: it is called off
# copy NAME: the register as it was then, to go on with
copy() {
	mkdir "copy-$1"
	sqlite3 "$1.cnis" ".backup copy-$1/r.cnis"
	sqlite3 r.cnis.access ".backup copy-$1/r.cnis.access"
	CNIS_REGISTER=$T/copy-$1/r.cnis
}
copy later
as ben
worked "ben declares beforehand" conflict declare "$c"
like "which is said" "1 covers by you .* called off" "$err"
unlike "it is none" "$later" "$(as boss; "$CNIS" cover list --format json)"
is "ann has her work" "ann" "$(as ann; "$CNIS" duty list --child "$c" --kind review --format json | sed -n 's/.*"owner":"\([a-z]*\)".*/\1/p')"
sound "declared beforehand"
as ann
refused "nor does he cover it any more" 4 'closed to that officer' cover add ann --by ben --from 2027-01-11 --to 2027-01-15

# ---- and where nobody else may have it, nothing is declared
copy start
as boss
worked "max is not there" officer end max
worked "sue is covered by nobody" cover end "$("$CNIS" cover list --format json | sed -n 's/.*"cover":"\([^"]*\)","officer":"sue".*/\1/p')"
worked "boss is away" cover add boss --by ben --to 2026-12-10
d=$("$CNIS" duty list --child "$c" --kind review --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
as ben
before=$(head_seq)
refused "nobody else" 4 'nobody else may take them' conflict declare "$c"
is "writes nothing" "$before" "$(head_seq)"
done_testing
