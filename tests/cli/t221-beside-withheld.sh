#!/bin/sh
# Beside what is hidden: a family that lives where another one's home is withheld, an adult of a
# sealed child, somebody from whom a thing is withheld who has it, or whom nobody recorded.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

as boss
demo
for who in ann:officer ben:officer cus:custodian,officer,safeguarding,manager; do
	code_in 'An Officer' officer add "${who%%:*}" --roles "${who#*:}"
done
form() {
	printf '{"schema":1,"children":[{"name":"%s","born":"2014-05-02"}],"parents":[{"name":"%s","relationship":"mother","has_care":"yes"}],"addresses":[{"line1":"1 Invented Row","town":"London","postcode":"N2 0AB"}]}' "$@"
}
as ann
form "Robin Sample" "Alex Sample" >a.json
worked "a family" register --from a.json
c=$(ref C1)
mother=$(refs "$c" P) home=$(refs "$c" A)
form "Otto Other" "Uma Other" >b.json
sed 's/1 Invented/8 Other/' b.json >far.json
worked "a stranger" register --from far.json
stranger=$(refs "$(ref C2)" P)

# ---- withheld from somebody
add() { code_in 'It is not safe.' withhold add "$c" "$@" --confirmed-by 'social care'; }
seq=$(head_seq)
add location --from-person "$mother"
is "where the child is, from who has the care there" 2 "$code"
like "says what instead" 'person move.*all outward' "$err"
is "nothing is written" "$seq" "$(head_seq)"
add location --from-person "$stranger"
is "from a stranger to the family" 0 "$code"
like "which is said" "$stranger is not recorded as related to the child" "$err"
add "$home" --all-outward
is "the home" 0 "$code"
unlike "of all outward nothing is said" 'not recorded as related' "$err"

# ---- another family lives there
as ben
sed 's/Otto/Ines/; s/Uma/Una/' b.json >there.json
worked "a family at the same place" register --from there.json
c3=$(ref C3)
worked "shown to its officer" child show "$c3" --format json
unlike "not on a plain reading" 'Invented Row' "$out"
worked "who asks" --withheld child show "$c3" --format json
like "with its address" '1 Invented Row.*N2 0AB' "$out"
like "as any reader of what is withheld, noted" 'child show' "$("$CNIS" access "$c3" 2>&1; as boss; "$CNIS" access "$c3")"
worked "in its history too" --withheld child history "$c3" --format json
like "there" '1 Invented Row' "$out"
as ben
for words in "child show $c" "household show $c" "child history $c" "sheet $c --for $mother --out -"; do
	# shellcheck disable=SC2086
	code --withheld $words
	unlike "not of the other: $words" 'Invented Row|N2 0AB' "$out$err"
done
code_in 'N2 0AB' --withheld child find --format json
unlike "nor found by it" "\"$c\"" "$out"
as ann
worked "whose officer reads their own" --withheld child show "$c" --format json
like "there" '1 Invented Row' "$out"
worked "and not the family's" --withheld child show "$c3" --format json

# ---- an adult of a sealed child
as ann
form "Former Wren" "Birth Mother" | sed 's/1 Invented/9 Far/; s/N2 0AB/NW1 1AA/; s/{"name":"Former Wren"/{"name":"Brother Wren","born":"2016-01-01"},&/' >form.json
worked "brother and child" register --from form.json
old=$(ref C5)
parent=$(refs "$(ref C4)" P)
code_in 07700900123 contact-point add "$parent" --kind mobile
point=$("$CNIS" contact-point list "$parent" --format json | grep -o 'N[0-9]*-[0-9]')
worked "a wish" contact-wish add "$point" --kind preferred
as cus
CNIS_NOW=2026-11-22T12:00:00Z
code_in "$old" identity seal "$old"
is "sealed" 0 "$code"
[ "$code" -eq 0 ] || printf '%s\n' "$err" | sed 's/^/# /'
as ann
code_in 'Never before nine.' contact-wish add "$point" --kind safe_times
is "a wish of the parent" 0 "$code"
seq=$(sqlite3 r.cnis 'SELECT max(seq) FROM journal')
code undo "$seq"
is "is not taken back" 5 "$code"
like "the way out is named" 'cnis contact-wish end' "$err"
unlike "and nothing told" "whole|other|sealed|kept|hidden|$old|Wren" "$err"
sound "afterwards"
done_testing
