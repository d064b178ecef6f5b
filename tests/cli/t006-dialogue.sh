# What a person at a terminal is asked, and what becomes of a wrong answer, of none, and of a
# registration that is broken off.
# shellcheck source=lib.sh
. "$LIB"

# Some containers have no pseudo-terminals.
if ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	echo "1..0 # no terminal to be had"
	exit 0
fi
CNIS_LOGIN=boss
export CNIS_LOGIN
demo
TERM=xterm
export TERM

# typed KEYS WORDS: the keys on a terminal; leaves $code and $shown.  The end of them is Ctrl-D.
typed() {
	code=0
	printf '%b' "$1" | script -qec "$CNIS $2" /dev/null >screen || code=$?
	shown=$(tr -d '\r' <screen)
}

# ---- step by step
typed '\n\nDana Draft\n' register
is "broken off after three answers" 2 "$code"
like "says so" 'missing: the input ended' "$shown"
like "and keeps them" 'the answers are kept as a draft: run `cnis register` to go on' "$shown"
typed 'perhaps\ny\n\n\nsoon\n31 Feb 2014\n4 Apr 2014\n\n\n\n\nOld School\nmaybe\nn\n2026-11-02\n\n\nothers\nmany\n4.5\nA Tutor\nn\n9 Invented Row\n\nE1 6AN\n\n\n\nPat Draft\n\nyes\nmarried\n\nyes\n7946 0018\n020 7946 0018\nnobody\n\nwith them\ny\n\nn\n' register
is "gone on with" 0 "$code"
like "the draft is offered" 'an unfinished registration of yours was saved at 2026-11-21T12:00:00Z' "$shown"
is "neither yes nor no is asked again" 2 "$(printf '%s\n' "$shown" | grep -o 'Go on with it? \[Y/n\]' | wc -l | tr -d ' ')"
unlike "what was answered is not asked again" 'Full name of the child' "$shown"
is "a date that is none is asked again" 3 "$(printf '%s\n' "$shown" | grep -o 'Birth date: ' | wc -l | tr -d ' ')"
is "with what is wrong with it" 2 "$(printf '%s\n' "$shown" | grep -c 'not a date.*; please try again')"
is "neither yes nor no, no number, no area code, no address, nor who lives there" 5 "$(printf '%s\n' "$shown" | grep -c 'that cannot be read here; please try again')"
like "the child is entered" '^C1-3 +E1-3 .*registered' "$shown"
page=$("$CNIS" child show C1-3 --format json)
like "with its name" '"name":"Dana Draft"' "$page"
like "its birth date" '"born":"2014-04-04"' "$page"
like "its provider" '"what":"provision",.*"detail":"A Tutor; 4\.5 hours a week"' "$page"
typed '\n\nKim Draft\n' register
unlike "the draft of one who is entered is gone" 'unfinished' "$shown"
typed 'n\n' register
like "another one is offered" 'Go on with it' "$shown"
like "and may be left: the questions begin again" 'Day the authority was told' "$shown"
typed '\n\nLee Draft\n' '-n register'
unlike "a dry run keeps no draft" 'kept as a draft' "$shown"
typed '\n\n\n2013-06-09\n\n\n\n\n\n\n\n\nn\n8 Other Row\n\nE1 6AN\n\n\n\nMo Draft\n\n\n\n\n\nn\n\nn\n' '-n register'
is "a dry run to the end" 0 "$code"
like "would enter the child" 'registered' "$shown"
typed 'n\n' register
like "and leaves the draft" 'Go on with it' "$shown"
code_in "$(printf 'y\n\n\n2014-13-13\n')" register --ask
is "off a terminal a wrong answer ends it" 2 "$code"
like "with the question" 'field: born' "$err"
code_in "$(printf 'maybe\n')" register --ask
is "and so does neither yes nor no" 2 "$code"
like "in words" 'the answer is neither yes nor no' "$err"

