# A restricted record is, to everybody but custodians, as if it were not there.
# shellcheck source=lib.sh disable=SC2154
. "$LIB"
# shellcheck source=kept.sh
. "${LIB%/*}/kept.sh"
at 2026-11-21T09:00:00Z

# family NAME DAY HOUSE: a child with one parent at an address of their own
family() {
	printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[{"name":"%s","born":"2014-05-%s","reason":"unknown"}],"parents":[{"name":"Parent %s","relationship":"mother","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"%s Fern Road","town":"London","postcode":"NW1 1AA"}]}' "$1" "$2" "$1" "$3" >form.json
	code register --from form.json --format json
	child=$(refs C | head -1)
}

made_by_boss custodian safeguarding
officers ann:officer mia:manager,auditor,exporter,administrator,safeguarding cus:officer,custodian,safeguarding
family "Open Twig" 01 1
open=$child
family "Hidden Leaf" 02 2
hidden=$child
as boss duty list --child "$hidden" --format csv
duty=$(printf '%s' "$out" | grep -o '^D[0-9]*-[0-9]' | head -1)
as boss entry list "$hidden" --format csv
entry=$(printf '%s' "$out" | grep -o 'E[0-9]*-[0-9]' | head -1)
as boss child show "$hidden" --format json
adult=$(printf '%s' "$out" | grep -o '"P[0-9]*-[0-9]"' | tr -d '"' | head -1)

# ---- restricting
code_in "A threat." restrict add "$hidden" --kind holiday
is "an unknown kind" 2 "$code"
CNIS_LOGIN=ann code_in "A threat." restrict add "$hidden" --kind protection
is "an officer does not restrict" 9 "$code"
refused "a reason is asked for" 2 reason restrict add "$hidden" --kind protection --no-input
code_in "A threat." restrict add "$hidden" --kind protection --custodian ann
is "the custodian named is none" 2 "$code"
CNIS_LOGIN=mia code_in "A threat." restrict add "$hidden" --kind protection --custodian cus
is "a manager restricts" 0 "$code"
x=$(printf '%s' "$out" | grep -o 'X[0-9]*-[0-9]')
like "the custodian has the duties" "1 open dut" "$err"
code_in "A threat." restrict add "$hidden" --kind protection
is "restricted already" 5 "$code"
as cus duty list --owner cus --format csv
like "the duty is the custodian's" "^$duty,$hidden.*,cus," "$out"
as cus duty assign "$duty" --to ann
is "and is given to nobody else" 4 "$code"

# ---- as if it were not there: the same words as for a record that never was
alike() { # LABEL THERE NEVER WORDS...: {} stands for the reference
	label=$1 there=$2 never=$3
	shift 3
	for login in ann mia; do
		# shellcheck disable=SC2046
		as $login $(printf '%s ' "$@" | sed "s/{}/$never/g")
		was="$code $out $err"
		# shellcheck disable=SC2046
		as $login $(printf '%s ' "$@" | sed "s/{}/$there/g")
		is "$label, $login: as one that never was" "$was" "$code $out $err"
		[ "$login" = mia ] || is "$label: not found" 3 "$code"
	done
}
alike "child show" "$hidden" C900-6 child show "{}"
alike "child show, known before" "$hidden" C900-6 child show "{}" --known-at 2026-11-21
alike "entry list" "$hidden" C900-6 entry list "{}"
alike "flag list" "$hidden" C900-6 flag list "{}"
alike "household" "$hidden" C900-6 household show "{}"
alike "why" "$hidden" C900-6 why "{}"
alike "log" "$hidden" C900-6 log "{}"
alike "contact add" "$hidden" C900-6 contact add "{}" --method telephone --outcome reached
alike "entry end" "$entry" E900-6 entry end "{}" --reason moved_out --source parent --authority 301
alike "duty show" "$duty" D900-6 duty show "{}"
alike "adult" "$adult" P900-6 person show "{}"

# ---- in no list, search, history or file
for login in ann mia; do
	for words in "child list" "duty list --all" "due --days 3650" overdue unseen "unseen --all" "duplicate list" \
		"withdrawal list --all" "review list" log access "restrict list --all" "household show $open"; do
		# shellcheck disable=SC2086
		as $login $words --format json
		[ "$code" -eq 0 ] || [ "$login $words" = "ann access" ] || is "$login $words" 0 "$code $err"
		unlike "$login: $words holds nothing of it" "Hidden|Leaf|2 Fern|$hidden|$duty|$adult|$entry" "$out$err"
	done
	CNIS_LOGIN=$login code_in "Leaf" child find --format json
	unlike "$login does not find it" "Hidden|Leaf|$hidden" "$out$err"
	CNIS_LOGIN=$login code_in "2 Fern Road" child find --format json
	unlike "$login does not find its address" "Hidden|Leaf|$hidden" "$out$err"
done
as mia export children --purpose test
unlike "an export leaves it out" "Leaf|$hidden" "$out"
mkdir nights
as mia nightly --out nights
is "a night is published" 0 "$code"
is "and leaves it out, whoever runs it" "" "$(grep -rlE "Leaf|$hidden|$duty" nights)"
as boss nightly --out nights
like "a custodian's night is that night" "." "$code"
as mia undo 11 --reason "not mine"
was=$(printf '%s' "$code $err" | sed 's/11/N/g')
as mia undo 99 --reason "not mine"
is "its entry of the journal is not there" "$was" "$(printf '%s' "$code $err" | sed 's/99/N/g')"
worked "the register is sound" verify --quiet
as mia doctor --format csv
like "and nothing in it is forgotten" "^duties,ok" "$out"

# ---- who sees it
as cus child show "$hidden"
like "a custodian does" "Hidden Leaf" "$out"
as cus restrict list --format csv
like "and why it is restricted" "$x,$hidden,protection,2026-11-21,,cus,mia,A threat" "$out"

# ---- what arrived about it
echo '{"kind":"telephone","text":"They are at home all day."}' >told.json
as cus intake add --from told.json --format json
arrived=$(printf '%s' "$out" | sed -n 's/.*"intake":"\([^"]*\)".*/\1/p')
as cus duty list --format csv
triage=$(printf '%s' "$out" | sed -n 's/^\(D[^,]*\),.*intake_triage.*/\1/p')
as cus intake triage "$arrived" --outcome known_child --child "$hidden"
is "is said to be about it" 0 "$code"
as mia intake show "$arrived"
is "then it is not there" 3 "$code"
as mia duty list --all --format csv
unlike "nor the work it made" "$arrived|$triage" "$out$err"
as mia duty show "$triage"
is "asked for or not" 3 "$code"
as cus duty list --all --format csv
like "but to who sees the record" "$triage.*$arrived" "$out"

# ---- what is held about it
as cus child show "$hidden" --format json
adult=$(printf '%s' "$out" | grep -o '"P[0-9]*-[0-9]"' | tr -d '"' | head -1)
as cus sheet "$hidden" --for "$adult" --out -
is "a custodian makes the sheet" 0 "$code"
like "with what is held" "name: Hidden Leaf" "$out"

# ---- counted
at 2027-01-22T09:00:00Z
as mia report census --date 2027-01-21 --format json
is "a return is made" 0 "$code"
mine=$out
as cus report census --date 2027-01-21 --format json
is "a return counts it, whoever asks" "$out" "$mine"
like "both children" '"children":2' "$out"
at 2026-11-21T09:00:00Z

# ---- an adult with a child that everybody sees stays
printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[{"name":"First Birch","born":"2014-06-01","reason":"unknown"},{"name":"Second Birch","born":"2016-05-01","reason":"unknown"}],"parents":[{"name":"Mother Birch","relationship":"mother","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"3 Fern Road","town":"London","postcode":"NW1 1AA"}]}' >form.json
code register --from form.json --format json
first=$(printf '%s' "$out" | grep -o '"C[0-9]*-[0-9]"' | tr -d '"' | sed -n 1p)
second=$(printf '%s' "$out" | grep -o '"C[0-9]*-[0-9]"' | tr -d '"' | sed -n 2p)
as boss child show "$first" --format json
parent=$(printf '%s' "$out" | grep -o '"P[0-9]*-[0-9]"' | tr -d '"' | head -1)
code_in "A threat." restrict add "$second" --kind staff_family --custodian cus
is "a brother is restricted" 0 "$code"
as ann household show "$first" --format json
like "the family is shown" "First Birch" "$out"
unlike "without the brother" "Second|$second" "$out"
as ann person show "$parent"
is "the mother is shown" 0 "$code"

# ---- who can look no more is told of the brothers and sisters first
printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[{"name":"Elder Rowan","born":"2013-05-07","reason":"unknown"},{"name":"Younger Rowan","born":"2015-05-08","reason":"unknown"}],"parents":[{"name":"Parent Rowan","relationship":"mother","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"8 Rowan Road","town":"London","postcode":"NW1 1AB"}]}' >form.json
code register --from form.json --format json
elder=$(refs C | head -1) younger=$(refs C | tail -1)
CNIS_LOGIN=mia code_in "A threat." restrict add "$elder" --kind protection --custodian cus
is "a manager restricts one of two" 0 "$code"
like "and is told of the other" "next: .* cnis restrict add $younger --kind protection" "$err"
unlike "and of nothing that is refused them now" "household show" "$err"
CNIS_LOGIN=mia code_in "A threat." restrict add "$younger" --kind protection --custodian cus
is "and the other" 0 "$code"
unlike "of who is hidden nothing is told" "$elder" "$out$err"
CNIS_LOGIN=ann code_in "A threat." restrict add "$elder" --kind protection
is "an officer is refused as before" 9 "$code"
as ann restrict add C900-6 --kind protection --reason-file form.json
was="$code $(printf '%s' "$err" | sed "s/C900-6/X/g")"
as ann restrict add "$elder" --kind protection --reason-file form.json
is "whoever it is" "$was" "$code $(printf '%s' "$err" | sed "s/$elder/X/g")"

# ---- a custodian leaves
as boss officer end cus --hand-to ann
is "a custodian leaves" 0 "$code"
as boss duty list --owner boss --format csv
like "another one has the duties" "^$duty,$hidden" "$out"
as boss officer role boss --end custodian
is "the last one stays" 4 "$code"

# ---- the end of it
CNIS_LOGIN=mia code_in "It has passed." restrict end "$x"
is "a manager does not end it" 9 "$code"
code_in "It has passed." restrict end "$x"
is "a custodian does" 0 "$code"
code_in "It has passed." restrict end "$x"
is "once" 4 "$code"
as ann child show "$hidden"
like "and everybody sees the record" "Hidden Leaf" "$out"
worked "it is taken back" undo "$(($("$CNIS" log --limit 1 --format csv | tail -1 | cut -d, -f1)))"
as ann child show "$hidden"
is "and nobody does" 3 "$code"
worked "the register is still sound" verify --quiet
done_testing
