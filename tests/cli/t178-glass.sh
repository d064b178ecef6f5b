# What break-glass does not do: it opens no list, search or file, and nothing of a family one declared.
# shellcheck source=lib.sh disable=SC2154
. "$LIB"
# shellcheck source=kept.sh
. "${LIB%/*}/kept.sh"
# family NAME HOUSE: a brother and a sister; $one and $two
family() {
	printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[{"name":"Open %s","born":"2014-05-01","reason":"unknown"},{"name":"Hidden %s","born":"2016-06-02","reason":"unknown"}],"parents":[{"name":"Mother %s","relationship":"mother","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"%s Fern Road","town":"London","postcode":"NW1 1A%s"}]}' "$1" "$1" "$1" "$2" "$3" >form.json
	code register --from form.json --format json
	one=$(refs C | sed -n 1p) two=$(refs C | sed -n 2p)
}
glass() { CNIS_LOGIN=$1 code_in "The police are on the telephone." break-glass open "$2" --hours 2; }

made_by_boss custodian
officers ann:officer,exporter mia:manager,officer cus:custodian,officer,safeguarding
family Elm 1 A
sister=$two
code_in "A threat." restrict add "$sister" --kind protection --custodian cus
is "a sister is restricted" 0 "$code"
as cus duty list --child "$sister" --format json
duty=$(refs D | head -1)

# ---- read by reference, and in no list or file
glass ann "$sister"
is "an officer opens her record" 0 "$code"
opened=$(CNIS_LOGIN=ann "$CNIS" log --limit 1 --format csv | tail -1)
like "which is in their own journal" "break-glass open $sister" "$opened"
as ann undo "${opened%%,*}"
is "and is not taken back" 4 "$code"
as mia undo "${opened%%,*}" --reason "no"
is "to others there is no such entry" 3 "$code"
for words in "child show $sister" "entry list $sister" "duty show $duty" "household show $sister" "duty list --child $sister"; do
	# shellcheck disable=SC2086
	as ann $words
	is "$words: read by reference" 0 "$code"
done
as ann child show "$sister"
like "with what it holds" "Hidden Elm" "$out"
printf 'Forenames,Surname,Born,Postcode\nHidden,Elm,2016-06-02,NW1 1AA\n' >list.csv
printf 'given_names = Forenames\nfamily_name = Surname\nborn = Born\npostcode = Postcode\n' >list.map
for words in "child list --all" "duty list --all" "due --days 3650" overdue unseen "unseen --all" "duplicate list" today \
	"entry list $one" "household show $one" "withdrawal list --all" "review list" "export children --purpose test" \
	"export children --purpose $sister" "match list.csv --map list.map --purpose test"; do
	# shellcheck disable=SC2086
	as ann $words --format json
	is "$words: works" 0 "$code"
	unlike "$words: holds nothing of her" "\"Hidden|$sister|$duty|2016-06-02" "$(printf '%s' "$out" | sed 's/"list_[a-z]*":"[^"]*"//g')"
done
CNIS_LOGIN=ann code_in "Hidden Elm" child find --format json
unlike "nor does a search" "\"Hidden|$sister" "$out$err"
mkdir night
as ann nightly --out night
is "nor what a night publishes" "" "$(grep -rlE "Hidden|$sister" night)"
as ann contact add "$sister" --method telephone --outcome reached
is "who must act may write what they did" 0 "$code"
at 2026-11-20T11:00:00Z
as ann child show "$sister"
is "it closes by itself" 3 "$code"

# ---- the review: a manager in neutral words, the custodian with the access log
as mia due --days 30 --format csv
like "a manager has a duty" ",glass_manager,.*2026-11-23" "$out"
unlike "which is of nobody" "$sister|Hidden" "$out"
look=$(printf '%s' "$out" | grep glass_manager | grep -o '^D[0-9]*-[0-9]')
as mia why "$look"
like "and says who opened a record" "ann" "$out"
like "and until when" "2026-11-20T11:00" "$out"
unlike "not which, nor why" "$sister|Hidden|police" "$out$err"
as mia duty show "$look"
is "it is shown like any other" 0 "$code"
as mia today
is "today is" 0 "$code"
unlike "today names nobody" "$sister|Hidden" "$out"
as ann due --days 30 --format csv
unlike "an officer is told of none" "glass_manager" "$out"
as ann duty show "$look"
is "nor shown it" 3 "$code"
as mia break-glass list --format csv
like "a manager's list has the opening" "ann,2026-11-20T09:00:00Z,2026-11-20T11:00:00Z" "$out"
unlike "and not of which record, nor why" "$sister|police" "$out"
as mia access "$sister" --format json
is "a manager does not see who looked" "0 " "$code $out"
as cus access "$sister" --format csv
is "who keeps the record does" 0 "$code"
like "each look" "ann,child show,$sister" "$out"
as cus access --format csv
is "and nothing else of others" 9 "$code"
as cus access "$one" --format csv
is "nor of a record they do not keep" 9 "$code"
as cus due --days 30 --format csv
review=$(printf '%s' "$out" | grep glass_review | grep -o '^D[0-9]*-[0-9]')
CNIS_LOGIN=cus code_in "The police confirmed it." duty meet "$review"
is "the custodian has looked into it" 0 "$code"
CNIS_LOGIN=mia code_in "Spoke with the officer." duty meet "$look"
is "so has the manager" 0 "$code"
as mia due --days 30 --format csv
unlike "which ends it" "glass_manager" "$out"
at 2026-11-20T09:00:00Z

# ---- a family one declared: the restricted one of it answers as one that never was
family Oak 2 B
code_in "A threat." restrict add "$two" --kind staff_family --custodian cus
is "another sister is restricted" 0 "$code"
as mia conflict declare "$one"
is "a manager declares the family" 0 "$code"
head=$("$CNIS" log --limit 1 --format csv | tail -1 | cut -d, -f1)
glass mia C900-6
was="$code $out $err"
glass mia "$two"
is "the restricted sister is not there" "$was" "$(printf '%s' "$code $out $err" | sed "s/$two/C900-6/g")"
is "exit code" 3 "$code"
is "and nothing is written" "$head" "$("$CNIS" log --limit 1 --format csv | tail -1 | cut -d, -f1)"
as mia break-glass list --format csv
unlike "nor listed" "$two" "$out"
as mia child show "$two"
is "she stays closed" 3 "$code"
# opened first, declared afterwards
family Ash 3 D
code_in "A threat." restrict add "$two" --kind protection --custodian cus
is "a third one is restricted" 0 "$code"
glass ann "$two"
is "opened" 0 "$code"
as ann conflict declare "$one"
is "and then the family is declared" 0 "$code"
as ann child show "$two"
is "from then on she is not there" 3 "$code"
# a manager who opens one is not who looks into it
family Yew 4 E
code_in "A threat." restrict add "$two" --kind protection --custodian cus
glass mia "$two"
is "a manager opens one" 0 "$code"
as boss due --days 30 --format csv
look=$(printf '%s' "$out" | grep "glass_manager.*boss" | tail -1 | grep -o '^D[0-9]*-[0-9]')
like "and another one has to look into it" "D" "$look"
as boss duty assign "$look" --to mia
CNIS_LOGIN=mia code_in "It was right." duty meet "$look"
is "who opened it does not end it" 4 "$code"
sound "at the end"
done_testing
