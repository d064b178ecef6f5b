# The first screen: each section, whose it is, what may be told of safeguarding, by team.
# shellcheck source=lib.sh
. "$LIB"

# form NAME BORN MORE
form() {
	cat <<EOF
{"schema": 1, "confirmed_not_duplicate": true, "children": [{"name": "$1", "born": "$2"$3}],
 "parents": [{"name": "Parent $1", "relationship": "mother"}],
 "addresses": [{"line1": "$2 Fern Road", "postcode": "NW1 1AA"}]}
EOF
}
field() { printf '%s\n' "$out" | sed -n "s/.*\"$1\":\"\\([A-Z][0-9]*-[0-9]\\)\".*/\\1/p" | tail -1; }
lines() { printf '%s\n' "$out" | grep -c "\"section\":\"$1\"" || true; }
at() {
	CNIS_NOW=$1T09:00:00Z
	export CNIS_NOW
}

as boss
demo --in-force 38=2025-09-01
at 2026-11-23
for who in ann:officer:North bob:officer:South guard:officer,safeguarding:North mary:officer,manager:South; do
	team=${who##*:} rest=${who%:*}
	code_in "An Officer" officer add "${rest%%:*}" --roles "${rest#*:}" --team "$team"
	is "an officer" 0 "$code"
done
as ann
worked "nothing to do" today
form "Ash One" 2015-03-02 >form.json
worked "a child of ann" register --from form.json --format json
C1=$(field child)
as bob
form "Bea Two" 2015-04-02 >form.json
worked "a child of bob" register --from form.json --format json
C2=$(field child)

# ---- what is due ---------------------------------------------------------------------------------
at 2026-12-05
as ann
worked "ann looks" today --format json
is "what is due in five days" 1 "$(lines due)"
like "is hers, with its next command" "\"section\":\"due\".*\"child\":\"$C1\",\"name\":\"Ash One\",\"what\":\"home consideration\",\"day\":\"2026-12-07\",\"days\":-2.*\"owner\":\"ann\",\"team\":\"North\",\"next\":\"cnis consider $C1\"" "$out"
unlike "not bob's" "$C2" "$out"
at 2026-12-09
worked "later" today --format json
is "it is late" "1 0" "$(lines late) $(lines due)"
for format in table plain csv json; do
	worked "as $format" today --format "$format"
	like "... has the next command" "cnis consider $C1" "$out"
done
worked "without names" today --no-names --format json
unlike "none is shown" "Ash One" "$out"
worked "one of each" today --limit 1
like "says that there may be more" "late: the first 1" "$err"
worked "who looked" access --officer ann --limit 1 --format json
like "is noted" "\"command\":\"today\"" "$out"

# ---- intake --------------------------------------------------------------------------------------
at 2026-12-09
as bob
code_in '{"kind": "telephone", "channel": "telephone", "text": "A child at number nine is never seen."}' intake add --from - --format json
is "something arrives" 0 "$code"
K=$(field reference)
[ -n "$K" ] || K=$(field intake)
at 2026-12-11
worked "bob looks" today --format json
like "it waits" "\"section\":\"intake\",\"reference\":\"$K\".*\"days\":2,.*\"next\":\"cnis intake triage $K --outcome OUTCOME\"" "$out"
unlike "and says nothing of what it says" 'number nine' "$out"

# ---- every next command there is -----------------------------------------------------------------
sed -n 's/.*"cnis \([a-z][a-z -]*[a-z]\)\( --\| %\|"\).*/\1/p' "$(dirname "$LIB")/../../src/cli/cmd_today.c" | sed 's/ --.*//' | sort -u >next.txt
while read -r words; do
	# shellcheck disable=SC2086
	worked "cnis $words is a command" $words --help
done <next.txt
is "they were found" yes "$([ "$(wc -l <next.txt)" -gt 15 ] && echo yes)"

# ---- safeguarding --------------------------------------------------------------------------------
at 2026-12-11
as guard
worked "a fact" flag add "$C1" --kind s47_enquiry --from 2026-12-11 --authority 302
worked "of a child of somebody else" flag add "$C2" --kind s47_enquiry --from 2026-12-11 --authority 302
worked "guard, who has the word with social care" today --format json
like "is told the fact" "\"section\":\"safeguarding\",\"reference\":\"F[0-9-]*\",\"child\":\"$C1\".*\"what\":\"s47 enquiry\"" "$out"
as ann
worked "ann sees" today --format json
like "that her child comes first" "\"section\":\"safeguarding\",\"reference\":null,\"child\":\"$C1\".*\"what\":\"comes first now\"" "$out"
unlike "not why" 's47|enquir|F[0-9]+-' "$out"
unlike "nor of others" "$C2" "$out"
at 2026-12-12
worked "the day after too" today --format json
is "for a day" 1 "$(lines safeguarding)"
at 2026-12-13
worked "and not for ever" today --format json
is "then no more" 0 "$(lines safeguarding)"
at 2026-12-14
as guard
worked "of a child of somebody else" flag add "$C2" --kind child_in_need --from 2026-12-14 --received 2026-12-14
like "guard, who works with nobody there, is told" "\"child\":\"$C2\".*\"what\":\"child in need\"" "$("$CNIS" today --format json)"
as mary
worked "a manager's own screen" today
like "has a line of each team" 'team North: intake 0, late [1-9]' "$err"
like "and of hers" 'team South: ' "$err"
worked "a manager" today --team North --format json
like "asks for a team" "\"owner\":\"ann\"" "$out"
unlike "which is not the other one" "\"owner\":\"bob\"" "$out"
unlike "and is told no cause" 's47_enquiry|s47 enquiry' "$out"
worked "a count of each team" today --by-team --format json
like "one" '"team":"North","intake":0,"oldest_days":null,"late":[1-9]' "$out"
like "and the other" '"team":"South"' "$out"
refused "no such team" 3 'in that team' today --team West
refused "one or the other" 2 'exclude' today --team North --by-team
as ann
refused "teams are for managers" 9 'shown to managers' today --by-team

as bob
# ---- a notice about a child who is entered already: nothing is asked but the roll ------------------
as bob
form "Cleo Three" 2015-05-02 >form.json
worked "another child of bob" register --from form.json --format json
C3=$(field child)
worked "a school's notice of her" withdrawal notify "$C3" --by school --school "Invented Primary" --format json
W3=$(field reference)
like "says what is open" "no consent is needed" "$err"
like "and what meets it" "next: cnis withdrawal left $W3" "$err"
worked "today" today --limit 0 --format json
like "it asks for the roll" "\"what\":\"removal from the roll\".*\"next\":\"cnis withdrawal left $W3\"" "$out"
unlike "not for a test that records nothing" 'cnis consent check' "$out"
code_in yes duty meet "$("$CNIS" duty list --child "$C3" --kind consent_check --no-names --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')"
is "by hand it is not met" 4 "$code"
like "and says by which" 'withdrawal left' "$err"
worked "a day before the notice" --dry-run withdrawal left "$W3" --on 2026-12-01
like "is said to be one" '2026-12-01 lies before the notice of 2026-12-14' "$err"
worked "the name was removed" withdrawal left "$W3"
unlike "of a later day nothing is said" 'before the notice' "$err"
unlike "and that meets it" 'consent_check' "$("$CNIS" duty list --child "$C3" --format json)"

# ---- signing, leaving, the night -----------------------------------------------------------------
code_in "Nothing was sent." review record "$C2" --outcome appears_not_suitable --method email --evidence plan --voice not_present --reasons-file - --format json
is "an adverse review" 0 "$code"
as "$("$CNIS" duty list --kind sign_off --no-names --format json | sed -n 's/.*"owner":"\([a-z]*\)".*/\1/p')"
worked "who signs" today --format json
like "is told so" '"section":"sign-off".*"next":"cnis review sign R1-' "$out"
as boss
worked "the night fails where it cannot write" config set nightly.expected yes
worked "and where it never ran" today --format json
like "is said" '"section":"night".*"what":"did not run".*"next":"cnis doctor"' "$out"
as ann
worked "to an officer" today --format json
unlike "nor what another one has" '"owner":"bob"' "$out"
as boss
worked "while bob is away" cover add bob --by ann --to 2026-12-20
as ann
worked "ann has his work too" today --format json
like "and sees whose it is" "\"section\":\"intake\".*\"owner\":\"bob\"" "$out"
is "it is not" 0 "$(lines night)"
as boss
worked "ann leaves" officer end ann --to-queue
worked "what was hers waits for an owner" today --format json
like "and is said so" "\"section\":\"unallocated\".*\"child\":\"$C1\".*\"next\":\"cnis duty assign D[0-9-]* --to LOGIN\"" "$out"
is "once" 1 "$(printf '%s\n' "$out" | grep -c "\"child\":\"$C1\".*home consideration")"
worked "the register is proved" verify --quiet
done_testing
