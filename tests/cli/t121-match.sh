#!/bin/sh
# Another body's list: which of its rows are children here, why, and what officers said of them.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
child() { # child NAME BORN POSTCODE EXTRA: leaves $ref
	printf '{"schema": 1,\n "children": [\n  {"name": "%s",\n   "born": "%s"%s}],\n "parents": [{"name": "Alex Sample", "relationship": "mother"}],\n "addresses": [{"line1": "1 Invented Row", "postcode": "%s"}]}\n' "$1" "$2" "$4" "$3" >form.json
	worked "here is a child" --format json register --not-duplicate --from form.json
	ref=$(printf '%s' "$out" | sed 's/.*"child":"\([^"]*\)".*/\1/')
}
child "Theodora Larkspur" 2014-03-02 "N2 0AB" ',"given_names": "Theodora","family_name": "Larkspur"'
theodora=$ref
child "Robin Sample" 2015-05-06 "E1 6AN" ',"given_names": "Robin","family_name": "Sample"'
robin=$ref
child "Rowan Sample" 2015-05-06 "E1 6AN" ',"given_names": "Rowan","family_name": "Sample"'
child "Hassan Quell" 2013-07-08 "E1 6AP" ',"given_names": "Hassan","family_name": "Quell"'
hassan=$ref

cat >list.map <<'MAP'
given_names = Forenames
family_name = Surname
born = Born
postcode = Postcode
upn = UPN
nhs = NHS
sex = Sex
MAP
head="Forenames,Surname,Born,Postcode,UPN,NHS,Sex"
cat >list.csv <<CSV
$head
Theodora,Larkspur,2014-03-02,N2 0AB,,,
Husain,Quell,2013-07-08,E1 6AP,,,M
Zebedee,Nowhere,2012-01-02,ZZ99 3CZ,,,
Larkspur,Theodora,2014-03-02,N2 0AB,,,
Theodora,Larkspur,2014-03-02,N2 0AB,,,
,,2014-03-02,N2 0AB,,,
Kit,Sample,2015-05-06,E1 6AN,,,
CSV
run() { # run WORDS...: match the list
	code --format csv match list.csv --map list.map --purpose "health list" "$@"
	out=$(printf '%s' "$out" | tr -d '\r')
}

refused "no purpose" 2 purpose match list.csv --map list.map
refused "an empty purpose" 2 'the value is empty' match list.csv --map list.map --purpose ''
refused "hardly a purpose" 2 'in a few words' match list.csv --map list.map --purpose 'ab'
refused "no map" 2 map match list.csv --purpose "health list"
refused "no such list" 3 . match none.csv --map list.map --purpose "health list"
refused "nothing to decide yet" 4 'no list was ever matched' match decide 0123456789abcdef "$robin" --same

run --dry-run
is "dry run" 0 "$code"
unlike "gives no keys nobody would know again" ',[0-9a-f]{16},' "$out"
run
is "the list is matched" 0 "$code"
like "the same child" "^1,2,exact,$theodora,[0-9a-f]{16},1,[0-9]+,family name the same" "$out"
like "explained by weights" 'birth date the same \(11\.9\)' "$out"
like "alike" "^2,3,likely,$hassan," "$out"
like "nobody" '^3,4,none,,,0,,' "$out"
like "the same row with its names the other way" '^4,5,again,' "$out"
like "the same row again" '^5,6,again,' "$out"
like "no name" '^6,7,rejected,.*Surname,the name is missing' "$out"
like "a third of the birth is nobody here" '^7,8,none,' "$out"
unlike "no name of the list is shown" 'Zebedee|Nowhere|Husain|Larkspur' "$out$err"
like "counted" '7 rows: 1 exact, 0 decided, 1 likely, 2 none, 2 twice in the list, 1 rejected' "$err"
worked "who was compared is noted" --format csv access "$theodora"
like "with the purpose" 'health list' "$out"
like "with the rows" 'rows: 7' "$out"
"$CNIS" log --format json >log.json
unlike "the journal knows no name" 'Zebedee|Nowhere|Husain' "$(cat log.json)"

# What was said is not asked again.
run --questions --exit-code
is "a question is open" 10 "$code"
key=$(printf '%s\n' "$out" | sed -n 's/^2,3,likely,[^,]*,\([0-9a-f]*\),.*/\1/p')
run --questions
is "the key stays" "$key" "$(printf '%s\n' "$out" | sed -n 's/^2,3,likely,[^,]*,\([0-9a-f]*\),.*/\1/p')"
refused "neither" 2 'one of the two' match decide "$key" "$hassan"
refused "both" 2 'one of the two' match decide "$key" "$hassan" --same --not-same
refused "no key" 2 'not a key' match decide zebedee "$hassan" --same
refused "no such child" 3 'no such child' match decide "$key" C999-0 --same
worked "dry" --dry-run match decide "$key" "$hassan" --same
worked "decided" match decide "$key" "$hassan" --same
refused "twice" 5 'before' match decide "$key" "$hassan" --same
refused "nor another child" 5 'another child' match decide "$key" "$robin" --same
run --questions --exit-code
is "no question is left" 0 "$code"
run
like "by whom and when" "^2,3,decided,$hassan,$key,1,,,,[a-z0-9_.-]+,20[0-9-]+," "$out"
worked "the other way" match decide "$key" "$hassan" --not-same
run
like "nobody then" '^2,3,none,' "$out"
worked "undone" undo "$("$CNIS" --format json log --limit 1 | sed 's/.*"seq":\([0-9]*\).*/\1/')"
run
like "decided again" "^2,3,decided,$hassan," "$out"
sed 's/Husain/Hussain/' list.csv >new.csv
worked "a row that changed" --format csv match new.csv --map list.map --purpose "health list" --questions
like "is asked" "likely,$hassan," "$out"
sqlite3 "$CNIS_REGISTER" .dump >dump.sql 2>/dev/null
unlike "nothing of the list is in the register" 'Zebedee|Nowhere|Husain' "$(cat dump.sql)"
worked "and it holds" verify

