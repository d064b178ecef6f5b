#!/bin/sh
# Registering a child of a family a court made an order about: what to read is named, nothing is
# stopped, and an order goes with the form.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >first.json <<'END2'
{"schema": 1, "children": [{"name": "Robin Sample", "born": "2015-03-02"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"}, {"name": "Sam Sample", "relationship": "father"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END2
cat >away.json <<'END2'
{"schema": 1, "children": [{"name": "Wren Other", "born": "2016-07-02"}],
 "parents": [{"name": "sam  SAMPLE", "relationship": "father"}],
 "addresses": [{"line1": "9 Elsewhere Road", "postcode": "NW9 9AA"}]}
END2
cat >home.json <<'END2'
{"schema": 1, "children": [{"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END2
worked "a family" register --from first.json
c=$(ref C1)
sam=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P2-[0-9]\)".*/\1/p' | head -1)
code register --from away.json --dry-run
unlike "no order, nothing said" 'court' "$err"
echo 'Not to remove the child from the school.' >limits
code_in 'ZZ26P00123
' order-of-court add "$c" --kind prohibited_steps --from 2026-10-01 --binds "$sam" --limits-file limits --source court
is "an order" 0 "$code"
g=$(printf '%s\n' "$out" | sed -n 's/.*\(G1-[0-9]\).*/\1/p' | head -1)

# ---- an adult of the form ------------------------------------------------------------------------
worked "a child of who is bound, elsewhere" register --from away.json --dry-run
like "what to read" "parents.0. .line [0-9]*.: an adult of this name is bound by the order of a court $g .prohibited_steps. about $c: read whether it is about this child too, and who may decide" "$err"
like "it stops nothing" 'it stops nothing' "$err"
unlike "not what it says" 'remove the child' "$err"
like "who looked is noted of the child it is about" 'register' "$("$CNIS" access "$c")"
sed 's/sam  SAMPLE/Sam Sampler/' away.json >stranger.json
worked "somebody else" register --from stranger.json --dry-run
unlike "is not taken for them" 'order of a court' "$err"

# ---- a brother or sister at the same address -----------------------------------------------------
worked "a child who lives with that child" register --from home.json --dry-run
like "what to read as well" "children.0. .line [0-9]*.: a child at the same address has the order of a court $g" "$err"

# ---- who is not to know --------------------------------------------------------------------------
for who in omar cora; do printf 'An Officer\n' | "$CNIS" officer add $who --roles officer >/dev/null 2>&1; done
worked "a custodian" officer role cora --add custodian
worked "who is shown every duty" officer role cora --add safeguarding
CNIS_LOGIN=cora
export CNIS_LOGIN
echo 'A threat.' >why
code_in 'A threat.' restrict add "$c" --kind protection
is "is restricted" 0 "$code"
as omar
for form in away home; do
	worked "the $form form" register --from $form.json --dry-run
	unlike "says nothing of it" "order of a court|$c|$g" "$err$out"
done
as cora
code_in 'Over.' restrict end "$("$CNIS" restrict list --format json | sed -n 's/.*"restriction":"\([^"]*\)".*/\1/p')"
is "no more" 0 "$code"
unset CNIS_LOGIN
worked "it is registered all the same" register --from away.json
like "and the next command" 'cnis order-of-court add C2-' "$err"
worked "the order ends" order-of-court end "$g" --on 2026-11-20
worked "and" register --from home.json --dry-run
unlike "is not to be read any more" 'order of a court' "$err"

# ---- with the form -------------------------------------------------------------------------------
order() {
	cat >order.json <<END2
{"schema": 1, "children": [{"name": "Lark Invented", "born": "2014-07-02", "orders": [{"kind": "specific_issue", "from": "2026-10-02",
  "education": "yes", "court": "Family Court at Barnet", "limits": "As the mother decides.", "binds": [0], "favours": [1]${1:-}}]}],
 "parents": [{"name": "Sam Sample", "relationship": "father"}, {"name": "Ann Invented", "relationship": "mother"}],
 "addresses": [{"line1": "10 Elsewhere Road", "postcode": "NW9 9AB"}]}
END2
}
before=$(head_seq)
order ', "kind2": "x"'
refused "an unknown key" 2 'orders.0..kind2' register --from order.json
order ', "authority": "99"'
refused "no authority" 2 'orders.0..authority' register --from order.json
order
sed -i 's/"binds": .0./"binds": [7]/' order.json
refused "nobody of the form" 2 'orders.0..binds' register --from order.json
order
sed -i 's/2026-10-02/2027-10-02/' order.json
refused "made in the future" 2 'orders.0..from' register --from order.json
order
sed -i 's/2026-10-02/2010-10-02/' order.json
refused "made before the birth" 2 'orders.0..from' register --from order.json
order
sed -i 's/specific_issue/parking/' order.json
refused "no such kind" 2 'orders.0..kind' register --from order.json
is "nothing is written" "$before" "$(head_seq)"
order
worked "with an order" register --from order.json
w=$(ref C3)
like "it is looked at first" 'an order of a court is looked at first: G2-[0-9], specific issue order; it stops nothing here' "$err"
is "one entry of the journal" $((before + 1)) "$(head_seq)"
like "whole" '"kind":"specific_issue".*"from":"2026-10-02","to":null,"binds":"P4-[0-9A-Z]","favours":"P5-[0-9A-Z]","about_education":"yes","limits":"As the mother decides.","court":"Family Court at Barnet"' "$("$CNIS" order-of-court list "$w" --format json)"
like "somebody reads it" 'LOCAL.court.check' "$("$CNIS" duty list --child "$w" --format json)"
like "and the child is registered" '"route":"home_education"' "$("$CNIS" entry list "$w" --format json)"
like "the template tells of it" '"orders": \[\{' "$("$CNIS" register --template)"
worked "verify" verify
done_testing
