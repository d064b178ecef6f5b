#!/bin/sh
# The likely rows of a list, one after the other: asked, decided at once, and never asked again.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
child() { # child GIVEN FAMILY BORN POSTCODE
	printf '{"schema": 1, "children": [{"name": "%s %s", "born": "%s", "given_names": "%s", "family_name": "%s"}], "parents": [{"name": "Alex %s", "relationship": "mother"}], "addresses": [{"line1": "1 Invented Row", "postcode": "%s"}]}\n' \
		"$1" "$2" "$3" "$1" "$2" "$2" "$4" >form.json
	worked "here is a child" --format json register --not-duplicate --from form.json
	ref=$(printf '%s' "$out" | sed 's/.*"child":"\([^"]*\)".*/\1/')
}
child Hassan Quell 2013-07-08 "E1 6AP"
hassan=$ref
child Yusuf Ember 2014-01-09 "N2 0AB"
yusuf=$ref
child Jusuf Ember 2014-01-10 "N2 0AB"
jusuf=$ref
child Mary Orchard 2012-02-03 "E1 6AN"
mary=$ref
cat >list.map <<'MAP'
given_names = Forenames
family_name = Surname
born = Born
postcode = Postcode
MAP
cat >list.csv <<'CSV'
Forenames,Surname,Born,Postcode
Husain,Quell,2013-07-08,E1 6AP
Zebedee,Nowhere,2012-01-02,
Yousef,Ember,2014-01-09,N2 0AB
Mary,Orchard,2012-03-02,
CSV
review() { # review ANSWERS WORDS...
	answers=$1
	shift
	code_in "$answers" "$@" --format csv match review list.csv --map list.map --purpose "health list"
	out=$(printf '%s' "$out" | tr -d '\r')
}

review '' --dry-run
is "a dry run before the first" 4 "$code"
like "has no keys" 'no key yet' "$err"
review ''
is "nobody answers" 0 "$code"
like "each is asked, with row and line" '^cnis: 1 of [34]: row 1 \(line 2\), perhaps '"$hassan"', weight' "$(printf '%s\n' "$err" | sed 's/^1 of/cnis: 1 of/')"
like "field by field" 'family name +the same \(\+[0-9.]+\)' "$err"
like "and against" 'given names +' "$err"
like "nothing is lost" 'left: the next review begins with them' "$err"
unlike "no name of the list or the child" 'Husain|Zebedee|Yousef|Orchard|Hassan' "$out$err"
is "no decision" 1 "$(printf '%s\n' "$out" | wc -l | tr -d ' ')"
before=$(head_seq)
review 's
' --dry-run
is "a dry run" 0 "$code"
is "writes nothing" "$before" "$(head_seq)"
review 'what
'
is "no answer" 2 "$code"
like "says which there are" 's, n, l and q' "$err"
is "nothing was written" "$before" "$(head_seq)"

# ---- decided at once, with a reason --------------------------------------------------------------
review 'n cousins
q
'
is "one answer, and stop" 0 "$code"
like "is told" "^1,[0-9a-f]{16},$hassan,not_same,[0-9]+,false|^1,[0-9a-f]{16},$hassan,not_same,[0-9]+,no" "$out"
is "and kept" 1 "$(($(head_seq) - before))"
review 'l
s same date the other way
'
unlike "a row that is settled is not asked" 'row 1 ' "$err"
like "another is" 'row 3 \(line 4\)' "$err"
like "two records come into question" "$yusuf|$jusuf" "$err"
like "later is left" 'left' "$err"
# all that is left
review 's
s
s
'
is "to the end" 0 "$code"
unlike "nothing is left" ' left' "$err"
like "of the third row" '^3,.*,same,' "$out"
is "a row is one child" 1 "$(printf '%s\n' "$out" | grep -c '^3,')"
review ''
like "and nothing is asked any more" 'nothing to look at: 4 rows' "$err"
code --format csv match list.csv --map list.map --purpose "health list"
like "the list says the same" '^3,4,decided,' "$(printf '%s' "$out" | tr -d '\r')"
like "and of the last" "^4,5,(decided|exact),$mary," "$(printf '%s' "$out" | tr -d '\r')"
worked "who was looked at is noted" access "$hassan"
like "as match review" 'match review' "$out"

# ---- refused -----------------------------------------------------------------------------------------
echo 'Clerk Example' | "$CNIS" officer add clerk --roles exporter >/dev/null 2>&1
CNIS_LOGIN=clerk code match review list.csv --map list.map --purpose "health list"
is "not everybody" 9 "$code"
refused "no such list" 3 . match review none.csv --map list.map --purpose "health list"
refused "no purpose" 2 purpose match review list.csv --map list.map

# ---- on a terminal -----------------------------------------------------------------------------------
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	printf 'Forenames,Surname,Born,Postcode\nHusain,Quell,2013-07-08,E1 6AP\nHasan,Quell,2013-08-07,\n' >list.csv
	printf 'row_id := 7\n' >>list.map
	TERM=xterm
	export TERM
	printf 'perhaps\nn\n' | script -qec "$CNIS match review list.csv --map list.map --purpose 'health list'" /dev/null >screen || code=$?
	shown=$(tr -d '\r' <screen)
	like "the child is shown to who has to say" 'Hassan Quell, born 2013-07-08' "$shown"
	is "another answer is asked again" yes "$(printf '%s\n' "$shown" | grep -o 'a reason may follow' | wc -l | awk '{ print ($1 >= 2 ? "yes" : "no") }')"
	like "and told at the end" 'not_same' "$shown"
fi
worked "verify" verify
done_testing
