#!/bin/sh
# What must not reach whom: recorded, listed and ended, and every refusal on the way.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

demo
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes", "has_care": "yes",
              "contact_points": [{"kind": "mobile", "value": "07700 900123"}]},
             {"name": "Ivo Sample", "relationship": "father", "responsibility": "yes", "has_care": "no"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
sed 's/Robin/Jo/; s/Alex/Uma/; s/Ivo/Bo/; s/900123/900456/; s/1 Invented/7 Other/; s/2015/2014/' family.json >other.json
worked "another family" register --from other.json
c=$(ref C1)
mother=$(refs "$c" P | sed -n 1p) father=$(refs "$c" P | sed -n 2p)
other=$(ref C2)
home=$(sqlite3 r.cnis 'SELECT address_id FROM child_residence WHERE child_id = 1')
is "the first address" 1 "$home"
home=$(refs "$c" A | sed -n 1p)
point=$("$CNIS" contact-point list "$mother" --format json | grep -o 'N[0-9]*-[0-9]')

# ---- recorded ------------------------------------------------------------------------------------
add() { # add EXIT LABEL WORDS...
	want=$1 label=$2
	shift 2
	code_in "He must not know.
" withhold add "$@" --confirmed-by "social care"
	is "$label" "$want" "$code"
}
add 0 "an address from one person" "$c" "$home" --from-person "$father"
like "has a reference" 'L1-' "$out"
l=$(printf '%s\n' "$out" | grep -o 'L1-[0-9]')
add 0 "a number from all outward" "$c" "$point" --all-outward
add 0 "the school" "$c" school --all-outward --from 2026-11-01 --source parent
add 0 "where the child is" "$c" location --from-person "$father"
worked "listed" withhold list "$c" --format json
is "four" 4 "$(printf '%s\n' "$out" | grep -c withholding)"
like "by reference" "\"what\":\"address\",\"fact\":\"$home\",\"from_person\":\"$father\",\"all_outward\":false,\"refuge\":false" "$out"
like "from all outward" "\"what\":\"contact_point\",\"fact\":\"$point\",\"from_person\":null,\"all_outward\":true" "$out"
like "since when, confirmed by whom" '"what":"school","fact":null.*"from":"2026-11-01","to":null,"confirmed_by":"social care","reason":"He must not know."' "$out"
unlike "never the fact itself" 'Invented Row|900123' "$out"
worked "who looked is noted" access "$c"
like "as withhold list" 'withhold list' "$out"
worked "of everybody" withhold list --format json
is "the same" 4 "$(printf '%s\n' "$out" | grep -c "\"child\":\"$c\"")"
worked "who looked" access --format json
is "is noted of each once more" 2 "$(printf '%s\n' "$out" | grep -c '"withhold list"')"
worked "nothing of the other family" withhold list "$other" --format json
is "nothing" "" "$out"

# ---- refused -------------------------------------------------------------------------------------
before=$(sqlite3 r.cnis 'SELECT max(seq) FROM journal')
add 5 "again from the same" "$c" "$home" --from-person "$father"
add 5 "from one person what is kept from all" "$c" "$point" --from-person "$father"
add 3 "from an unknown person" "$c" "$home" --from-person P999-0
like "says what instead" 'all outward' "$err"
add 3 "an address of another family" "$c" "$(refs "$other" A | sed -n 1p)" --all-outward
add 2 "no such fact" "$c" shoes --all-outward
add 2 "a child is no fact" "$c" "$other" --all-outward
add 2 "from nobody" "$c" "$home"
add 2 "from a person and all outward" "$c" "$home" --from-person "$father" --all-outward
add 2 "a number from whoever has it" "$c" "$point" --from-person "$mother"
add 2 "from tomorrow" "$c" "$home" --all-outward --from 2026-11-22
add 2 "a refuge one writes to" "$c" "$home" --refuge "$home"
add 3 "a refuge without a correspondence address" "$c" "$home" --refuge "$(refs "$other" A | sed -n 1p)"
code_in "" withhold add "$c" "$home" --all-outward --confirmed-by "social care"
is "without a reason" 2 "$code"
code_in "He must not know.
" withhold add "$c" "$home" --all-outward
is "confirmed by nobody" 2 "$code"
is "nothing was written" "$before" "$(sqlite3 r.cnis 'SELECT max(seq) FROM journal')"

# ---- a refuge ------------------------------------------------------------------------------------
printf 'PO Box 12\nLondon\nN1 1ZZ\n' | "$CNIS" child move "$c" --kind correspondence --source parent >said 2>&1
box=$(grep -o 'A[0-9]*-[0-9]' said | head -1)
[ -n "$box" ] || box=$(refs "$c" A | tail -1)
add 0 "a refuge" "$c" "$home" --refuge "$box"
worked "listed" withhold list "$c" --format json
like "with where to write" "\"all_outward\":true,\"refuge\":true,\"care_of\":\"$box\"" "$out"
add 2 "not of a number" "$c" "$point" --refuge "$box"
add 2 "not from one person" "$c" "$home" --refuge "$box" --from-person "$father"

# ---- ended ---------------------------------------------------------------------------------------
echo 'Otto Officer' | "$CNIS" officer add otto --roles officer >said 2>&1
CNIS_LOGIN=otto
export CNIS_LOGIN
code_in 'It has passed.' withhold end "$l"
is "an officer does not end one" 9 "$code"
worked "an officer lists them" withhold list "$c" --format json
unlike "without the reason" 'He must not' "$out"
add 0 "an officer withholds" "$c" location --all-outward
CNIS_LOGIN=$(id -un)
refused "not without a reason" 2 'reason' withhold end "$l" --no-input
code_in ' ' withhold end "$l"
is "nor with none" 2 "$code"
is "it is withheld still" "$l" "$("$CNIS" withhold list "$c" --format json | grep -o "$l")"
code_in 'It has passed.' withhold end "$l" --on 2026-11-21
is "a manager ends one" 0 "$code"
like "the reason is kept" '"reason":"It has passed."' "$("$CNIS" log --limit 1 --format json)"
code_in 'It has passed.' withhold end "$l"
is "once" 4 "$code"
CNIS_NOW=2026-11-22T12:00:00Z
worked "gone the day after" withhold list "$c" --format json
unlike "from the list" "\"$l\"" "$out"
worked "kept all the same" withhold list "$c" --all --format json
like "with its last day" "\"$l\".*\"to\":\"2026-11-21\"" "$out"
worked "verify" verify --quiet

# ---- of everybody: but for whom one declared -----------------------------------------------------
like "something is withheld" withholding "$("$CNIS" withhold list --all --format json)"
code_in 'Dee' officer add dee --roles officer
as dee
like "shown to any officer" "$c" "$("$CNIS" withhold list --all --format json)"
worked "who declares the family" conflict declare "$c"
worked "is shown what is left" withhold list --all --format json
unlike "nothing of it" "$c" "$out"
done_testing
