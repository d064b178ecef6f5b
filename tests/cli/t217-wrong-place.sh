#!/bin/sh
# What goes to another authority goes where the child lives, or to one that is kept as relevant; once,
# while it is waited for; and what went to the wrong place is put right and looked into.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

# form NAME BORN AREA SCHOOL
form() {
	cat <<EOF
{"schema": 1, "notified_by": "school", "confirmed_not_duplicate": true,
 "children": [{"name": "$1", "born": "$2", "school": {"name": "Fernhill School"$4}}],
 "parents": [{"name": "Parent $1", "relationship": "mother", "responsibility": "yes"}],
 "addresses": [{"line1": "1 Fern Road", "postcode": "DA1 1AA", "authority": "$3"}]}
EOF
}
field() { printf '%s\n' "$out" | sed -n "s/.*\"$1\":\"\\([A-Z][0-9]*-[0-9]\\)\".*/\\1/p" | tail -1; }
to_do() { "$CNIS" duty list --child "$1" --no-names --format json; }
left=', "on_roll": false, "left_on": "2026-11-13"'
printf 'The family asked for it.\n' >why

as boss
demo --in-force 37=2026-09-01,38=2026-09-01
code_in "An Officer" officer add ann --roles officer
is "an officer" 0 "$code"

# ---- where it may go -------------------------------------------------------------------------------
as ann
form "Ash One" 2015-03-02 303 "$left" >form.json
worked "a pupil who lives elsewhere" register --from form.json --format json
C=$(field child) W=$(field withdrawal)
before=$(head_seq)
refused "not to another area" 4 'does not live there' forward send "$W" --to 304 --method post
like "by which rule" 'LOCAL.forward.send' "$err"
unlike "where it lives is not told" '303' "$err"
refused "nor with a reason of an officer" 9 'a manager says' forward send "$W" --to 304 --method post --elsewhere --reason-file why
refused "a reason has a use" 2 'only of what goes again' forward send "$W" --method post --reason-file why
is "nothing is written" "$before" "$(head_seq)"
as boss
code_in "" forward send "$W" --to 304 --method post --elsewhere
is "a manager says why" 2 "$code"
worked "a manager does" forward send "$W" --to 304 --method post --elsewhere --reason-file why --format json
wrong=$(field reference)
like "why is kept" '"area":"304".*"reason":"The family asked for it."' "$("$CNIS" forward list --format json)"
like "where it lives is still to be told" 'tell_authority' "$(to_do "$C")"

# ---- once ----------------------------------------------------------------------------------------
as ann
worked "and where it lives" forward send "$W" --method post --format json
right=$(field reference)
before=$(head_seq)
refused "the same again" 5 "$right" forward send "$W" --method email
like "says what to do" 'forward chase' "$err"
code_in "" forward send "$W" --method email --again
is "again has a reason" 2 "$code"
is "nothing is written" "$before" "$(head_seq)"
worked "again, with it" forward send "$W" --method email --again --reason-file why --format json
third=$(field reference)
worked "they confirm the one" forward receipt "$right"
worked "and the other" forward receipt "$third"
like "of the first a receipt is waited for" 'await_receipt' "$(to_do "$C")"

# ---- the wrong place --------------------------------------------------------------------------------
refused "there is no such record" 3 'no such record' forward misdirected Y77-1 --reason-file why
code_in "" forward misdirected "$wrong"
is "how it came about is said" 2 "$code"
refused "not before it was sent" 2 'before it was sent' forward misdirected "$wrong" --on 2026-11-20 --reason-file why
worked "it went to the wrong place" forward misdirected "$wrong" --reason-file why
found=$(head_seq)
like "what is to be done" 'ask for it back' "$err"
worked "a manager looks into it" duty list --kind data_incident --no-names --format json
like "the next working day" '"due":"2026-11-23"' "$out"
like "by a rule" '"rule":"LOCAL.data-incident"' "$out"
like "a manager" '"owner":"boss"' "$out"
worked "why" why "$(printf '%s\n' "$out" | grep -o '"duty":"D[0-9]*-[0-9]"' | grep -o 'D[0-9]*-[0-9]')"
like "names the law" 'Art. 33' "$out"
unlike "nothing is waited for from there" 'await_receipt' "$(to_do "$C")"
unlike "and nobody else is to be told" 'tell_authority' "$(to_do "$C")"
refused "once" 4 'recorded already' forward misdirected "$wrong" --reason-file why
refused "no receipt" 4 'wrong place' forward receipt "$wrong"
refused "nor a chase" 4 'nothing is waited for' forward chase "$wrong"
like "the list says so" "\"forwarding\":\"$wrong\".*\"waiting\":false.*\"misdirected_on\":\"2026-11-21\",\"misdirected_why\":\"The family" "$("$CNIS" forward list --all --format json)"
sound "the wrong place"
worked "taken back" undo "$found"
like "it waits again" 'await_receipt' "$(to_do "$C")"
unlike "and nobody looks into it" 'data_incident' "$(to_do "$C")"
sound "taken back"

