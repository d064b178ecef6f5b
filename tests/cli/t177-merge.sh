# One child in two records: merged, looked at, written to, taken apart; nothing is lost on the way.
# shellcheck source=lib.sh
. "$LIB"

CNIS_LOGIN=boss
export CNIS_LOGIN
demo --in-force 37=2026-09-01,38=2026-09-01
code_in 'An Officer' officer add ann --roles officer
is "an officer" 0 "$code"

# form NAME BORN HOUSE EXTRA
form() {
	cat <<EOF
{"schema": 1, "notified_by": "parent", "confirmed_not_duplicate": true,
 "children": [{"name": "$1", "born": "$2"$4}],
 "parents": [{"name": "Parent Ash", "relationship": "mother", "responsibility": "yes"}],
 "addresses": [{"line1": "$3 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
EOF
}
# registered FILE: prints the child's reference
registered() { "$CNIS" register --from "$1" --format json | sed -n 's/.*"child[a-z]*":"\(C[0-9]*-[0-9]\)".*/\1/p' | head -1; }
# all: every row people can get out, but for who looked
all() {
	"$CNIS" export children --purpose test --format csv
	for record in "$old" "$kept" "$other"; do
		"$CNIS" child show "$record" --format json
		"$CNIS" entry list "$record" --format csv
		"$CNIS" contact list "$record" --format csv
		"$CNIS" seen list "$record" --format csv
		"$CNIS" flag list "$record" --format csv --all
	done
	"$CNIS" duty list --format csv
	"$CNIS" unseen --format csv
	"$CNIS" child list --all --format csv
} 2>said

form "Robin Ash" 2015-03-02 1 '' >kept.json
form "Rob Oak" 2015-03-02 9 ', "flags": [{"kind": "priority", "from": "2026-10-01"}]' >old.json
form "Kit Elm" 2016-05-06 5 '' >other.json
worked "a child" register --from kept.json
worked "the same after a move and under another name" register --from old.json
worked "another child" register --from other.json
kept=C1-3 old=C2-1 other=C3-7
worked "looked at" child show "$old"
like "the references are as they were thought to be" 'Rob Oak' "$out"
worked "seen long ago" seen add "$old" --place home --by ehe_officer --voice speech --on 2026-10-02
CNIS_NOW=2026-11-23T12:00:00Z
all >before.txt
rows=$("$CNIS" export children --purpose test --format csv | wc -l)

# ---- merge -------------------------------------------------------------------------------------
refused "a merge needs a reason" 2 reason merge "$old" "$kept" --reason ' ' --no-input
worked "side by side" merge compare "$old" "$kept" --format csv
like "the names" 'name,Rob Oak,Robin Ash' "$out"
like "the same birth day" 'born,2015-03-02,2015-03-02,true' "$out"
CNIS_NOW=2026-11-23T12:00:00Z
refused "a record beside itself" 2 'same record: give two' merge compare "$old" "$old"
worked "somebody else" merge compare "$other" "$kept" --format csv
like "another birth day" 'born,2016-05-06,2015-03-02,false,true' "$out"
like "and what that means" 'differ in born: only a manager' "$err"
refused "asks for a manager" 4 'birth dates differ: correct' merge "$other" "$kept" --reason 'moved'
refused "whom registration called two" 4 'LOCAL.same-child' merge "$old" "$kept" --reason 'moved'
like "on what basis" 'basis: local policy' "$err"
unlike "... which is said once" '\(local policy\)' "$err"
worked "a trial" merge "$old" "$kept" --reason 'moved' --certain --dry-run
is "a trial merges nothing" "" "$("$CNIS" merge list)"
worked "merged" merge "$old" "$kept" --certain --reason 'the family moved and the name changed'
like "of two open entries it offers to end the one" 'next: cnis entry end E2-1 --reason entered_in_error' "$err"
merge_seq=$("$CNIS" log --limit 1 --format json | sed -n 's/.*"seq":\([0-9]*\).*/\1/p')
worked "in the list" merge list --format csv
like "old, kept, from, who and why" "$old,$kept,2026-11-23,,boss,the family moved" "$out"

worked "the old reference" child show "$old"
is "it says once what it is" 1 "$(grep -c "$old is the same child as $kept" err)"
like "the record kept is shown" 'Robin Ash' "$out"
worked "the old reference again" child show "$old" --format csv
like "with what stands in the other under its own reference" "also recorded as,$old,,Rob Oak" "$out"
like "its entry too" 'E2-1' "$out"
worked "the reference kept" child show "$kept"
unlike "says nothing" 'same child' "$err"
like "last seen is the later of both" 'last_seen: 2026-10-02' "$out"
worked "seen in either record" seen list "$kept" --format csv
like "with the record it stands in" "S1-3,$old,2026-10-02" "$out"
worked "the history" log "$old" --format csv
like "is that of both" "seen add $old" "$out"
is "... each entry once" 2 "$(grep -c 'family.register' out)"
worked "why" why "$old" --format csv
is "tells of both entries" 2 "$(grep -c 'EA1996.436B.2' out)"
worked "who looked" access "$kept" --format csv
like "at either record" "child show,$old|child show.*,$old," "$out"
worked "the work of the child" duty list --child "$old" --format csv
is "is that of both" 4 "$(grep -c "^D" out)"
worked "what was" child history "$old" --format csv
like "is that of the record kept" "legal,Robin Ash,.*,$kept," "$out"
like "and of the other" "legal,Rob Oak,.*,$old," "$out"
worked "the household" household show "$old" --format csv
is "has the child once" 1 "$(grep -c 'the child asked about' out)"
like "as the record kept, seen as in the other" "^$kept,Robin Ash,2015-03-02,home_education,2026-10-02" "$out"
like "with the adults of both" "^P1-.*,$kept,mother" "$out"
like "... and" "^P2-.*,$kept,mother" "$out"
unlike "and not the old reference" "$old" "$out"
like "who looked stands with both" 'household show' "$("$CNIS" access "$old" --format csv)"
"$CNIS" access "$kept" --all --format csv 2>said | sed '1d; s/,.*//' >looks
is "in one list, newest first" "" "$(sort -rnu looks | diff - looks)"
is "of both records" 2 "$("$CNIS" access "$kept" --all --format csv 2>said | sed 1d | cut -d, -f5 | sort -u | wc -l | tr -d ' ')"
is "and of no more rows than asked for" 2 "$("$CNIS" access "$kept" --limit 2 --format json 2>said | wc -l | tr -d ' ')"
worked "everybody" child list --all --format csv
unlike "is shown once" "^$old" "$out"
worked "work" duty list --format csv
unlike "stands under the record kept" "$old" "$out"
is "and none of it is hidden" 3 "$(grep -c ',review,' out)"
worked "unseen" unseen --format csv
like "looks at both" "^$kept," "$out"
is "... and counts the child once" "$((rows - 1))" "$("$CNIS" export children --purpose test --format csv | wc -l)"
refused "no second entry" 5 'open entry' entry open "$old"
code_in 'Oak' child find --format csv
is "found by a name of the other record" 0 "$code"
like "under the record kept" "^$kept,|,$kept," "$out"
unlike "and once" "$old" "$out"
worked "before it they were two" child show "$old" --as-at 2026-11-22
like "as they were" 'Rob Oak' "$out"
unlike "and nothing is said" 'same child' "$err"
is "the export of that day too" "$rows" "$("$CNIS" export children --purpose test --format csv --as-at 2026-11-22 | wc -l)"
worked "what was known before" child show "$old" --known-at 2026-11-22T12:00:00Z
unlike "is two children" 'same child' "$err"
worked "verify" verify --quiet

# ---- edits on both, and apart again --------------------------------------------------------------
all >merged.txt
worked "kept apart" backup untouched.cnis
worked "unmerged at once" unmerge "$old" --reason 'cousins'
all >after.txt
is "everything is as it was" "" "$(diff before.txt after.txt)"
worked "what the merge list kept" merge list --all --format csv
like "says who ended it and why" '2026-11-22,boss,the family moved[^,]*,boss,cousins' "$out"
worked "undone" undo "$("$CNIS" log --limit 1 --format json | sed -n 's/.*"seq":\([0-9]*\).*/\1/p')"
all >again.txt
is "they are one child again" "" "$(diff merged.txt again.txt)"

worked "a home that only the other record has" child address end "$kept" A2-1
worked "ends there" child show "$kept" --format csv
unlike "and is no home any more" 'address,A2-1' "$out"
worked "and so with an adult" child adult end "$kept" P2-1
worked "a contact on the old reference" contact add "$old" --method telephone --outcome no_reply
like "goes to the record kept" "same child as $kept" "$err"
worked "information about the education" plan receive "$old" --kind report --method email
worked "a fact" flag add "$kept" --kind young_carer --from 2026-11-20
CNIS_NOW=2026-11-25T12:00:00Z
worked "apart again" unmerge "$old" --reason 'cousins of one name'
like "and says what stays" 'stays where it was recorded' "$err"
worked "the contact" contact list "$kept" --format csv
like "stayed where it was made" "T1-3,$kept" "$out"
worked "the old record" contact list "$old" --format csv
unlike "has none" 'T1-3' "$out"
is "two rows again" "$rows" "$("$CNIS" export children --purpose test --format csv | wc -l)"
worked "on the days between they were one" child show "$old" --as-at 2026-11-24
like "it says so" "same child as $kept" "$err"
worked "verify replays all of it" verify

# ---- undo ----------------------------------------------------------------------------------------
CNIS_NOW=2026-11-23T12:00:00Z
mkdir later
mv r.cnis* later
cp later/*.access .
worked "restored to before it" restore untouched.cnis
worked "the merge itself is taken back" undo "$merge_seq"
all >undone.txt
is "... as if it had never been" "" "$(diff before.txt undone.txt)"
worked "verify after that" verify --quiet
rm -f r.cnis*
mv later/* .

# ---- twins -----------------------------------------------------------------------------------------
CNIS_NOW=2026-11-26T12:00:00Z
export CNIS_NOW
form "Ada Twin" 2014-04-05 3 ', "upn": "B801200005001"' >ada.json
form "Ida Twin" 2014-04-05 3 ', "upn": "Q801200005002"' >ida.json
worked "a twin" register --from ada.json
worked "the other twin" register --from ida.json
ada=C4-5 ida=C5-9
all_numbers() { "$CNIS" child show "$1" --format csv | tr -d '\r' | sed -n 's/^number,,upn,\([^,]*\).*/\1/p'; }
is "each has a number" "B801200005001 Q801200005002" "$(all_numbers $ada) $(all_numbers $ida)"
code_in 'B801200005001' child number add "$ida" --kind upn
is "nobody takes the number of another" 5 "$code"
# the two were given to the wrong twin: close both, then give them
for twin in "$ada B801200005001" "$ida Q801200005002"; do
	code_in "${twin#* }" child number end "${twin% *}" --kind upn --on 2026-11-25
	is "the wrong number ends" 0 "$code"
done
for twin in "$ada Q801200005002" "$ida B801200005001"; do
	code_in "${twin#* }" child number add "${twin% *}" --kind upn --from 2026-11-26 --verified
	is "the right one begins" 0 "$code"
done
is "they are swapped" "Q801200005002 B801200005001" "$(all_numbers $ada) $(all_numbers $ida)"
worked "the swap replays" verify
refused "twins are no duplicates" 4 'verified upn.*twins' merge "$ida" "$ada" --reason 'one address, one day'
CNIS_LOGIN=ann
refused "nor for an officer who is certain" 9 manager merge "$ida" "$ada" --reason 'sure' --certain
CNIS_LOGIN=boss

# ---- two open entries, and a fact in the record that goes ---------------------------------------
form "Alex Yew" 2015-07-01 21 '' >yew.json
form "Alec Yew" 2015-07-01 23 ', "flags": [{"kind": "ehc_plan", "from": "2026-01-10", "authority": "302"}]' >yew2.json
yew=$(registered yew.json)
yew2=$(registered yew2.json) # the same again, with a plan
worked "merged" merge "$yew2" "$yew" --reason 'registered twice' --certain
entry=$(sed -n 's/.*next: cnis entry end \(E[0-9]*-[0-9]\) .*/\1/p' err)
# shellcheck disable=SC2046 # the words of a command
code_in 'registered twice' $(sed -n 's/.*next: cnis //p' err)
is "what it offers works" 0 "$code"
is "one entry goes on" 1 "$("$CNIS" entry list "$yew" --format csv | grep -c 'true,,')"
worked "the work of the plan" duty list --child "$yew" --format csv
is "goes on, once" 1 "$(printf '%s\n' "$out" | grep -c ',ehc_review,')"
refused "the second entry ended" 4 'has ended' entry end "$entry" --reason entered_in_error --source this_authority

# ---- the gate ------------------------------------------------------------------------------------
cat >pupil.json <<'EOF'
{"schema": 1, "notified_by": "school", "confirmed_not_duplicate": true,
 "children": [{"name": "Lee Fir", "born": "2013-03-02",
  "school": {"name": "Fernhill School", "on_roll": false, "left_on": "2026-11-20"},
  "flags": [{"kind": "s47_enquiry", "from": "2026-11-02", "authority": "302"}]}],
 "addresses": [{"line1": "7 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
EOF
worked "a child whom social care asks about" register --from pupil.json
school=$(grep -o 'C[0-9]*-[0-9]' out | head -1)
like "before it, no consent is needed" '"required":false' "$("$CNIS" consent check "$kept" --format json)"
worked "merged" merge "$school" "$kept" --reason 'found by the school' --certain
code consent check "$kept" --format json
like "now consent is needed" '"required":true' "$out"
unlike "and nobody without the role is told why" 's47|"conditions":"B"' "$out"
worked "verify at the end" verify --quiet
done_testing