# Into a file.
worked "a file" match list.csv --map list.map --purpose "health list" --out answer.csv
is "for its owner only" 600 "$(stat -c %a answer.csv)"
like "CSV" '^row,line,verdict,child,row_key' "$(head -1 answer.csv)"
refused "never over another" 5 . match list.csv --map list.map --purpose "health list" --out answer.csv
refused "nor where there is no folder" 1 . match list.csv --map list.map --purpose "health list" --out none/answer.csv
for f in table plain csv json; do
	worked "as $f" --format "$f" match list.csv --map list.map --purpose "health list"
	like "says it as $f" "$theodora" "$out"
done

# Bad lists and maps, each told by itself.
wrong() { # wrong LABEL CODE PATTERN LIST MAP
	refused "$1" "$2" "$3" match "$4" --map "$5" --purpose "health list"
}
printf 'given_names = Forenames\n' >a.map
wrong "a map without names" 2 'full_name has no column' list.csv a.map
printf 'full_name = Forenames\n' >a.map
wrong "a map of names alone" 2 'names alone find nobody' list.csv a.map
printf 'full_name = Forenames\nborn = Birthday\n' >a.map
wrong "a column that is not there" 2 'no column of this name' list.csv a.map
printf 'full_name = Forenames\nfull_name = Surname\nborn = Born\n' >a.map
wrong "two columns for one field" 2 'two columns for one field' list.csv a.map
printf 'full_name = Forenames\nheight = Surname\nborn = Born\n' >a.map
wrong "no such field" 2 'no such field' list.csv a.map
wrong "no such map" 3 . list.csv none.map
printf '%s\n' "$head" >a.csv
wrong "no rows" 2 'a header and no rows' a.csv list.map
: >a.csv
wrong "empty" 2 'empty' a.csv list.map
printf '%s\r\nZo\351,Sample,2015-05-06,,,,\r\n' "$head" >a.csv
wrong "Windows-1252" 2 'Windows-1252' a.csv list.map
printf '%s\nRobin,"Sam"ple,2015-05-06,,,,\n' "$head" >a.csv
wrong "a stray quote" 2 'quote' a.csv list.map
wrong "a folder" 2 'a directory|folder' . list.map
cat >a.csv <<CSV
$head
Robin,Sample,6/13/2015,E1 6AN,,,
Robin,Sample,2015-05-06,E1 6AN,A123,,
Robin,Sample,2015-05-06,nowhere,,,
Robin,Sample,2015-05-06,E1 6AN,,1234567890,
Robin,Sample,2015-05-06,E1 6AN,,,X
Robin,Sample
CSV
worked "values that cannot be read" --format csv match a.csv --map list.map --purpose "health list"
out=$(printf '%s' "$out" | tr -d '\r')
like "a date" '^1,.*Born,"?not a date' "$out"
like "a UPN" '^2,.*UPN,not a UPN: left out' "$out"
like "a postcode" '^3,.*Postcode,not a postcode: left out' "$out"
like "an NHS number" '^4,.*NHS,not an NHS number: left out' "$out"
like "a sex" '^5,.*Sex,"?not F, M or U: left out' "$out"
like "a row too short" '^6,7,rejected,.*not as many columns' "$out"
like "are counted" '5 values left out' "$err"
printf '\357\273\277%s\r\nRobin,Sample,2015-05-06,E1 6AN,,,\r\n' "$head" >a.csv
worked "a byte order mark and CRLF" --format csv match a.csv --map list.map --purpose "health list"
like "are read" "exact,$robin," "$out"

# Who may.
echo 'Clerk Example' | "$CNIS" officer add clerk --roles exporter >/dev/null 2>&1
CNIS_LOGIN=clerk code match list.csv --map list.map --purpose "health list"
is "not everybody" 9 "$code"
like "says what it needs" 'officer or manager' "$err"
CNIS_LOGIN=clerk code match decide "$key" "$hassan" --not-same
is "nor decides" 9 "$code"

# ---- a telephone of a parent: however it is written, and never shown
printf '{"schema": 1, "children": [{"name": "Idris Copperfield", "born": "2012-04-05"}], "parents": [{"name": "Alex Copperfield", "contact_points": [{"value": "020 7946 0018"}]}], "addresses": [{"line1": "9 Invented Row", "postcode": "N2 0AG"}]}' >phone.json
worked "a child whose parent has a telephone" register --from phone.json
printf 'full_name = Name\nborn = Born\ntelephone = Phone\n' >phone.map
printf 'Name,Born,Phone\nIdris Copperfield,2012-04-05,+44 (0)20 7946 0018\n' >phone.csv
telephone() { worked "$1" --format csv match phone.csv --map phone.map --purpose "health list"; }
telephone "the same number"
like "speaks for the child" 'telephone the same \(6\.0\)' "$out"
unlike "and is not shown" 7946 "$out$err"
sed -i 's/0018/0019/' phone.csv
telephone "another number"
like "says nothing" 'telephone differs' "$out"
sed -i 's/+44.*/79460018/' phone.csv
telephone "a number without its area code"
like "is left out" 'Phone,not a telephone number with its area code: left out' "$out"
unlike "unsaid" 79460018 "$out$err"
done_testing
