#!/bin/sh
# What arrives: recorded however little it says, listed, shown to whom, and closed with an outcome only.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

CNIS_NOW=2026-11-16T12:00:00Z CNIS_REGISTER=$T/r.cnis
export CNIS_NOW CNIS_REGISTER
worked "a register" init --authority 302 --demonstration
as "$(id -un)"
for who in ann sue; do
	code_in "Invented $who
" officer add $who --roles officer
done
worked "who protects" officer role sue --add safeguarding
CNIS_NOW=2026-11-20T09:30:00Z # a Friday
export CNIS_NOW

# ---- add -----------------------------------------------------------------------------------------
cat >post.jsonl <<'END2'
{"schema": 1, "_from": "the mailbox", "kind": "mailbox", "received": "2026-11-19", "received_time": "16:40", "source": "school",
 "teller_name": "A. Headmistress", "text": "Two of ours have not come back.", "postcode": "n2 0ab", "owner": "ann",
 "children": [{"full_name": "Robin Sample", "age": 9}, {"full_name": "Kit Sample", "born": "2014-05-05", "sex": null}]}
{"kind": "neighbour", "teller": "anonymous", "source": "public", "teller_name": "Mrs Hush", "teller_contact": "07700 900123", "address": "5 Invented Row"}
END2
worked "two of them" intake add --from post.jsonl --format json
is "in one entry" 1 "$(printf '%s\n' "$out" | sed -n 's/.*"seq":\([0-9]*\).*/\1/p' | sort -u | wc -l)"
k1=$(printf '%s\n' "$out" | sed -n '1s/.*"intake":"\([^"]*\)".*/\1/p')
k2=$(printf '%s\n' "$out" | sed -n '2s/.*"intake":"\([^"]*\)".*/\1/p')
code_in "They are at home all day.
Alex Example
about
" intake add --kind telephone
is "the input ends too early" 2 "$code"
like "says at which question" "missing: the input ended: 'Name of a child" "$err"
like "and which lines are wanted" 'nothing was written\. .*each answer is one line of stdin.*empty line after the last child.*how they are reached' "$err"
code_in '' intake add --kind telephone
like "the option that answers it is named" "'What it says'; or give --text-file FILE" "$err"
code_in "They are at home all day.
Alex Example
7

Una Example
EDRM 77/12
020 7946 0018


N2 0AD
A neighbour

" intake add --kind telephone --time 09:15 --source public
is "asked step by step" 0 "$code"
like "what comes next" 'next: cnis intake triage K3-' "$err"
printf '{"kind":"mailbox","document":"EDRM 77/13"}' >document.json
worked "a document only" intake add --from document.json --dry-run
worked "where one lies" intake show K3-7 --format json
like "is shown" '"document":"EDRM 77/12"' "$out"
worked "the list" intake list --format json
is "three" 3 "$(printf '%s\n' "$out" | grep -c intake)"
like "the oldest first, due the next working day" "^.*\"intake\":\"$k1\",\"received\":\"2026-11-19\",\"time\":\"16:40\".*\"name\":\"Robin Sample\",\"children\":2,.*\"due\":\"2026-11-20\",\"owner\":\"ann\"" "$(printf '%s\n' "$out" | head -1)"
like "over a week-end" '"time":"09:15","kind":"telephone","channel":"telephone","source":"public","teller":"named","name":"Alex Example".*"due":"2026-11-23"' "$out"
worked "of one officer" intake list --owner ann --format json
is "one" 1 "$(printf '%s\n' "$out" | grep -c intake)"
worked "without names" intake list --no-names
unlike "no name" Sample "$out"
worked "a page" intake list --limit 1 --after "$k1" --format json
like "goes on" "$k2" "$out"

# ---- its duty, in every list ---------------------------------------------------------------------
worked "due" due --format json
is "three" 3 "$(printf '%s\n' "$out" | grep -c '"kind":"intake_triage".*"rule":"LOCAL.intake.triage"')"
like "no child, the intake" "\"child\":null,.*\"intake\":\"$k1\"" "$out"
duty=$(printf '%s\n' "$out" | sed -n "s/.*\"duty\":\"\\([^\"]*\\)\".*\"intake\":\"$k1\".*/\\1/p")
worked "duty show" duty show "$duty"
like "of what" "intake: $k1" "$out"
worked "why" why "$duty"
like "by its rule" 'LOCAL.intake.triage' "$out"
like "and its setting" 'intake.triage_days' "$out"
worked "for a family nothing is told" why "$duty" --for-family
unlike "no rule" 'LOCAL.intake' "$out"
code_in "no time
" duty meet "$duty"
is "it is met by an outcome" 4 "$code"
like "and says so" 'met by saying what has arrived' "$err"
code_in "no time
" duty waive "$duty"
is "nor waived" 4 "$code"
like "it would be forgotten" "$k1 would be left" "$err"
CNIS_NOW=2026-11-24T09:30:00Z
worked "overdue" overdue --format json
is "all three" 3 "$(printf '%s\n' "$out" | grep -c '"intake":"K')"
CNIS_NOW=2026-11-20T09:30:00Z
worked "doctor" doctor
worked "verify" verify