# ---- an answer the register cannot take is asked again, and nothing else is
family='Lou Draft\n\n\n2013-06-09\n\nX1\n\nno_reason\n\n\n\n\nn\n7 Other Row\n\nN2 OOO\n\n\nn\nMo Draft\n\nperhaps\n\n020 7946 0018 000 000 000\n\n\n\nn\n'
typed "n\n\nwizard\n$family" register
is "broken off before it is put right" 2 "$code"
like "a wrong answer is said" 'children\[0\]\.upn: a UPN has 13 characters' "$shown"
unlike "without the line of a form nobody wrote" '\(line' "$shown"
typed 'y\nparent\n\n\nN2 0AB\nyes\n\n\n020 7946 0019\n' register
is "gone on with" 0 "$code"
like "asks for who told us" 'Who told us' "$shown"
like "the number" 'UPN \(empty: not known\): ' "$shown"
like "the place" 'Postcode: ' "$shown"
unlike "and not for what was right" 'Full name|Birth date|First line|Sex|E-mail' "$shown"
like "and the child is entered" 'registered' "$shown"
typed "n\n\nparent\nLia Draft\n\n\n2012-06-09\n\n\nnowhere\n\n\nprovider\n5\nA Tutor\n\n\n\n\n6-8\nn\n6 Other Row\n\n\n\n\nn\nMo Other\n\n\n\n\n\n\n\nn\n\n3\n" register
is "at once, too" 0 "$code"
is "the route is asked twice" 2 "$(printf '%s\n' "$shown" | grep -o 'Route (empty: home_education): ' | wc -l | tr -d ' ')"

# ---- what is kept to when an adult is reached: one question opens the rest
with="n\n\nparent\nMay Reach\n\n\n2012-06-09\n\n\n\n\n\n\n\n\nn\n5 Other Row\n\n\n2020-01-01\nn\nNo Reach\n\n\n\n\n\n\n"
typed "${with}n\nn\n" '-n register'
is "none of it is asked" 0 "$code"
unlike "unless there is something" 'Language' "$shown"
typed "n\n\nparent\nMay Reach\n\n\n2012-06-09\n\n\n\n\n\n\n\n\nn\n5 Other Row\n\n\n2020-01-01\nn\nHas Reach\n\n\n\n020 7946 0077\n\ny\ny\n\nPolish\nyes\nlarge_print\nemail\npost\nweekdays\nn\nn\nn\npl\ntelephone\n" register
is "and all of it where there is" 0 "$code"
like "letters home, and none: which is it" 'parents\[0\]\.write_to: preferred, and yet' "$shown"
is "no e-mail address to be reached by first" 3 "$(printf '%s\n' "$shown" | grep -o 'Reached first by' | wc -l | tr -d ' ')"
unlike "nothing of an e-mail address nobody gave" 'sent to the e-mail' "$shown"
is "a language by its name is asked again" 2 "$(printf '%s\n' "$shown" | grep -o 'Language, a code' | wc -l | tr -d ' ')"
who=$("$CNIS" child show "$(printf '%s\n' "$shown" | sed -n 's/^\(C[0-9]*-[0-9]\) .*registered.*/\1/p')" --format json)
like "the message" '"what":"contact_wish",.*"kind":"no_message","detail":"P[-0-9]* at N' "$who"
like "the times" '"kind":"safe_times","detail":"P[-0-9]* at N[-0-9]*: weekdays"' "$who"
like "the letters" '"kind":"no_writing","detail":"P[-0-9]* at A' "$who"
like "how they are reached first" '"kind":"preferred","detail":"P[-0-9]* at N' "$who"
like "the language" '"what":"communication",.*"kind":"pl","detail":"interpreter yes, large_print"' "$who"

