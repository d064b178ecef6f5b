# A family an officer declared is closed to that officer; a restricted record is opened by break-glass.
# shellcheck source=lib.sh disable=SC2154
. "$LIB"
# shellcheck source=kept.sh
. "${LIB%/*}/kept.sh"
# form NAMES: children, with commas between, of one mother
form() {
	rows=
	IFS=,
	for name in $1; do rows="$rows${rows:+,}{\"name\":\"$name\",\"born\":\"2014-05-0${#rows}\",\"reason\":\"unknown\"$2}"; done
	unset IFS
	rows=$(printf '%s' "$rows" | sed 's/2014-05-0[0-9]*/2014-05-01/; s/2014-05-0[0-9][0-9][0-9]*/2015-06-02/')
	printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[%s],"parents":[{"name":"Mother %s","relationship":"mother","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"%s Fern Road","town":"London","postcode":"NW1 1A%s"}]}' "$rows" "${1%% *}" "$3" "$4"
}

made_by_boss custodian
officers ann:officer mia:manager,officer cus:custodian,safeguarding
form "Kim Elm,Lee Elm" "" 4 A >form.json
as ann register --from form.json --format json
one=$(refs C | sed -n 1p) two=$(refs C | sed -n 2p)
form "Rue Oak" ',"upn":"B801200005001"' 5 B >form.json
as ann register --from form.json --format json
other=$(refs C | sed -n 1p)
as ann duty list --owner ann --format json
before=$(refs D | wc -l)
as ann child show "$two" --format json
adult=$(refs P | head -1)

# ---- declaring
as ann conflict declare C900-6
is "no such child" 3 "$code"
as ann conflict declare "$one"
is "an officer declares a family" 0 "$code"
like "and is told what became of the work" "[1-9][0-9]* of your open duties" "$err"
is "half of it was theirs" yes "$([ "$before" -ge 3 ] && echo yes)"
for words in "child show $one" "child show $two" "entry list $two" "person show $adult" "why $one" "log $one" \
	"flag list $two" "household show $one" "conflict declare $two" "contact add $two --method telephone --outcome reached" \
	"duty list --child $one"; do
	# shellcheck disable=SC2086
	as ann $words
	is "$words is closed" 9 "$code"
	like "$words says why" "you declared the family" "$err"
	unlike "$words shows nothing" "Elm" "$out$err"
done
for words in "child list" "duty list --all" due "unseen --all" log access "household show $other"; do
	# shellcheck disable=SC2086
	as ann $words --format json
	unlike "$words holds nothing of it" "Elm|$one|$two|$adult" "$out$err"
done
CNIS_LOGIN=ann code_in Elm child find --format json
unlike "nor does a search" "Elm|$one" "$out$err"
as mia child list
like "everybody else sees it" "Kim Elm" "$out"
as boss duty list --child "$one" --format csv
unlike "no duty of the family is theirs" ",ann," "$out"
duty=$(printf '%s' "$out" | grep -o '^D[0-9]*-[0-9]' | head -1)
as mia duty assign "$duty" --to ann
is "and none is given to them" 4 "$code"
as ann conflict list --format csv
like "they see what they declared" "$one,ann,2026-11-20" "$out"
as boss conflict list --format csv
like "so does a manager" "$one,ann,2026-11-20" "$out"
seq=$("$CNIS" log --limit 1 --format csv | tail -1 | cut -d, -f1)
as boss undo "$seq" --reason "no"
is "it is not taken back" 4 "$code"
CNIS_LOGIN=ann code_in "We fell out." conflict end "$one" --officer ann
is "nor ended by an officer" 9 "$code"
CNIS_LOGIN=mia code_in "We fell out." conflict end "$one" --officer boss
is "of somebody who declared nothing" 3 "$code"
CNIS_LOGIN=mia code_in "A slip." conflict end "$one" --officer ann
is "another manager ends it" 0 "$code"
as ann child show "$two"
is "and it is open again" 0 "$code"
CNIS_LOGIN=mia code conflict declare "$one"
is "a manager declares" 0 "$code"
CNIS_LOGIN=mia code_in "A slip." conflict end "$one" --officer mia
is "and does not end their own" 9 "$code"

# ---- break-glass
like "the help says how much of a reason" "10 characters" "$("$CNIS" break-glass open --help)"
as ann break-glass open "$other" --no-input
is "a reason is typed" 2 "$code"
CNIS_LOGIN=ann code_in "The police are on the telephone." break-glass open "$other"
is "nothing is closed there" 4 "$code"
code_in "A threat." restrict add "$other" --kind protection --custodian cus
is "a record is restricted" 0 "$code"
CNIS_LOGIN=ann code_in "please" break-glass open "$other"
is "a word is no reason" 2 "$code"
CNIS_LOGIN=ann code_in "The police are on the telephone." break-glass open "$other" --hours 9
is "no longer than the policy says" 2 "$code"
CNIS_LOGIN=ann code_in "The police are on the telephone." break-glass open C900-6
is "nobody there" 3 "$code"
CNIS_LOGIN=ann code_in "The police are on the telephone." break-glass open "$other" --hours 2 --dry-run
as ann child show "$other"
is "trying it out opens nothing" 3 "$code"
CNIS_LOGIN=ann code_in "The police are on the telephone." break-glass open "$other" --hours 2
is "an officer opens it" 0 "$code"
like "and is told until when" "2026-11-20T11:00" "$err"
as ann child show "$other"
like "and sees it" "Rue Oak" "$out"
as mia child show "$other"
is "nobody else does" 3 "$code"
as ann break-glass list --format csv
like "it is on record" "$other,ann,2026-11-20T09:00:00Z,2026-11-20T11:00:00Z,The police" "$out"
as cus due --days 30 --format csv
like "the custodian looks into it, the next working day" "$other,.*glass_review.*2026-11-23.*cus" "$out"
glass=$(printf '%s' "$out" | grep glass_review | grep -o '^D[0-9]*-[0-9]')
as cus why "$glass"
like "and is told by which rule" "LOCAL.glass.review" "$out"
as boss access --format csv
like "the look is in the log of who looked" "ann,child show,$other" "$out"
at 2026-11-20T11:00:00Z
as ann child show "$other"
is "it closes by itself" 3 "$code"
as ann break-glass list --format csv
like "one's own is still known" "$other,ann" "$out"
as mia break-glass list --format csv
unlike "to nobody else" "$other" "$out"
as boss undo "$("$CNIS" log --limit 1 --format csv | tail -1 | cut -d, -f1)" --reason "no"
is "it is not taken back" 4 "$code"
as mia conflict declare "$other"
is "what is not there is not declared" 3 "$code"
CNIS_LOGIN=mia code_in "The police are on the telephone." break-glass open "$one"
is "what one declared is not opened" 9 "$code"

# ---- a duplicate met by somebody else
form "Rue Oak" ',"upn":"B801200005001"' 5 B >form.json
as ann register --from form.json --format json
is "registered as if there were none" 0 "$code"
again=$(refs C | sed -n 1p)
unlike "and nothing is said" "$other|duplicate|alike|same" "$out$err"
as ann due --days 30 --format csv
unlike "nor listed" "duplicate_alert|$other" "$out"
as cus due --days 30 --format csv
like "the custodian is told" "$other,.*duplicate_alert.*2026-11-24.*cus" "$out"
alert=$(printf '%s' "$out" | grep duplicate_alert | grep -o '^D[0-9]*-[0-9]')
as cus duty show "$alert" --format json
like "of which child" "$again" "$out"
as ann log "$again" --format json
unlike "the journal says nothing of it" "$other" "$out"
like "the entry reads as any registration" '"kind":"family.register","command":"register"' "$out"
seq="$(printf '%s' "$out" | sed -n 's/.*"seq":\([0-9]*\).*"kind":"family.register".*/\1/p')"
as ann undo "$seq" --dry-run
is "and is taken back as any" 0 "$code"
worked "the register is sound" verify --quiet
worked "and healthy" doctor

# ---- a complaint of a family is closed with it
form "Zoe Yew" "" 8 F >form.json
as ann register --from form.json --format json
one=$(refs C | sed -n 1p)
CNIS_LOGIN=ann code_in "Nobody called back." complaint add "$one" --kind own --source parent --format json
q=$(refs Q | head -1)
as mia complaint show "$q"
is "a manager reads it" 0 "$code"
as mia conflict declare "$one"
is "who declares the family" 0 "$code"
as mia complaint show "$q"
is "does not any more" 9 "$code"
like "and is told why" "you declared the family" "$err"
done_testing