# ---- who is told what ----------------------------------------------------------------------------
worked "shown" intake show "$k1" --format json
like "whoever is named is named" '"teller":"named","source":"school","teller_name":"A. Headmistress"' "$out"
like "each child" '"name":"Kit Sample","born":"2014-05-05","age":null' "$out"
worked "whoever asked not to be" intake show "$k2" --format json
like "is not" '"teller":"anonymous","source":"public","teller_name":null,"teller_contact":null' "$out"
for words in "intake list --all --format json" "intake show $k2" "due" "log" "access --all"; do
	# shellcheck disable=SC2086
	worked "$words" $words
	unlike "$words: nowhere" 'Hush|900123' "$out$err"
done
as sue
worked "the role safeguarding" intake show "$k2"
like "is told" 'Mrs Hush' "$out"
worked "for moving house it is left out" officer list
as "$(id -un)"
worked "looks are noted" access --all
like "by reference" "intake show.*" "$out"
like "which one" "$k2" "$out"

# ---- outcomes ------------------------------------------------------------------------------------
cat >family.json <<'END2'
{"schema": 1, "children": [{"name": "Robin Sample", "born": "2017-03-02"}], "parents": [{"name": "Una Sample", "relationship": "mother"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END2
worked "a family" register --from family.json
c=$(ref C1)
refused "more needed has a day" 2 'by when' intake triage "$k2" --outcome more_needed --reason-file post.jsonl
code_in "which house
" intake triage "$k2" --outcome more_needed --next 2026-11-27
is "more needed" 0 "$code"
worked "stays open" intake list --mine --format json
like "with its next step" "\"intake\":\"$k2\".*\"outcome\":\"more_needed\",\"due\":\"2026-11-27\"" "$out"
worked "and is touched" intake list --untouched --format json
unlike "so not among the untouched" "$k2" "$out"
as ann
refused "told before it came" 2 'before it arrived' intake triage "$k1" --outcome known_child --child "$c" --acknowledged 2026-11-18
worked "a known child" intake triage "$k1" --outcome known_child --child "$c" --acknowledged 2026-11-20
refused "once" 4 'has its outcome already' intake triage "$k1" --outcome known_child --child "$c"
as "$(id -un)"
worked "whoever has the family reads it" due --mine --days 10 --format json
like "by a duty" "\"child\":\"$c\",\"name\":\"Robin Sample\",\"kind\":\"intake_follow\".*\"intake\":\"$k1\"" "$out"
worked "linked" intake list --all --child "$c" --format json
like "with the child, and acknowledged" "\"intake\":\"$k1\".*\"acknowledged\":\"2026-11-20\".*\"on_record\":1" "$out"
worked "shown of the child" intake show "$k1"
like "which" "child: $c" "$out"
worked "noted of the child" access "$c"
like "as a look" 'intake show' "$out"
refused "a new child is recorded" 4 'register --intake' intake triage "$k2" --outcome new_child
code_in "" intake triage "$k2" --outcome no_action
is "no action has a reason" 2 "$code"
refused "somebody else" 3 'no such child' intake triage "$k2" --outcome known_child --child C77-1
refused "a code nobody has" 2 'which the DfE lists' intake triage "$k2" --outcome forwarded --authority 999
refused "ours is ours" 2 'this authority' intake triage "$k2" --outcome forwarded --authority 302
worked "not ours" intake triage "$k2" --outcome forwarded --authority 301 --sent 2026-11-20
as sue
worked "sent on" intake show "$k2" --format json
unlike "and read no more, by anybody" 'Hush|Invented Row' "$out"
like "kept a while" '"keep_until":"2027-02-18"' "$out"
as "$(id -un)"
CNIS_NOW=2027-02-19T09:30:00Z
worked "past its keeping" intake list --past-keeping --format json
like "listed" "$k2" "$out"
CNIS_NOW=2026-11-20T09:30:00Z
worked "as it was the day before" intake list --as-at 2026-11-19 --format json
like "open and untouched" "\"intake\":\"$k1\".*\"outcome\":null" "$out"

# ---- a new child, in the same change -------------------------------------------------------------
printf '{"kind":"arrival_abroad","text":"Here since Monday.","children":[{"full_name":"Ines Sample","born":"2015-01-01"}]}{"kind":"school_form","text":"Her brother."}' >two.json
worked "two about one family" intake add --from two.json --format json
k4=$(printf '%s\n' "$out" | sed -n '1s/.*"intake":"\([^"]*\)".*/\1/p')
k5=$(printf '%s\n' "$out" | sed -n '2s/.*"intake":"\([^"]*\)".*/\1/p')
cat >arrived.json <<'END2'
{"schema": 1, "children": [{"name": "Ines Sample", "born": "2015-01-01"}, {"name": "Ivo Sample", "born": "2013-01-01"}],
 "addresses": [{"line1": "9 Invented Row", "postcode": "N2 0AB"}]}
END2
before=$(head_seq)
refused "one that is closed" 4 'has its outcome already' register --from arrived.json --intake "$k4,$k1"
refused "one that is none" 3 'no such intake' register --from arrived.json --intake K77-1
refused "no reference at all" 2 'intake' register --from arrived.json --intake "$k4,C1-3"
is "nobody is registered" "$before" "$(head_seq)"
worked "registered" register --from arrived.json --intake "$k4,$k5" --format json
is "in one entry" "$((before + 1))" "$(head_seq)"
new=$(printf '%s\n' "$out" | sed -n '1s/.*"child":"\([^"]*\)".*/\1/p')
worked "both are closed" intake list --all --outcome new_child --child "$new" --format json
is "about both children" 2 "$(printf '%s\n' "$out" | grep -c '"on_record":2')"
worked "taken back" undo "$((before + 1))"
worked "they are open again" intake list --kind school_form --format json
like "with their duty" "\"intake\":\"$k5\".*\"outcome\":null,\"due\":\"2026-11-23\"" "$out"
worked "and registered again" register --from arrived.json --intake "$k4,$k5" --format json
new=$(printf '%s\n' "$out" | sed -n '1s/.*"child":"\([^"]*\)".*/\1/p')

# ---- bad input -----------------------------------------------------------------------------------
before=$(head_seq)
for bad in '{"kind":"telephone"}' '{"kind":"telephone","text":"  "}' '{}' '' '[]' '{"kind":"telephone","children":[{}]}' \
	'{"kind":"pigeon","text":"x"}' '{"kind":"telephone","text":"x","colour":"red"}' '{"kind":"telephone","text":"x"' \
	'{"kind":"telephone","text":"x","kind":"mailbox"}' '{"kind":"telephone","text":7}' '{"kind":"telephone","text":"x","received":"2026-02-30"}' \
	'{"kind":"telephone","text":"x","received":"2026-12-24"}' '{"kind":"telephone","text":"x","children":[{"age":-1}]}' \
	'{"kind":"telephone","text":"x"}{"kind":"telephone","text":""}' '{"kind":"telephone","text":"x","schema":2}' \
	'{"kind":"telephone","text":"x","children":[{"born":2015}]}' '{"kind":"telephone","text":"x","children":{}}'; do
	printf '%s' "$bad" >bad.json
	code intake add --from bad.json
	is "refused: $bad" 2 "$code"
	is "nothing on stdout" "" "$out"
done
like "with the line" 'line 1' "$err"
refused "an officer who is none" 3 'officer' intake list --owner nobody
refused "no such one" 3 'no such intake' intake show K77-1
refused "file and options" 2 'stands in the file' intake add --from post.jsonl --kind telephone
refused "nothing said" 2 'kind' intake add
is "and nothing was written" "$before" "$(head_seq)"
worked "dry run" intake add --from post.jsonl --dry-run
is "writes nothing either" "$before" "$(head_seq)"
# ---- what is none of its kind is kept as given -----------------------------------------------------
cat >odd.jsonl <<'END2'
{"kind": "arrival_abroad", "owner": "ann", "postcode": "30-001", "authority": "681", "children": [{"full_name": "Iga Sample", "born": "about 2015", "age": "9-10"}]}
{"kind": "lost_pupil_search", "authority": "wales", "postcode": "N2", "telephone": "900111", "email": "next door", "children": [{"upn": "A12345", "born": "2015"}]}
END2
worked "a foreign postcode, a slip, a birth year" intake add --from odd.jsonl --format json
like "it says so" 'kept as given, nothing is searched by it: postcode, authority, born' "$err"
like "of each" 'postcode, telephone, email, born, upn' "$err"
odd=$(printf '%s\n' "$out" | sed -n '1s/.*"intake":"\([^"]*\)".*/\1/p')
odd2=$(printf '%s\n' "$out" | sed -n '2s/.*"intake":"\([^"]*\)".*/\1/p')
worked "shown" intake show "$odd" --format json
like "as it was given" '"authority":"681".*"postcode":"30-001"' "$out"
like "and what was said of the age" '"born_said":"about 2015; age 9-10"' "$out"
worked "the other" intake show "$odd2" --format json
like "with its slip" '"upn":"A12345"' "$out"
like "and its number" '"telephone":"900111","email":"next door"' "$out"
# ---- more is needed, but soon and not for ever -------------------------------------------------------
step() {
	printf 'which house\n' >why
	code intake triage "$odd" --outcome more_needed --next "$1" --reason-file why
}
as ann
step 2031-11-01
is "years ahead" 9 "$code"
like "and by which setting" 'intake.next_days' "$err"
step 2026-12-07
is "eleven working days" 9 "$code"
step 2026-12-04
is "ten" 0 "$code"
worked "the first screen" today --format json
like "keeps it where it was" "\"section\":\"intake\".*$odd" "$out"
step 2026-11-27
is "a second time" 0 "$code"
step 2026-11-27
is "not a third" 9 "$code"
refused "nor kept for years" 9 'forwarded_keep_days' intake triage "$odd" --outcome forwarded --authority 303 --keep-until 2036-01-01
as "$(id -un)"
step 2027-01-08
is "a manager says so" 0 "$code"
refused "with a reason" 2 'kept longer' intake triage "$odd" --outcome forwarded --authority 303 --keep-until 2028-01-01
printf 'their court asked for it\n' >why
worked "and longer too" intake triage "$odd" --outcome forwarded --authority 303 --keep-until 2028-01-01 --reason-file why
# ---- beyond England; by a job; long ago --------------------------------------------------------------
code_in "A pupil in Cardiff." intake add --kind school_form --text-file - --no-input
is "a job asks nobody" 0 "$code"
cardiff=$(printf '%s\n' "$err" | sed -n 's/.*intake triage \(K[^ ]*\).*/\1/p')
refused "a code of nobody" 2 'wales scotland' intake triage "$cardiff" --outcome forwarded --authority 681
worked "sent to Wales" intake triage "$cardiff" --outcome forwarded --authority wales
printf '{"kind":"telephone","text":"x","received":"2010-01-01"}' >old.json
refused "before the calendar" 2 'field: received' intake add --from old.json
mkfifo pipe
ln -s why link
for other in pipe link .; do
	refused "no file: $other" 2 'no file of its own' intake add --kind mailbox --text-file "$other" --no-input
done
printf '{"kind":"telephone","text":"x","children":[{"age":5},{"age":99}]}' >old.json
refused "which child" 2 'children.1..age' intake add --from old.json
# ---- whoever has it reads it, though a number in it is withheld ---------------------------------------
mother=$("$CNIS" child show "$c" --format json | grep -o 'P[0-9]*-[0-9]' | head -1)
code_in "07700 900999
" contact-point add "$mother" --source parent
is "a number" 0 "$code"
point=$(printf '%s\n' "$out" | grep -o 'N[0-9]*-[0-9]' | head -1)
code_in "She asked for it.
" withhold add "$c" "$point" --all-outward --confirmed-by "social care"
is "is withheld" 0 "$code"
printf '{"kind":"telephone","owner":"ann","text":"Please ring back.","telephone":"07700900999"}' >ring.json
worked "she rings" intake add --from ring.json --format json
ring=$(printf '%s\n' "$out" | sed -n '1s/.*"intake":"\([^"]*\)".*/\1/p')
as ann
worked "at first" intake show "$ring" --format json
like "it is withheld" '"telephone":"withheld".*"text":"withheld"' "$out"
worked "whoever has it asks" intake show "$ring" --format json --withheld
like "and reads it" '"telephone":"07700900999".*"text":"Please ring back."' "$out"
as "$(id -un)"
# ---- about a record that is not shown, or of a family somebody declared ----------------------------
worked "doctor" doctor --format json
like "what was sent on is kept as long as was said" '"check":"disposal","state":"ok"' "$out"
as ann
code_in "her cousins
" conflict declare "$new"
is "somebody declares a family" 0 "$code"
refused "what arrived about it is closed to them" 9 'you declared the family' intake show "$k4"
worked "and in no list" intake list --all --no-names --format json
unlike "of theirs" "\"intake\":\"$k4\"" "$out"
like "what else there is stands there" "\"intake\":\"$k1\"" "$out"
as "$(id -un)"
worked "others see it" intake show "$k4"
worked "somebody keeps restricted records" officer role sue --add custodian
code_in "A threat.
" restrict add "$c" --kind protection --custodian sue
is "the other child is restricted" 0 "$code"
refused "what arrived about it is not there" 3 'no such' intake show "$k1"
worked "in no list either" intake list --all --format json
unlike "of theirs" "\"intake\":\"$k1\"" "$out"
refused "nor asked for by a child nobody is told of" 3 . intake list --all --child "$c"
as sue
worked "its custodian sees it" intake show "$k1"

worked "verify at the end" verify
worked "doctor at the end" doctor
done_testing
