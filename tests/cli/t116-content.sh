#!/bin/sh
# What s. 436C asks for of one child, paragraph by paragraph, and counted over all.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
paragraphs=$(dirname "$LIB")/../data/section_436c.txt

demo --in-force 38=2026-09-01
printf 'Mary Invented\n' | "$CNIS" officer add mary --roles officer >/dev/null 2>&1
worked "the caller is told causes" officer role "$(id -un)" --add safeguarding
cat >family.json <<'END'
{"schema": 1,
 "children": [{"name": "Robin Sample", "born": "2015-03-02", "reason": "lifestyle", "prior_setting": "academy",
   "provision": [
    {"kind": "parents", "hours_week": 15, "hours_week_high": 20},
    {"kind": "provider", "provider_name": "Invented Tutors", "provider_type": "tutor", "provider_address": "9 Office Row",
     "places": ["1 Hall Lane", "2 Hall Lane"], "hours_week": 6, "hours_week_high": 8, "hours_without_parent": 6}],
   "flags": [{"kind": "sen_provision", "provision": "K", "from": "2026-01-05"}, {"kind": "ehc_plan", "from": "2026-01-05"},
    {"kind": "s47_enquiry", "from": "2026-05-05", "to": "2026-06-05"}, {"kind": "s47_action", "from": "2026-06-05", "to": "2026-08-05"},
    {"kind": "child_in_need", "from": "2026-05-05"}, {"kind": "looked_after", "from": "2020-05-05", "to": "2021-05-05"},
    {"kind": "young_carer", "from": "2026-05-05"}]}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes", "educates": "yes"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB", "from": "2026-06-01"},
  {"line1": "3 Invented Row", "postcode": "N2 0AB", "kind": "additional"},
  {"line1": "2 Invented Row", "postcode": "N2 0AB", "kind": "previous", "to": "2026-05-31"}]}
END
worked "a family of which everything is said" register --from family.json
c=$("$CNIS" child list --format csv | tr -d '\r' | sed -n '2s/,.*//p')
for letter in a b d e g h i j k l m n o; do
	"$CNIS" config set "content.s436c2.$letter" yes >/dev/null 2>&1 || echo "# $letter"
done
worked "local items are switched on" config set content.s436c3 yes
worked "the amount of time is set" config set threshold.436c.hours 5
echo 'A visit was asked for and refused' >visit
worked "the home was considered" consider "$c" --visit-asked --note-file visit
code due --format csv
like "a provider was included: the settings are to be considered, 15 days beginning with the day" \
	',settings_consideration,.*2026-12-05' "$out"
worked "they were considered" consider settings "$c"
like "which meets the duty" '436B\(10\) is met' "$err"
code due --format csv
unlike "and it is done" 'settings_consideration' "$out"
worked "once more: nothing was open" consider settings "$c"
like "it is kept all the same" 'no duty to consider the settings was open' "$err"
refused "a day to come" 2 'future' consider settings "$c" --on 2026-12-01
say() {
	label=$1 text=$2
	shift 2
	code_in "$text" "$@"
	[ "$code" -eq 0 ] || printf '%s\n' "$err" | sed 's/^/# /'
	is "$label" 0 "$code"
}
for item in 2.e.services 2.k.support 2.l.formal-steps 2.n.notice-considerations 2.o.other 3.local; do
	say "$item is written down" "What is held of $item" child answer "$c" --item "$item" --answer held --source this_authority
done
say "an answer of the family" 'An invented belief' child characteristic "$c" --kind religion_or_belief

# ---- a fully registered child: every paragraph is cited, and has its place
code child content "$c" --format csv
is "content: exit code" 0 "$code"
printf '%s\n' "$out" | tr -d '\r' >content.csv
grep -v '^#' "$paragraphs" | cut -d'|' -f1 >want
cut -d, -f2 content.csv | sed 1d | uniq >cited
is "each paragraph is cited, in the order of the section" "" "$(diff want cited)"
grep -v '^#' "$paragraphs" | while IFS='|' read -r paragraph where n words; do
	lines=$(awk -F, -v p="$paragraph" '$2 == p' content.csv)
	[ "$(printf '%s\n' "$lines" | wc -l)" -eq "$n" ] || echo "$paragraph: not $n items ($words)"
	case $where in
	wales) pattern='not_required' ;;
	*) pattern='held' ;;
	esac
	[ "$paragraph" != '436C(2)(i)' ] || pattern=none # whether: the register itself says no
	printf '%s\n' "$lines" | grep -vE ",$pattern,(yes|no),true," |
		sed "s/^/$paragraph is not $pattern: /"
