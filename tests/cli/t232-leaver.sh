#!/bin/sh
# An officer who is not there any more: a manager hands everything over with counts, or puts it into
# the queue of what waits for an owner; nothing is ever without one.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

as boss
demo
for who in ann:officer ben:officer cat:officer mary:officer,manager pam:administrator; do
	code_in 'An Officer' officer add "${who%%:*}" --roles "${who#*:}"
done
as ann
for name in Robin Kit Jo; do
	cat >family.json <<END_OF_FORM
{"schema": 1, "confirmed_not_duplicate": true, "children": [{"name": "$name Sample", "born": "2015-03-02"}],
 "addresses": [{"line1": "1 $name Road", "town": "London", "postcode": "NW1 1AA"}]}
END_OF_FORM
	worked "$name" register --from family.json
done
c=$(ref C1) kit=$(ref C2) jo=$(ref C3)
of() { "$CNIS" duty list --child "$1" --format json | sed -n 's/.*"kind":"\([^"]*\)".*"owner":"\([a-z]*\)".*"unallocated":\([a-z]*\).*/\1 \2 \3/p' | sort | xargs; }
waiting() { "$CNIS" duty list --unallocated --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p'; }

# ---- given back
d=$("$CNIS" duty list --child "$c" --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
as ben
refused "not another's" 9 'manager' duty release "$d"
as ann
before=$(head_seq)
worked "tried" --dry-run duty release "$d"
is "writes nothing" "$before" "$(head_seq)"
refused "no such duty" 3 'no such duty' duty release D1042-9
worked "given back" duty release "$d"
is "a manager has it, and is to allocate it" "allocate boss false review boss true" "$(of "$c" | sed 's/mary/boss/g')"
is "in the queue" "$d" "$(waiting)"
a=$("$CNIS" duty list --child "$c" --kind allocate --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
like "by the next working day" '"due":"2026-11-23"' "$("$CNIS" duty show "$a" --format json)"
like "why" 'LOCAL.queue.allocate' "$("$CNIS" why "$a" --format json)"
refused "the allocation does not wait" 4 'does not wait' duty release "$a"
as boss
refused "nor for a manager" 4 'does not wait' duty release "$a"
sound "in the queue of one"
worked "again is one allocation" duty release "$d"
is "one" 1 "$("$CNIS" duty list --child "$c" --kind allocate --format json | wc -l | xargs)"
worked "to ben" duty assign "$d" --to ben
is "allocated" "review ben false" "$(of "$c")"
is "the queue is empty" "" "$(waiting)"
is "the allocation is met" '"met"' "$("$CNIS" duty show "$a" --format json | sed -n 's/.*"state":\("[a-z]*"\).*/\1/p')"
code duty list --unallocated --exit-code
is "nothing waits" 0 "$code"
worked "back" duty assign "$d" --to ann
sound "given back and taken"

# ---- who keeps the queue
worked "cat keeps it" config set queue.keeper cat
as ann
worked "given back" duty release "$d"
is "cat has it" "allocate cat false review cat true" "$(of "$c")"
as cat
worked "cat takes it herself" duty assign "$d" --to cat
is "hers" "review cat false" "$(of "$c")"
as boss
worked "back" duty assign "$d" --to ann

# ---- a leaver who cannot sign anything any more
CNIS_NOW=2027-03-10T12:00:00Z
as ben
code_in 'Nothing was shown.' review record "$kit" --outcome appears_not_suitable --method email --evidence plan --voice not_present --reasons-file -
is "ben reviewed one of them" 0 "$code"
as boss
s=$("$CNIS" duty list --child "$kit" --kind sign_off --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
worked "ann is to sign it" duty assign "$s" --to ann
open=$("$CNIS" duty list --owner ann --format json | wc -l | xargs)
as ben
refused "an officer does not" 9 'role' officer end ann --hand-to ben
as boss
code_in "Looks only" officer add looks --roles auditor
refused "to somebody who can do none of it" 2 'no role to do this work' officer end ann --hand-to looks
refused "nor a single duty" 2 'no role to do this work' duty assign "$("$CNIS" duty list --owner ann --no-names --format csv | sed -n '2s/,.*//p')" --to looks
refused "nor is a role ended that the work needs" 4 'no role to do the work' officer role ann --end officer
sound "nothing was handed over"
as mary
before=$(head_seq)
refused "with open work, to nobody" 4 'to-queue' officer end ann
refused "to both" 2 'not both' officer end ann --hand-to ben --to-queue
refused "to herself" 2 'leaves' officer end ann --hand-to ann
refused "to nobody known" 3 'no current officer' officer end ann --hand-to nobody
refused "nor an administrator" 9 'administrator' officer end pam
worked "tried" --dry-run officer end ann --hand-to ben
is "writes nothing" "$before" "$(head_seq)"
worked "a manager ends her" officer end ann --hand-to ben
like "with counts" "$open duties handed over, of 3 children; late: [1-9][0-9]*; in the queue: 1" "$err"
is "ben does not sign his own review" "$s" "$(waiting)"
like "the entry names him" '"owner":"ann".*"officer":"ben"' "$("$CNIS" entry list "$jo" --format json)"
like "what ben has" 'review ben false' "$(of "$jo")"
worked "mary's to give" duty assign "$s" --to mary
is "the queue is empty" "" "$(waiting)"
sound "handed over"

# ---- and into the queue
as boss
worked "the keeper leaves too" officer end cat
worked "everything of ben's waits" officer end ben --to-queue
like "all of it" 'in the queue: [1-9]' "$err"
is "somebody has each" "" "$("$CNIS" duty list --format json | grep -c '"owner":""' | grep -v '^0$')"
is "one allocation a child" 3 "$("$CNIS" duty list --kind allocate --format json | wc -l | xargs)"
sound "in the queue"
for d in $(waiting); do
	worked "$d" duty assign "$d" --to mary
done
is "all allocated" "0 0" "$(waiting | wc -l | xargs) $("$CNIS" duty list --kind allocate --format json | wc -l | xargs)"
sound "all allocated"
# ---- the last who is told causes
as boss
code_in 'Sue' officer add sue --roles safeguarding
is "somebody for child protection" 0 "$code"
worked "the role ends" --dry-run officer role sue --end safeguarding
like "which is said" 'nobody has the role safeguarding any more' "$err"
worked "s39" config set law.s39.in_force_from 2026-09-01
as sue
worked "an enquiry" flag add "$c" --kind s47_enquiry --from 2027-03-10 --authority 302
as boss
d=$("$CNIS" duty list --child "$c" --format json | grep -E 'consider_436h5|speak_social_care' | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p' | head -1)
worked "she has its step" duty assign "$d" --to sue
worked "tried" --dry-run officer end sue --to-queue
like "the last is said" 'nobody has the role safeguarding any more' "$err"
worked "she leaves" officer end sue --to-queue
like "what goes to no queue is said" '[1-9][0-9]* of them wait in no queue' "$err"
like "and who is missing" 'nobody has the role safeguarding any more' "$err"
like "what to do" 'officer role LOGIN --add safeguarding' "$err"
sound "the last safeguarding officer"
worked "another" officer role boss --add safeguarding
worked "not the last" officer role mary --add safeguarding
worked "one of two" officer role mary --end safeguarding
unlike "nothing is said" 'nobody has' "$err"
done_testing
