#!/bin/sh
# What protects is not taken back by whoever typed it: only by who may end it, with a reason.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

as boss
demo
for who in ann:officer mary:officer,manager max:officer,manager saf:officer,safeguarding; do
	code_in 'An Officer' officer add "${who%%:*}" --roles "${who#*:}"
done
as ann
cat >family.json <<'END_OF_FORM'
{"schema": 1, "children": [{"name": "Robin Sample", "born": "2015-03-02"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"},
             {"name": "Ivo Sample", "relationship": "father"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END_OF_FORM
worked "a family" register --from family.json
c=$(ref C1)
father=$(refs "$c" P | sed -n 2p)
home=$(refs "$c" A | sed -n 1p)

# kept_by LABEL [LOGIN]: the newest entry, which ann typed, is not hers to take back; LOGIN takes it back
kept_by() {
	what=$1 by=${2:-mary}
	seq=$(head_seq)
	as ann
	refused "$what: not by the officer" 9 'manager' undo "$seq"
	refused "$what: nor with a reason" 9 'with a reason' undo "$seq" --reason "a slip"
	refused "$what: nor tried" 9 'manager' --dry-run undo "$seq" --reason "a slip"
	CNIS_NOW=2027-02-21T12:00:00Z
	refused "$what: nor three months later" 9 'manager' undo "$seq"
	CNIS_NOW=2026-11-21T12:00:00Z
	is "$what: nothing is written" "$seq" "$(head_seq)"
	as "$by"
	refused "$what: $by not without a reason" 2 'say why' undo "$seq"
	worked "$what: $by with one" undo "$seq" --reason "typed for the wrong child"
	like "$what: the reason is kept" 'typed for the wrong child' "$("$CNIS" log --limit 1 --format json)"
	as ann
}

code_in 'He must not know.' withhold add "$c" "$home" --all-outward --confirmed-by 'social care'
is "something is withheld" 0 "$code"
kept_by withheld saf
code_in ZZ26P00001 order-of-court add "$c" --kind non_molestation --from 2026-11-20 --source court --binds "$father"
is "an order" 0 "$code"
refused "which the officer does not end" 9 'manager' order-of-court end "$("$CNIS" order-of-court list "$c" --format json | grep -o 'G[0-9]*-[0-9]')"
kept_by order
echo 'Supervised only.' >limits
worked "limits of contact" responsibility change "$c" "$father" --limits-file limits --source court
kept_by limits
worked "responsibility alone" responsibility change "$c" "$father" --responsibility yes --source parent
worked "is theirs to take back" undo "$(head_seq)"
# ---- limits of contact end by who may say so, and not by ending the adult
limits() { "$CNIS" responsibility list "$c" --format json | sed -n "s/.*\"who\":\"$father\".*\"contact_limits\":\([^,]*\),.*/\1/p"; }
apart() { "$CNIS" duty list --child "$c" --kind keep_apart --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p'; }
is "nothing is to be decided" "" "$(apart)"
worked "limits again" responsibility change "$c" "$father" --limits-file limits --source court
like "what must not reach him is" "withhold add $c location --from-person $father" "$err"
like "a duty, until it is" 'LOCAL.court.keep-apart' "$("$CNIS" why "$(apart)" --format json)"
code_in 'He must not know.' withhold add "$c" location --from-person "$father" --confirmed-by 'social care'
is "withheld from him" 0 "$code"
is "decides it" "" "$(apart)"
seq=$(head_seq)
code_in 'He is kind now.' responsibility change "$c" "$father" --no-limits --source parent
is "not off by an officer" 9 "$code"
like "who is told who" 'manager or the role safeguarding' "$err"
printf ' \n' >blank
refused "nor by a blank" 9 'manager' responsibility change "$c" "$father" --limits-file blank --source parent
as saf
refused "nor by the role without a reason" 2 'reason' responsibility change "$c" "$father" --no-limits --source parent --no-input
refused "nor with a blank" 2 'reason' responsibility change "$c" "$father" --no-limits --source parent --reason-file blank
as ann
is "nothing is written" "$seq" "$(head_seq)"
worked "care alone leaves them" responsibility change "$c" "$father" --has-care no --source parent
is "there" '"Supervised only."' "$(limits)"
is "and asks nothing anew" "" "$(apart)"
worked "others do" responsibility change "$c" "$father" --limits-file family.json --source court
like "ask" 'D[0-9]' "$(apart)"
worked "as before" responsibility change "$c" "$father" --limits-file limits --source court
worked "the adult ends" child adult end "$c" "$father"
CNIS_NOW=2026-11-22T12:00:00Z
worked "and is added again" child adult add "$c" --person "$father" --relationship father
is "they stand again" '"Supervised only."' "$(limits)"
as saf
code_in 'The order was discharged.' responsibility change "$c" "$father" --no-limits --source court
is "taken off by the role" 0 "$code"
[ "$code" -eq 0 ] || printf '%s\n' "$err" | sed 's/^/# /'
is "none" null "$(limits)"
is "and nothing to decide" "" "$(apart)"
like "the reason is kept" 'The order was discharged' "$("$CNIS" log --limit 1 --format json)"
as ann

code_in 'A slip of the pen.' child adult add "$c" --relationship grandparent
is "an adult without" 0 "$code"
worked "is theirs too" undo "$(head_seq)"

# ---- a complaint: not by whom it is about, manager or not, and not a word of what it is
code_in 'Nobody called back.' complaint add "$c" --kind ombudsman --source parent --about ann
is "a complaint" 0 "$code"
kept_by complaint
code_in 'Nobody called back.' complaint add "$c" --kind own --source parent --about mary
is "one about a manager" 0 "$code"
seq=$(head_seq)
as mary
refused "she does not take it back" 9 'another officer|not concerned' undo "$seq" --reason "no"
unlike "nor is told what it is" 'complaint' "$err"
as max
worked "another one does" undo "$seq" --reason "sent twice"
as mary
code_in 'Nobody called back.' complaint add "$c" --kind own --source parent --about mary
seq=$(head_seq)
refused "nor one she typed herself" 9 'not concerned' undo "$seq" --reason "no"
sound "afterwards"
done_testing