# ---- no form and nobody to ask
typed '' 'register --no-input'
is "asking is forbidden" 2 "$code"
like "a form it is, then" 'give a form with --from FILE' "$shown"
typed 'Dana\n' '--no-input child find'
is "a term that may not be asked for" 2 "$code"
like "is missing" 'missing, and --no-input forbids to ask' "$shown"
typed 'Dana\n' 'child find'
like "else it is asked" 'Search for .*: ' "$shown"
like "and found" '^C1-3 +Dana Draft' "$shown"
typed 'An Officer\n' 'officer add ann'
like "the name of an officer" 'Name of the officer\?: ' "$shown"
like "and a sentence at the end" '^officer added \(journal entry [0-9]+\)$' "$shown"

# ---- a likely duplicate
printf '{"schema": 1, "children": [{"name": "Dena Draft", "born": "2014-04-04"}], "addresses": [{"line1": "9 Invented Row", "postcode": "E1 6AN"}]}\n' >likely.json
typed '\n' 'register --from likely.json'
is "nobody has looked" 5 "$code"
like "is asked" 'Have you looked, and is it another child\? \[y/N\]: ' "$shown"
typed 'N\n' 'register --from likely.json'
is "nor now" 5 "$code"
typed 'y\n' 'register --from likely.json'
is "somebody has" 0 "$code"
like "and it is another child" 'registered' "$shown"

# ---- the same child
typed 'y\n\n' 'register --from likely.json'
is "the same in everything" 5 "$code"
like "is asked why not" 'Why is it another child all the same \(empty: it is not\): ' "$shown"
typed 'y\nCousins\n' 'register --from likely.json'
is "a manager says why" 0 "$code"

# ---- the pager gets everything of a page, and a person may leave it
PAGER="cat"
export PAGER
typed '' 'child show C1-3'
like "the pager has the child" '^Name +Dana Draft' "$shown"
like "and what is known" '^adult .*Pat Draft' "$shown"
PAGER='head -1 >/dev/null'
typed '' 'config list'
is "a pager that is left" 0 "$code"
unset PAGER
typed '' 'child list'
like "none: straight to the screen" '^child +name' "$shown"
PAGER=
export PAGER
typed '' 'child list'
like "an empty one: too" '^child +name' "$shown"

# ---- two records of one child are looked at before they are merged
printf '{"schema": 1, "notified_by": "school", "confirmed_not_duplicate": true, "children": [{"name": "Dan Other", "born": "2014-04-05"}], "addresses": [{"line1": "8 Other Row", "postcode": "N2 0AB"}]}' >other.json
worked "another record" register --from other.json
other=$("$CNIS" --format json child list | sed -n 's/.*"child":"\(C[0-9-]*\)".*Dan Other.*/\1/p')
typed 'n\n' "merge $other C1-3"
is "not the same child: nothing is done" 2 "$code"
like "the two stand side by side" 'Dan Other.*Dana Draft' "$shown"
like "and it is said" 'nothing was merged' "$shown"
is "nor kept" "" "$("$CNIS" merge list)"
typed 'y\nthe same family\n' "merge --certain $other C1-3"
is "the same child" 0 "$code"
like "with the reason that was typed" 'the same family' "$("$CNIS" merge list --format json)"
echo 'no family of theirs' >why.txt
refused "a reason in two ways" 2 'exclude one another' unmerge "$other" --reason a --reason-file why.txt
worked "a reason from a file" unmerge "$other" --reason-file why.txt
like "is kept" 'no family of theirs' "$("$CNIS" merge list --all --format json)"

# ---- long work says how far it is
progress() { printf '%s\n' "$shown" | grep -c 'children [0-9]* of 25'; }
long() {
	rm -f d.cnis*
	"$CNIS" -q -r d.cnis init --authority 302 --demonstration --no-input >/dev/null
	typed '' "-r d.cnis $1 demonstrate --children 25"
	is "$2: works" 0 "$code"
}
long '' "on a terminal"
like "is said" '^[1-9]' "$(progress)"
like "and taken away again" "$(printf '\033\\[K')" "$shown"
long -q "quietly"
is "is not said" 0 "$(progress)"
TERM=dumb
long '' "on a dumb terminal"
is "neither" 0 "$(progress)"
done_testing
