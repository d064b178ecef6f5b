# What several are the subjects of is kept back when one of them is: documents and intakes of a family of
# two, one of them restricted, declared or sealed.
# shellcheck source=lib.sh disable=SC2154
. "$LIB"
# shellcheck source=kept.sh
. "${LIB%/*}/kept.sh"
# two NAME HOUSE: a brother and a sister; $one and $two
two() {
	printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[{"name":"Open %s","born":"2014-05-01","reason":"unknown"},{"name":"Hidden %s","born":"2016-06-02","reason":"unknown"}],"parents":[{"name":"Mother %s","relationship":"mother","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"%s Fern Road","town":"London","postcode":"NW1 1AA"}]}' "$1" "$1" "$1" "$2" >form.json
	code register --from form.json --format json
	one=$(refs C | sed -n 1p) two=$(refs C | sed -n 2p)
}
# papers: one about both, one about the first alone, an intake about both; $both, $own, $intake
papers() {
	echo "Hidden is at 7 Refuge Street" >m.txt
	code_in "$(printf 'Minutes about Hidden\nA school')" document add "$1" --class other --file m.txt --about "$2" --source school --format json
	both=$(refs O | head -1)
	code_in "$(printf 'A plan\nNobody\nShelf 3\n')" document add "$1" --class other --source parent --format json
	own=$(refs O | head -1)
	printf '{"schema":1,"kind":"neighbour","source":"public","text":"Hidden was seen"}' >intake.json
	code intake add --from intake.json --format json
	intake=$(refs K | head -1)
	code intake triage "$intake" --outcome known_child --child "$1,$2"
}

made_by_boss custodian
officers ann:officer mia:manager,safeguarding,officer,administrator cus:custodian,officer,safeguarding

# shut LABEL CODE: what is about both is as CODE says for ann, and nothing of it shows anywhere
shut() {
	for words in "document show $both" "document show $both --out x.txt" "document link $both $one" "intake show $intake"; do
		rm -f x.txt
		# shellcheck disable=SC2086
		as ann $words
		is "$1: $words" "$2" "$code"
		unlike "$1: $words shows nothing" "Hidden|Refuge|Minutes" "$out$err"
		is "$1: $words writes nothing" no "$([ -e x.txt ] && echo yes || echo no)"
	done
	for words in "document list $one" "intake list --all" "household show $one" "child history $one" "log $one" "child show $one"; do
		# shellcheck disable=SC2086
		as ann $words --format json
		is "$1: $words works" 0 "$code"
		unlike "$1: $words holds nothing of it" "Hidden|Refuge|Minutes|$both|$intake|$two" "$out$err"
	done
	as ann document list "$one" --format json
	like "$1: the other's own document is there" "$own" "$out"
	as ann document show "$own"
	is "$1: and can be read" 0 "$code"
}

# ---- restricted
two Elm 1
papers "$one" "$two"
as ann document show "$both"
is "before, it is shown" 0 "$code"
as ann document show O900-6
was="$code $out $err"
code_in "A threat." restrict add "$two" --kind protection --custodian cus
is "the sister is restricted" 0 "$code"
like "and it is said what is kept back with her" "1 document is about other children too" "$err"
restriction=$(printf '%s' "$out" | grep -o 'X[0-9]*-[0-9]')
shut "restricted" 3
as ann document show "$both"
is "as one that never was" "$was" "$(printf '%s' "$code $out $err" | sed "s/$both/O900-6/g")"
as mia document show "$both"
is "to a manager too" 3 "$code"
as cus document show "$both" --format json
like "a custodian reads it" "Minutes about Hidden" "$out"
like "and sees whom it is about" "$two" "$out"
code_in "It has passed." restrict end "$restriction"
as ann document show "$both"
is "and everybody again, when it has ended" 0 "$code"

# ---- the first of its subjects
as ann document list "$two" --format json
like "the sister's list has it too" "$both" "$out"
code_in "A threat." restrict add "$one" --kind protection --custodian cus
as ann document list "$two" --format json
unlike "not when the brother is restricted" "$both" "$out"
as ann document show "$both"
is "nor is it shown" 3 "$code"

# ---- declared
two Oak 2
papers "$one" "$two"
as ann conflict declare "$two"
as ann document show "$both"
is "one of a family declared is closed" 9 "$code"
unlike "and shows nothing" "Minutes|Hidden" "$out$err"

# ---- sealed
two Ash 3
papers "$one" "$two"
printf '{"schema":1,"kind":"other_authority","source":"other_authority","text":"Of another county.","children":[{"full_name":"Hiden Ash","born":"2011-01-17"}]}' >intake.json
code intake add --from intake.json --format json
another=$(refs K | head -1)
code_in "$two" identity seal "$two"
is "the sister's record is sealed" 0 "$code"
shut "sealed" 3
as ann intake show "$another"
is "what is about another child of that name is shown" 0 "$code"
code_in "Not here." intake triage "$another" --outcome no_action
as ann intake show "$another"
is "still" 0 "$code"
as cus document show "$both"
is "sealed: to a custodian too" 3 "$code"
worked "the register is sound" verify --quiet
done_testing
