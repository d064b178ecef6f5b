#!/bin/sh
# Orders of a court: recorded, ended, listed; nothing of what they say on a command line.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END2'
{"schema": 1,
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"}, {"name": "Sam Sample", "relationship": "father"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END2
worked "a family" register --from family.json
c=$(ref C1)
kit=$(ref C2)
before=$(head_seq)

# ---- refused -------------------------------------------------------------------------------------
refused "no kind" 2 'kind' order-of-court add "$c" --from 2026-10-01 --source court
refused "no day" 2 'from' order-of-court add "$c" --kind care --source court
refused "nobody's word" 2 'source' order-of-court add "$c" --kind care --from 2026-10-01
refused "no references" 2 'not references of adults' order-of-court add "$c" --kind care --from 2026-10-01 --source court --binds P1
code_in '
' order-of-court add "$c" --kind care --from 2027-10-01 --source court
is "in the future" 2 "$code"
code_in '
' order-of-court add "$c" --kind non_molestation --from 2026-10-01 --source court --binds P99-9
is "nobody of that reference" "3" "$code"
is "nothing is written" "$before" "$(head_seq)"

# ---- recorded ------------------------------------------------------------------------------------
sam=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P2-[0-9]\)".*/\1/p' | head -1)
echo 'Not to remove the child from the school.' >limits
code_in 'ZZ26P00123
' order-of-court add "$c" --kind prohibited_steps --from 2026-10-01 --binds "$sam" --education yes --court 'Family Court at Barnet' --limits-file limits --source court
is "recorded" 0 "$code"
like "by its reference" 'G1-' "$out"
like "names the sibling" "also for $kit\\? cnis order-of-court add $kit" "$err"
unlike "not what it says" 'ZZ26P|remove' "$("$CNIS" log --format json)"
g=$(printf '%s\n' "$out" | sed -n 's/.*\(G1-[0-9]\).*/\1/p' | head -1)
worked "list" order-of-court list "$c" --format json
like "whole" "\"order\":\"$g\",\"kind\":\"prohibited_steps\",\"wording\":\"prohibited steps order\",\"from\":\"2026-10-01\",\"to\":null,\"binds\":\"$sam\",\"favours\":null,\"about_education\":\"yes\",\"limits\":\"Not to remove the child from the school.*\",\"court\":\"Family Court at Barnet\",\"case_number\":\"ZZ26P00123\",\"authority\":null" "$out"
worked "who looked" access "$c"
like "is noted" 'order-of-court list' "$out"
code_in 'ZZ26P00123
' order-of-court add "$c" --kind prohibited_steps --from 2026-10-01 --source court
is "twice" 5 "$code"

# ---- ended ---------------------------------------------------------------------------------------
worked "end" order-of-court end "$g" --on 2026-11-20
is "does not hold any more" "" "$("$CNIS" order-of-court list "$c" --format csv | grep G1)"
like "is kept" "$g" "$("$CNIS" order-of-court list "$c" --all)"
like "held then" "$g" "$("$CNIS" order-of-court list "$c" --as-at 2026-11-01)"
refused "twice" 4 'ended already' order-of-court end "$g"
refused "no such" 3 'no such order' order-of-court end G9-2
worked "verify" verify
done_testing