form "Bea Two" 2015-04-02 303 "$left" >form.json
worked "another pupil" register --from form.json --format json
C=$(field child) W=$(field withdrawal)
as boss
worked "the only one that went" forward send "$W" --to 304 --method email --elsewhere --reason-file why --format json
Y=$(field reference)
refused "it is not theirs to go on with" 4 'does not live there' forward receipt "$Y" --taken-over
worked "is confirmed" forward receipt "$Y"
like "and who is to be told is still to be told" 'tell_authority' "$(to_do "$C")"
unlike "so the case is not closed" '"closed_on":"2' "$("$CNIS" withdrawal show "$W" --format json | head -1)"
as ann
worked "it went to the wrong place" forward misdirected "$Y" --reason-file why
is "that is to be told once" 1 "$(to_do "$C" | grep -c tell_authority)"
worked "told" forward send "$W" --method email --format json
Y=$(field reference)
worked "and confirmed" forward receipt "$Y"
like "the case is closed" '"closed_on":"2026-11-21"' "$("$CNIS" withdrawal show "$W" --format json | head -1)"
worked "that too went to the wrong place" forward misdirected "$Y" --reason-file why
like "who it is for is still to be told" 'tell_authority' "$(to_do "$C")"
unlike "of a case that is open again" '"closed_on":"2' "$("$CNIS" withdrawal show "$W" --format json | head -1)"
sound "open again"
worked "told" forward send "$W" --method email
sound "told"

# ---- a border: what may be given turns on where the child lives -----------------------------------------
form "Cal Three" 2015-05-02 scotland "$left" >form.json
worked "a child of Scotland" register --from form.json --format json
W=$(field withdrawal)
like "what comes next works" "next: cnis forward none $W" "$err"
refused "not told of in England" 4 'does not live there' forward send "$W" --to 303 --method post
as boss
refused "nor by a manager without more" 4 'EA1996.436F.border' forward send "$W" --to 303 --method post --elsewhere --reason-file why
worked "but on another basis" forward send "$W" --to 303 --method post --elsewhere --basis other_statute --reason-file why
as ann
code_in "Nobody asked." forward none "$W"
is "that nobody there is told is still to be said" 0 "$code"
code_in "Nobody asked." forward none "$W"
is "once" 4 "$code"
form "Dee Four" 2015-06-02 scotland "$left" >form.json
worked "another" register --from form.json --format json
W=$(field withdrawal)
code_in "Nobody asked." $(printf '%s\n' "$err" | sed -n 's/^ *next: cnis //p')
is "the next step is one" 0 "$code"

# ---- who is kept as relevant ------------------------------------------------------------------------
form "Eve Five" 2015-07-02 304 ', "on_roll": true, "placement": "special", "placed_by": "303"' >form.json
worked "placed by another authority" register --from form.json --format json
C=$(field child) W=$(field withdrawal)
worked "which is told too" forward send "$W" --to 303 --method post
worked "an application" consent apply "$W" --by parent
as boss
refused "is not for a third one" 4 's. 434A.13.' forward send "$W" --what application --to 305 --method post
worked "but for that one" forward send "$W" --what application --to 303 --method post --format json
Y=$(field reference)
refused "once" 5 "$Y" forward send "$W" --what application --to 303 --method email
worked "it never was there" forward misdirected "$Y" --reason-file why
like "it is to be passed on" 'consent_pass' "$(to_do "$C")"
unlike "and no decision waited for" 'await_authority' "$(to_do "$C")"
sound "passed on"
worked "passed on" forward send "$W" --what application --to 303 --method post --format json
Y=$(field reference)
like "and waited for" 'await_authority' "$(to_do "$C")"
worked "to a third one too" forward send "$W" --what application --to 305 --method post --elsewhere --reason-file why --format json
third=$(field reference)
worked "the one never had it" forward misdirected "$Y" --reason-file why
is "it is to be passed on, whatever the third one has" 1 "$(to_do "$C" | grep -c consent_pass)"
worked "again to a third one" forward send "$W" --what application --to 305 --method post --elsewhere --again --reason-file why --format json
is "which passes nothing on" 1 "$(to_do "$C" | grep -c consent_pass)"
is "though a decision is waited for" 1 "$(to_do "$C" | grep -c await_authority)"
worked "that was the wrong place" forward misdirected "$(field reference)" --reason-file why
unlike "no decision is waited for" 'await_authority' "$(to_do "$C")"
is "and it is to be passed on once" 1 "$(to_do "$C" | grep -c consent_pass)"
worked "passed on" forward send "$W" --what application --to 303 --method email
unlike "which meets it" 'consent_pass' "$(to_do "$C")"
sound "at the end"
done_testing
