# The family of a declared conflict of interest: who shares an adult, and who lives at the same place, as
# everywhere else in the program; what it does to registration, to cover and to the words of a refusal.
# shellcheck source=lib.sh disable=SC2154
. "$LIB"
# shellcheck source=kept.sh
. "${LIB%/*}/kept.sh"
# family LOGIN NAME HOUSE: one child of one mother; $child
family() {
	printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[{"name":"%s Gale","born":"2014-05-01","reason":"unknown"}],"parents":[{"name":"Mother of %s","relationship":"mother","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"%s Fern Road","town":"London","postcode":"NW1 1AA"}]}' "$2" "$2" "$3" >form.json
	as "$1" register --from form.json --format json
	child=$(refs C | sed -n 1p)
}

made_by_boss custodian
officers ann:officer ben:officer amy:officer mia:manager,officer cus:custodian,officer,safeguarding
family ann Gus 1
gus=$child
family ann Ida 1
ida=$child
family ann Max 2
max=$child
family ann Pip 3
pip=$child
as ann duty list --owner ann --child "$ida" --format json
ida_duties=$(refs D | wc -l)
as ann duty list --owner ann --child "$gus" --format json
gus_duties=$(refs D | wc -l)

# ---- who lives there too
as ben conflict declare "$gus"
is "an officer declares a family" 0 "$code"
for words in "child show $gus" "child show $ida" "household show $ida" "entry list $ida" "duty list --child $ida"; do
	# shellcheck disable=SC2086
	as ben $words
	is "$words is closed" 9 "$code"
	unlike "$words: no role would help" "gives roles|officer role" "$err"
	like "$words: says what would" "cnis conflict" "$err"
done
as ben child show "$max"
is "a neighbour's is not" 0 "$code"
as ben child list --format json
unlike "nor does a list hold them" "$gus|$ida|Gus|Ida" "$out"
as ann conflict declare "$max"
is "their own work goes to a manager" 0 "$code"
as boss duty list --child "$max" --format csv
unlike "all of it" ",ann," "$out"
as boss duty list --child "$ida" --format json
duty=$(refs D | head -1)
as mia duty assign "$duty" --to ben
is "no duty of the other child is given to them" 4 "$code"

# ---- registering one more of the family
family ben Roy 1
is "they may record one more child there" 0 "$code"
unlike "and are told nothing of the others" "$gus|$ida|Gus|Ida|lives with|same address" "$out$err"
as boss duty list --child "$child" --format csv
unlike "whose work is not theirs" ",ben," "$out"
as ben child show "$child"
is "nor is the record" 9 "$code"

# ---- cover
as ann cover add ann --by ben --to 2026-11-30
is "they do not cover for who has the family's work" 4 "$code"
like "and it is said how much of it there is" "$((ida_duties + gus_duties)) of these duties are closed to that officer" "$err"
unlike "not of whom" "$gus|$ida|Gus|Ida|declared" "$err"
as mia cover add ann --by ben --to 2026-11-30
is "a manager does not arrange it either" 4 "$code"
as ann cover add ann --by amy --to 2026-11-30
is "somebody else covers" 0 "$code"
code_in "A threat." restrict add "$pip" --kind protection --custodian cus
is "a record is restricted" 0 "$code"
as cus cover add cus --by amy --to 2026-11-30
is "a custodian's work is covered by a custodian" 4 "$code"
like "which is said" "only a custodian is shown" "$err"
as cus cover add cus --by boss --to 2026-11-30
is "who does" 0 "$code"
worked "the register is sound" verify --quiet
worked "and healthy" doctor
done_testing