done >homeless
is "each item has a home, and is held" "" "$(cat homeless)"
like "an item says basis, source and days" '^EA1996\.436C\.1\.a\.home-address,436C\(1\)\(a\),Education Act 1996 s\. 436C\(1\)\(a\),1\.a\.home-address,the child.s home address,held,yes,true,s436c1,parent,2026-06-01,2026-11-21' "$(cat content.csv)"
like "and what came of a consideration" '2\.n\.considerations,.*held,.*A visit was asked for and refused' "$(cat content.csv)"
like "what is written down is shown" 'What is held of 2\.k\.support' "$(cat content.csv)"
unlike "what the family answered of itself is not" 'invented belief' "$(cat content.csv)"
for format in table plain json; do
	code child content "$c" --format $format
	like "in $format" '436C\(2\)\(o\)' "$out"
done
like "json is one object an item" '"record":"item","rule":"EA1996\.436C\.3\.local"' "$out"

# ---- answers on request only, and noted
code child content "$c" --characteristics --format json
like "on request they are shown" '"kind":"religion_or_belief","answer":"An invented belief","declined":false' "$out"
code access --limit 1
like "and that is noted" 'child content --characteristics' "$out"
code child content "$c" --as-at 2026-11-20 --format csv
unlike "as at a day before nothing was said" 'What is held' "$out"
say "declining is an answer" '' child characteristic "$c" --kind race --declined
refused "only the family gives one" 2 'parent or child|must be|one of' child characteristic "$c" --kind sex --source school --declined
code_in ' ' child characteristic "$c" --kind sex
is "an empty answer is none: exit code" 2 "$code"
like "an empty answer is none" 'declined' "$err"

# ---- who is not told
CNIS_LOGIN=mary
export CNIS_LOGIN
code child content "$c" --format csv
like "whether there were enquiries is not told" '2\.d\.s47-enquiries,.*,not_shown,' "$out"
like "nor whether in need, nor what was done" '2\.e\.services,.*,not_shown,' "$out"
unlike "nothing of it slips out" 'What is held of 2\.e' "$out"
unset CNIS_LOGIN

# ---- what is missing, none, declined; what is refused
printf '{"schema": 1, "children": [{"name": "Kit Other", "born": "2013-06-09"}], "addresses": [{"line1": "7 Other Row", "postcode": "N2 0AD", "from": "2020-01-01"}]}\n' >two.json
worked "a family of which little is said" register --from two.json
k=$("$CNIS" child list --format csv | tr -d '\r' | sed -n 's/^\(C2-[^,]*\),.*/\1/p')
state() { "$CNIS" child content "$k" --format json | sed -n "s/.*\"item\":\"$1\",.*\"state\":\"\([a-z_]*\)\",\"required\":\"\([a-z]*\)\".*/\1 \2/p"; }
is "a long-known address needs no previous one" "not_required no" "$(state 1.a.previous-address)"
is "whether there is another home is not known" "not_held unknown" "$(state 1.b.additional-address)"
is "no provider, nothing is asked about one" "not_required no" "$(state 1.g.i.provider-name)"
is "never missing education: the register says so" "none yes" "$(state 2.i.missing-education)"
say "there is none" '' child answer "$k" --item 1.b.additional-address --answer none --source parent
is "none is not unknown" "none no" "$(state 1.b.additional-address)"
say "declined" '' child answer "$k" --item EA1996.436C.1.e.hours-parents --answer declined --source parent
is "declined is not none" "declined yes" "$(state 1.e.hours-parents)"
say "not collected" '' child answer "$k" --item 2.m.young-carer --answer not_collected --source this_authority
is "not collected is not declined" "not_collected yes" "$(state 2.m.young-carer)"
worked "the fact itself" child provision add "$k" --kind parents --hours-week 10
is "what is held is held" "held yes" "$(state 1.e.hours-parents)"
printf '{"schema": 1, "notified_by": "parent", "children": [{"name": "Lee Third", "born": "2014-06-09",
"answers": [{"item": "1.b.additional-address", "answer": "none"}, {"item": "2.k.support", "answer": "held", "note": "Advice by telephone"}],
"characteristics": [{"kind": "disability", "declined": true}]}], "addresses": [{"line1": "8 Third Row", "postcode": "N2 0AE"}]}\n' >three.json
worked "answers stand in the form" register --from three.json
third=$("$CNIS" child list --format csv | tr -d '\r' | sed -n 's/^\(C3-[^,]*\),.*/\1/p')
code child content "$third" --format csv
like "and are kept" '2\.k\.support,.*,held,yes,.*Advice by telephone' "$out"
like "declined is all that is said" '2\.a\.protected-characteristics,.*,declined,' "$out"
worked "the family taken back" undo "$("$CNIS" log --limit 1 --format json | sed -n 's/.*"seq":\([0-9]*\).*/\1/p')"
sed 's/"declined": true/"answer": ""/' three.json >bad.json
refused "an empty answer" 2 'declined' register --from bad.json
sed 's/"declined": true/"declined": true, "answer": "x"/' three.json >bad.json
refused "an answer that was declined too" 2 'not both' register --from bad.json
sed 's/"notified_by": "parent"/"notified_by": "school"/' three.json >bad.json
refused "a school does not answer for a family" 2 'characteristics' register --from bad.json
sed 's/2.k.support/1.b.additional-address/; s/"held"/"none"/' three.json >bad.json
refused "an item twice" 2 'twice' register --from bad.json
refused "no such item" 3 'no item' child answer "$k" --item 9.z --answer none --source parent
refused "an item of Wales" 3 'no item' child answer "$k" --item 2.c.additional-learning-needs --answer none --source parent
refused "a fact is not written down here" 2 'place of its own' child answer "$k" --item 1.a.name --answer held --source parent --note-file two.json
refused "twice on a day" 2 'already' child answer "$k" --item 1.b.additional-address --answer declined --source parent
refused "no such child" 3 'no such child' child content C999-0
refused "an answer for no such child" 3 'no such child' child answer C999-0 --item 1.a.name --answer none --source parent

