#!/bin/sh
# A child has died: one step stops everything about the child, holds the letters about the others of
# the family, and tells whoever had work about the child.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

as boss
demo --in-force 37=2026-09-01,38=2026-09-01
for who in ann ben; do
	code_in 'An Officer' officer add "$who" --roles officer
done
as ann

cat >family.json <<'END_OF_FORM'
{"schema": 1, "notified_by": "parent", "confirmed_not_duplicate": true,
 "children": [{"name": "Robin Sample", "born": "2015-03-02", "flags": [{"kind": "priority", "from": "2026-10-01"}]}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes", "has_care": "yes"}],
 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
END_OF_FORM
worked "a child" register --from family.json
cat >sibling.json <<'END_OF_FORM'
{"schema": 1, "notified_by": "school", "confirmed_not_duplicate": true,
 "children": [{"name": "Kit Sample", "born": "2013-06-09",
  "school": {"name": "Invented Primary", "on_roll": true, "placement": "special", "placed_by": "302"}}],
 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
END_OF_FORM
code register --from sibling.json
is "a brother who may not leave his school yet" 4 "$code"
sed 's/Robin Sample/Zed Other/; s/Alex Sample/Bo Nother/; s/1 Fern Road/9 Other Road/; s/, "flags".*}]}]/}]/' family.json >other.json
worked "somebody who looks like the first" register --from other.json
c=$(ref C1) kit=$(ref C2) alike=$(ref C3)
code_in 'Robyn Sample' child edit "$alike" --field name
like "who is listed beside them" "$c.*$alike" "$("$CNIS" duplicate list --format json)"
code_in 'B801200005001' child number add "$c" --kind upn --source parent
is "a number of hers" 0 "$code"
CNIS_NOW=2026-12-10T12:00:00Z
d=$("$CNIS" duty list --child "$c" --kind review --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
worked "ben has one of the duties" duty assign "$d" --to ben
open() { "$CNIS" duty list --child "$1" --format json | sed -n 's/.*"kind":"\([^"]*\)".*/\1/p' | sort | xargs; }
is "what is open of the first" "home_consideration review" "$(open "$c")"
like "comes first" "$c" "$("$CNIS" unseen --format json)"

# ---- refused
before=$(CNIS_LOGIN=boss head_seq)
refused "an officer does not record it" 9 'manager' died "$c" --on 2026-12-08 --source social_care
as boss
refused "no day" 2 'on' died "$c" --source social_care
refused "no source" 2 'source' died "$c" --on 2026-12-08
refused "a day to come" 2 'future' died "$c" --on 2026-12-11 --source social_care
refused "before the birth" 2 'born' died "$c" --on 2015-03-01 --source social_care
refused "nobody's source" 2 'source' died "$c" --on 2026-12-08 --source neighbourhood
refused "no such child" 3 'no such child' died C4-5 --on 2026-12-08 --source social_care
refused "not by ending the entry" 2 'reason' entry end "$c" --reason died --source parent
worked "tried" --dry-run died "$c" --on 2026-12-08 --source social_care
is "refusals and trials write nothing" "$before" "$(head_seq)"

# ---- recorded
worked "died" died "$c" --on 2026-12-08 --source social_care
like "what it stopped" '2 duties stopped; .* arranged: 2' "$err"
like "the letters" 'held until somebody decides: 1' "$err"
is "one journal entry" '"kind":"child.died"' "$("$CNIS" log --limit 1 --format json | grep -o '"kind":"[^"]*"')"
is "only the last step is left" "death_told death_told" "$(open "$c")"
like "whoever had work" '"owner":"ben"' "$("$CNIS" duty list --child "$c" --format json | grep death_told)"
like "the next working day" '"due":"2026-12-11"' "$("$CNIS" duty list --child "$c" --format json | grep death_told)"
is "what was open is superseded" 'superseded' "$("$CNIS" duty show "$d" --format json | sed -n 's/.*"state":"\([a-z]*\)".*/\1/p')"
like "the entry ended" '"what":"entry".*"kind":"home_education","detail":"died".*"to":"2026-12-08"' "$("$CNIS" child show "$c" --format json)"
like "the page says it first" '"what":"died".*"from":"2026-12-08".*"source":"social_care"' "$("$CNIS" child show "$c" --format json)"
unlike "not on that day before" '"what":"died"' "$("$CNIS" child show "$c" --as-at 2026-12-07 --format json)"
unlike "nobody is to be seen" "$c" "$("$CNIS" unseen --all --format json)"
unlike "not on the day itself" "$c" "$("$CNIS" unseen --as-at 2026-12-08 --format json)"
unlike "nobody's match" "$c" "$("$CNIS" duplicate list --format json)"
# another body's list: told of, and nothing to decide; who is only like her is asked about as ever
printf 'full_name = Name\nborn = Born\npostcode = Postcode\nupn = UPN\n' >list.map
printf 'Name,Born,Postcode,UPN\nRobin Sample,2015-03-02,NW1 1AA,B801200005001\nRobyn Sample,2015-03-02,NW1 1AA,\nNew Born,2016-01-01,N1 1AA,\n' >list.csv
worked "a list" match list.csv --map list.map --purpose "health list" --format csv
like "says that she died" "^1,2,died,$c,,1,.*the child has died" "$out"
like "asks of the one who lives" "^2,3,[a-z]*,$alike,[0-9a-f]{16}," "$out"
unlike "never of her" "^2,3,[a-z]*,$c,[0-9a-f]" "$out"
like "and counts her by herself" '1 who have died' "$err"
unlike "nothing of her is a question" "$c" "$("$CNIS" match list.csv --map list.map --purpose "health list" --questions --format csv 2>&1)"
unlike "not late" "$c" "$("$CNIS" overdue --format json)"
CNIS_NOW=2027-11-20T12:00:00Z
is "nor ever" "death_told death_told" "$("$CNIS" overdue --format json | grep "$c" | sed -n 's/.*"kind":"\([^"]*\)".*/\1/p' | sort | xargs)"
CNIS_NOW=2026-12-10T12:00:00Z
sound "stopped"
as ann
sed 's/Robin Sample/Robin Sampel/; s/, "confirmed_not_duplicate": true//' family.json >again.json
code register --from again.json
is "who is as like is not registered" 4 "$code"
like "because that child died" "perhaps a child who has died, $c" "$err"
like "as the rule says" 'LOCAL.death' "$err"
code_in 'Another child of this name.' register --from again.json --not-duplicate --reason -
is "that it is another a manager says" 9 "$code"
as boss
code_in 'Another child of this name.' register --from again.json --not-duplicate --reason - --dry-run
is "and with the reason it may be" 0 "$code"
as ann
sed 's/Robin Sampel/Quite Another/; s/"born": "2015-03-02"/&, "upn": "B801200005001"/' again.json >number.json
code register --from number.json
is "her number" 5 "$code"
like "is not to be closed" "has died, $c" "$err"
code_in 'B801200005001' child number add "$alike" --kind upn --source school
like "nor by hand" 'the child with this number has died' "$err"
code_in 'Robin Sample' child find --format json
like "whoever looks for the child is told" "\"child\":\"$c\".*\"mark\":\"died\"" "$out"

# ---- nothing more
refused "no duty" 4 'died on 2026-12-08' held open "$c" --route on_roll_absent --school 'Invented Primary' --for-health no
refused "no entry" 4 'died on 2026-12-08' entry open "$c" --route home_education --reason lifestyle
unlike "and nothing is asked of a school" 'withdrawal left|off-roll' "$err"
refused "no notice" 4 'died on 2026-12-08' withdrawal notify "$c" --by school --school 'Invented Primary' --off-roll
refused "no sighting after it" 4 'died on 2026-12-08' seen add "$c" --place home --by ehe_officer --voice speech
worked "one before it is a fact" seen add "$c" --place home --by ehe_officer --voice speech --on 2026-12-07
parent=$("$CNIS" child show "$c" --format json | grep -o 'P[0-9]*-[0-9]' | head -1)
told() { code tell add "$1" --person "$2" --kind support_pack --edition 1 --method post "$3" "$4"; }
told "$c" "$parent" --on 2026-12-10
is "no pack" 4 "$code"
like "and why" 'died on 2026-12-08' "$err"
told "$c" "$parent" --on 2026-12-08
is "what had gone out is a fact" 0 "$code"
refused "no letter" 4 'died on 2026-12-08' contact add "$c" --person "$parent" --method post --outcome information_given
refused "comes first no more" 4 'died on 2026-12-08' flag add "$c" --kind priority --from 2026-12-10 --source social_care
worked "what was so before it is a fact" flag add "$c" --kind child_in_need --from 2026-12-01 --source social_care
printf '{"line1": "3 Late Road", "town": "London", "postcode": "NW1 1AB"}' >late-place.json
refused "no move after it" 4 'nothing begins after that day' child move "$c" --kind correspondence --source social_care --file late-place.json
worked "one of before" child move "$c" --kind correspondence --source social_care --file late-place.json --from 2026-11-25
code_in 'ZZ26P00001' order-of-court add "$c" --kind child_arrangements --from 2026-12-09 --source social_care
is "no order after it" 4 "$code"
like "and why not" 'died on 2026-12-08' "$err"
code_in 'ZZ26P00001' order-of-court add "$c" --kind child_arrangements --from 2026-12-01 --source social_care
is "one of before may be recorded late" 0 "$code"
refused "nobody joins her after it" 4 'died on 2026-12-08' child adult add "$c" --person "$parent" --relationship carer --from 2026-12-10
refused "no disagreement after it" 4 'died on 2026-12-08' disagreement add "$c" --for "$parent" --source social_care
unlike "and no work came of it" 'address_query|order_check' "$(open "$c")"
refused "no merge" 4 'not merged' merge "$c" "$alike" --reason 'one child'
code_in 'why' hold add "$c" --kind letters --because other --note-file -
is "no letters to hold" 4 "$code"
printf '{"schema": 1, "kind": "mailbox", "source": "school", "text": "Absent again."}' >rings.json
worked "it has arrived" intake add --from rings.json --format json
k=$(printf '%s\n' "$out" | sed -n 's/.*"intake":"\([^"]*\)".*/\1/p' | head -1)
worked "the school still rings" intake triage "$k" --outcome known_child --child "$c"
like "and is told of" "$c died on 2026-12-08" "$err"
like "to a manager" '"owner":"boss"' "$("$CNIS" duty list --child "$c" --kind intake_follow --format json)"

# ---- what letters about the others wait for
sed 's/Robin Sample/Ira Sample/; s/2015-03-02/2018-05-05/; s/Alex Sample/Uma Sample/; s/, "flags".*}]}]/}]/; s/"notified_by": "parent"/"notified_by": "school"/' family.json >late.json
worked "a sister who comes later" register --from late.json --format json
late=$(ref C4)
like "is held too, and it is said" "letters about $late are held until somebody decides" "$err"
like "for somebody to decide" 'letters_decide' "$(open "$late")"
sed 's/1 Fern Road/77 Far Road/; s/Ira Sample/Oz Faraway/; s/Uma Sample/Eli Faraway/; s/NW1 1AA/N2 0AE/' late.json >far.json
worked "somebody of another family" register --from far.json --format json
far=$(ref C5)
unlike "is not" 'held until' "$err"
worked "who turns out to be the mother's" child adult add "$far" --person "$parent" --relationship mother
like "is then" "letters about $far are held until somebody decides" "$err"
like "and stays what it was" 'home_consideration letters_decide' "$(open "$far")"
sound "who came later"

# ---- what is to be sent to them says that it waits
lists() { # how the notice stands on each list, in a year's time
	CNIS_NOW=2027-02-10T12:00:00Z
	for list in "duty list --child $late" "overdue" "today --limit 0"; do
		# shellcheck disable=SC2086
		"$CNIS" $list --format json | grep "\"$late\"" | grep 'privacy.notice'
	done
	CNIS_NOW=2026-12-10T12:00:00Z
	"$CNIS" due --days 60 --format json | grep "\"$late\"" | grep 'privacy.notice'
}
is "the notice is, on each list" 4 "$(lists | grep -c '"held":true')"
like "in words for people" 'privacy notice \(letters held\)' "$("$CNIS" due --days 60)"
like "and on today's, with what to do" '"what":"privacy notice \(letters held\)".*"next":"cnis hold list --child' "$(CNIS_NOW=2027-02-10T12:00:00Z "$CNIS" today --limit 0 --format json)"
like "by itself" '"held":true' "$("$CNIS" duty show "$("$CNIS" duty list --child "$late" --kind privacy_notice --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')" --format json)"
is "what is no letter goes on" '"held":false' "$("$CNIS" duty list --child "$late" --kind home_consideration --format json | grep -o '"held":[a-z]*')"
unlike "nor is anything of another family" '"held":true' "$("$CNIS" due --days 400 --format json | grep "\"$alike\"")"
for k in "$late" "$far"; do
	code_in 'They want to go on.' hold end "$k" --kind letters
	is "decided of $k" 0 "$code"
done
is "the notice waits no more" 4 "$(lists | grep -c '"held":false')"
worked "the mother of both" child adult add "$kit" --person "$parent" --relationship mother
told "$kit" "$parent" --on 2026-12-10
is "no pack about the brother" 4 "$code"
like "until somebody decides" 'held until somebody decides' "$err"
told "$kit" "$parent" --on 2026-12-09
is "what went before is a fact" 0 "$code"
refused "no letter either" 4 'held until' contact add "$kit" --person "$parent" --method email --outcome information_given
as boss
refused "once" 5 'already' died "$c" --on 2026-12-08 --source social_care

# ---- the others of the family
sound "before anybody decides"
like "the brother's letters wait" "\"child\":\"$kit\",\"kind\":\"letters\",\"because\":\"sibling_died\"" "$("$CNIS" hold list --format json)"
like "somebody decides" 'letters_decide' "$(open "$kit")"
like "the work goes on" 'consent_check' "$(open "$kit")"
like "the family says so" '"why":"shares|died' "$("$CNIS" household show "$kit" --format json | grep "\"child\":\"$c\"")"
code contact add "$kit" --method telephone --outcome reached
unlike "no command names the child" "$c" "$out$err"
w=$("$CNIS" withdrawal list --format json | sed -n 's/.*"withdrawal":"\([^"]*\)".*/\1/p')
l=$("$CNIS" duty list --child "$kit" --kind letters_decide --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
like "why" 'LOCAL.death.letters' "$("$CNIS" why "$l" --format json)"
code_in 'yes' duty meet "$l"
is "not simply done" 4 "$code"
like "but by the decision" 'hold end' "$err"
worked "an application" consent apply "$w" --by parent
code_in 'Reasons.' consent decide "$w" --refuse best_interests --reasons-file -
is "a decision" 0 "$code"
refused "no notice is served" 4 'held until somebody decides' consent serve "$w" --to proprietor --method post
as ann
code_in '' hold end "$kit" --kind letters
is "no decision without words" 2 "$code"
refused "nothing else is held" 3 'nothing of this kind' hold end "$alike" --kind letters --decided-file again.json
code_in 'The parents were asked and want to go on.' hold end "$kit" --kind letters
is "decided" 0 "$code"
unlike "the duty is met" 'letters_decide' "$(open "$kit")"
worked "now it is served" consent serve "$w" --to proprietor --method post
like "kept" '"decided":"The parents were asked' "$("$CNIS" hold list --child "$kit" --all --format json)"
sed 's/Robin Sample/Ada Sample/; s/2015-03-02/2017-05-05/; s/Alex Sample/Ina Sample/; s/, "flags".*}]}]/}]/' family.json >late.json
worked "a sister who comes after somebody decided" register --from late.json
unlike "is not held" 'held until' "$err"
code_in 'It may go.' hold end "$c" --kind disposal
is "disposal is a manager's" 9 "$code"

# ---- taken back: the last step first
as boss
sound "the brother's letters decided"
# another day, another family: recorded in error and taken back at once
listed() { "$CNIS" export children --purpose 'a trial' --as-at "$1" --format json; }
like "who lives is sent" "$alike" "$(listed 2026-12-09)"
worked "the wrong child" died "$alike" --on 2026-12-09 --source public
unlike "who died is not, on the day itself either" "$alike" "$(listed 2026-12-09)"
worked "taken back" undo "$(head_seq)" --reason 'the wrong child'
is "as it was" "home_consideration review" "$(open "$alike")"
sound "taken back"

# ---- a child of the family whom nobody but the custodian is shown
worked "a custodian" officer role boss --add custodian
code_in 'An Officer' officer add mary --roles officer,manager
sed 's/Zed Other/Jo Other/; s/Bo Nother/Mo Nother/; s/2015-03-02/2012-02-03/' other.json >hidden.json
worked "a child at the same address" register --from hidden.json
jo=$(ref C7)
code_in 'A refuge.' restrict add "$jo" --kind protection
is "is restricted" 0 "$code"
as mary
worked "the other dies" died "$alike" --on 2026-12-09 --source health
unlike "nothing tells of the hidden one" "$jo|letters about" "$out$err$("$CNIS" hold list --format json)"
as boss
like "whose letters are held all the same" "\"child\":\"$jo\",\"kind\":\"letters\"" "$("$CNIS" hold list --format json)"
like "for the custodian to decide" '"owner":"boss"' "$("$CNIS" duty list --child "$jo" --kind letters_decide --format json)"
sound "beside a restricted record"

# ---- the day itself, and an entry that began after it
CNIS_NOW=2026-12-14T12:00:00Z
on_lists() { # what still lists the child: the list, the exports
	"$CNIS" child list --format json | grep -c "\"$1\""
	"$CNIS" export children --purpose 'a trial' --format json | grep -c "\"$1\""
}
counted() { "$CNIS" report census --format csv | awk -F, 'END { print $4 }' | tr -d '\r'; }
to_complete() { "$CNIS" report completeness --format json | sed -n 's/.*"children":\([0-9]*\).*/\1/p' | sort -rn | head -1; }
as ann
sed 's/Robin Sample/Una Day/; s/Alex Sample/Ivo Day/; s/1 Fern Road/5 Day Road/; s/2015-03-02/2016-02-02/; s/, "flags".*}]}]/}]/' family.json >day.json
worked "who is entered today" register --from day.json
una=$(ref C8)
before=$(counted) lists=$(on_lists "$una" | xargs) of=$(to_complete)
is "is on the lists" "1 1" "$lists"
as boss
worked "had died yesterday" died "$una" --on 2026-12-13 --source health
like "the entry is no shorter than its day" '"what":"entry".*"detail":"died".*"to":"2026-12-14"' "$("$CNIS" child show "$una" --format json)"
is "is on no list" "0 0" "$(on_lists "$una" | xargs)"
is "is not counted" "$((before - 1))" "$(counted)"
is "nor asked to be complete" "$((of - 1))" "$(to_complete)"
worked "taken back" undo "$(head_seq)" --reason 'another day'
is "is again" "1 1" "$(on_lists "$una" | xargs)"
worked "died today" died "$una" --on 2026-12-14 --source health
is "is on no list of the day" "0 0" "$(on_lists "$una" | xargs)"
is "nor counted that day" "$((before - 1))" "$(counted)"
is "what was known before counts her" 1 "$("$CNIS" child list --as-at 2026-12-09 --known-at 2026-12-09T12:00:00Z --format json | grep -c "\"$alike\"")"
done_testing
