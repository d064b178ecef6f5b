#!/bin/sh
# Every command of the program's own help, for every role, about an open, a restricted, a declared and
# a sealed record: matrix.txt says what is asked and which exit codes an open record gives.
# shellcheck source=tests/cli/lib.sh disable=SC2154,SC2046,SC2086
. "$LIB"
MATRIX=${MATRIX:-$SOURCE/tests/trust/matrix.txt}
CNIS_REGISTER=$T/r.cnis CNIS_LOGIN=boss CNIS_NOW=2026-11-20T09:00:00Z
export CNIS_REGISTER CNIS_LOGIN CNIS_NOW

# do_it WORDS...: a step of the preparation; its standard input is what is typed
made=0
do_it() {
	"$CNIS" "$@" --format json >said 2>why || {
		made=1
		echo "# step failed: $* ($(cat why))"
	}
}
said() { grep -o "\"$1[0-9]*-[0-9]\"" said | tr -d '"' | head -1; }

do_it init --authority 302 --demonstration --name Boss
for role in custodian safeguarding exporter auditor; do do_it officer role boss --add $role; done
for who in ann:officer mia:manager,safeguarding,officer cus:custodian,officer aud:auditor,exporter; do
	echo "Name ${who%%:*}" | do_it officer add "${who%%:*}" --roles "${who#*:}"
done

# record STATE HOUSE: a family with something of every kind; its references in refs.STATE
record() {
	printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[{"name":"Secret%s","born":"2014-05-0%s","reason":"unknown"}],"parents":[{"name":"Secret Mother%s","relationship":"mother","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"%s Secret%s Road","town":"London","postcode":"NW%s 1AA"}]}' "$1" "$2" "$1" "$2" "$1" "$2" >form.json
	do_it register --from form.json
	c=$(said C)
	do_it child show "$c"
	p=$(said P) a=$(said A) e=$(said E)
	do_it flag add "$c" --kind early_help --from 2026-11-01
	f=$(said F)
	do_it contact add "$c" --method telephone --outcome reached
	t=$(said T)
	do_it seen add "$c" --place home --by ehe_officer --voice not_present
	s=$(said S)
	do_it plan receive "$c" --kind plan --method email
	i=$(said I)
	echo "Reasons." | do_it review record "$c" --outcome appears_not_suitable --method email --evidence plan --voice not_present --reasons-file -
	r=$(said R)
	echo '020 7946 0018' | do_it contact-point add "$p"
	point=$(said N)
	echo 'He must not know.' | do_it withhold add "$c" school --all-outward --confirmed-by social-care
	l=$(said L)
	echo ZZ26P00001 | do_it order-of-court add "$c" --kind specific_issue --from 2026-11-19 --source court
	g=$(said G)
	printf 'SecretNote\nNobody\nShelf 3\n' | do_it document add "$c" --class other --source parent
	o=$(said O)
	do_it duty list --child "$c"
	d=$(said D)
	do_it withdrawal notify "$c" --by school --school Hill
	w=$(said W)
	echo "C=$c P=$p A=$a E=$e F=$f T=$t S=$s I=$i R=$r N=$point L=$l G=$g O=$o D=$d W=$w" >"refs.$1"
}
never() { for letter in C P A E F T S I R N L G O D W; do printf '%s=%s900-6 ' $letter $letter; done >refs.never; }
of() { tr ' ' '\n' <"refs.$1" | sed -n "s/^$2=//p"; }

record another 5
record open 1
record restricted 2
record declared 3
record sealed 4
never
other=$(of another C)
echo 'A threat.' | do_it restrict add $(of restricted C) --kind protection --custodian cus
restriction=$(said X)
for login in ann mia cus; do CNIS_LOGIN=$login do_it conflict declare $(of declared C); done
CNIS_NOW=2026-11-21T09:00:00Z
do_it order-of-court end $(of sealed G) --on 2026-11-20
do_it withdrawal withdraw $(of sealed W)
of sealed C | do_it identity seal $(of sealed C)
is "the register is prepared" 0 "$made"
sqlite3 r.cnis .dump >before.dump

# ---- every command of the help stands in the table ----------------------------------------------
"$CNIS" --help | sed -n '/^setting up/,$p' | sed -n 's/^  \([a-z][a-z-]*\( [a-z][a-z-]*\)\{0,1\}\)  .*/\1/p' | sort >of.help
grep -v '^#' "$MATRIX" | sed 's/ *|.*//' | sort >of.table
is "every command stands in matrix.txt, once" "" "$(diff of.help of.table)"

# words STATE: the arguments with the references of that record
words() {
	out=$args
	for pair in $(cat "refs.$1"); do out=$(printf '%s' "$out" | sed "s/{${pair%%=*}}/${pair#*=}/g"); done
	printf '%s' "$out" | sed "s/{other}/$other/g; s/{X}/$restriction/g"
}
# ask LOGIN STATE: run the command; $answer: all it says and gives, with references by their letter alone
ask() {
	asked=$(words "$2")
	code=0
	rm -f sheet.html
	printf '%b\n' "$typed" | CNIS_LOGIN=$1 "$CNIS" $name $asked $trial >got 2>&1 || code=$?
	cat sheet.html >>got 2>/dev/null
	answer=$code$(sed 's/\([A-Z]\)[0-9][0-9]*-[0-9]/\1/g' got)
}
bytes() { grep -aE "Secret$1|Mother$1|$(of "$1" C)([^0-9]|\$)|$(of "$1" P)([^0-9]|\$)|$(of "$1" E)([^0-9]|\$)|$(of "$1" D)([^0-9]|\$)" got | head -3; }

# ---- the table ----------------------------------------------------------------------------------
grep -v '^#' "$MATRIX" >rows
while IFS='|' read -r name codes args <&3; do
	name=$(echo $name) codes=$(echo $codes)
	[ "$codes" != - ] || continue
	typed='' trial=''
	"$CNIS" $name --help | grep -q -- '--dry-run' && trial=--dry-run
	case $args in *"~"*) typed=$(printf '%s' "${args#*~}" | sed 's/^ //') args=${args%%"~"*} ;; esac
	got_codes=
	bad=
	for login in ann mia aud cus; do
		ask $login open
		[ $login = cus ] || got_codes="$got_codes $code"
		for state in restricted sealed; do
			[ "$login$state" = cusrestricted ] && continue
			bad=$bad$(bytes $state)
		done
		[ $login = aud ] || bad=$bad$(bytes declared)
		case $args in *"{"*) ;; *) continue ;; esac
		ask $login never
		was=$answer
		for state in restricted sealed; do
			[ "$login$state" = cusrestricted ] && continue
			ask $login $state
			[ "$answer" = "$was" ] || bad="$bad $login, $state: not as one that never was: $answer, not $was"
			bad=$bad$(sed "s/$(of $state C)//g; s/$(of $state P)//g; s/$(of $state E)//g; s/$(of $state D)//g" got | grep -aE "Secret")
		done
		[ $login != aud ] || continue
		ask $login declared
		case $args in *"{X}"*) ;; *) [ "$code" = 9 ] || bad="$bad $login, declared: exit code $code, not 9" ;; esac
		bad=$bad$(grep -aE "Secret" got)
	done
	is "$name: an open record" "$codes" "$(echo $got_codes)"
	is "$name: the others" "" "$bad"
done 3<rows
is "nothing was written" "" "$(sqlite3 r.cnis .dump | cmp - before.dump 2>&1)"
done_testing