# ---- a child in two records is one, with what stands in either
printf '{"schema": 1, "confirmed_not_duplicate": true, "children": [{"name": "Kit Other", "born": "2013-06-19",
"flags": [{"kind": "early_help", "from": "2026-05-05"}], "answers": [{"item": "2.o.other", "answer": "held", "note": "Known before"}]}]}\n' >again.json
worked "the same child once more" register --from again.json
twice=$("$CNIS" child list --format csv | tr -d '\r' | sed -n 's/^\(C[0-9]*-[0-9]\),Kit Other,2013-06-19.*/\1/p')
code report completeness --format csv
like "two records are two" '^EA1996\.436C\.1\.a\.name,.*,true,3,3,3,' "$out"
worked "they are one child" merge "$twice" "$k" --certain --reason "the birth date was mistyped"
code report completeness --format csv
like "counted once" '^EA1996\.436C\.1\.a\.name,.*,true,2,2,2,' "$out"
is "what stands in the other record is held" "held yes" "$(state 2.o.other)"
code child content "$twice" --format csv
like "under either reference" '2\.o\.other,.*,held,.*Known before' "$out"
like "with what stands in the one kept" '1\.b\.additional-address,.*,none,no,' "$out"
worked "taken apart" undo "$("$CNIS" log --limit 1 --format json | sed -n 's/.*"seq":\([0-9]*\).*/\1/p')"
worked "and away" undo "$("$CNIS" log --format json | grep 'family.register' | head -1 | sed -n 's/.*"seq":\([0-9]*\).*/\1/p')"

# ---- step by step: a range of hours, places, the address before and further ones
code_in "$(printf '%s\n' '' '' 'Ira Fourth' '' '' '2015-05-05' '' '' '' '' '' provider '5-8' 'Invented Online School' \
	'online school' '' '' lessons.example 3 n '4 Fourth Row' '' 'N2 0AF' 2026-10-01 '9 Old Row' '' 'N2 0AF' n 'Uma Fourth' '' '' '' '' '' '' '' n)" register --ask
[ "$code" -eq 0 ] || printf '%s\n' "$err" | sed 's/^/# /'
is "asked step by step" 0 "$code"
fourth=$("$CNIS" child list --format csv | tr -d '\r' | sed -n 's/^\(C[0-9]*-[0-9]\),Ira.*/\1/p')
code child show "$fourth" --format csv
like "hours, and where" 'Invented Online School; 5 to 8 hours a week; lessons.example' "$out"
code child content "$fourth" --format csv
like "nobody lives elsewhere" '1\.b\.additional-address,.*,none,no,' "$out"
like "the address before is held" '1\.a\.previous-address,.*,held,yes,' "$out"
worked "taken back" undo "$("$CNIS" log --limit 1 --format json | sed -n 's/.*"seq":\([0-9]*\).*/\1/p')"

# ---- counted
code report completeness --format csv
is "completeness: exit code" 0 "$code"
like "one of two has another home, the other none" '^EA1996\.436C\.1\.b\.additional-address,.*,true,2,1,1,1,0,0,0,0,0' "$out"
is "every item is counted once" "$(($(wc -l <content.csv)))" "$(printf '%s\n' "$out" | wc -l | tr -d ' ')"
is "in every row the states add up to the children" "" "$(printf '%s\n' "$out" | tr -d '\r' | sed 1d | awk -F, '{ n = 0; for (i = NF - 6; i <= NF; i++) n += $i; if (n != 2) print $1 }')"
code report completeness --as-at 2026-11-20 --format csv
like "before anybody was registered" ',0,0,0,0,0,0,0,0,0' "$out"
for format in table plain json; do
	code report completeness --format $format
	like "in $format" '436C\(1\)\(g\)\(iv\)' "$out"
done
worked "the register verifies" verify
done_testing
