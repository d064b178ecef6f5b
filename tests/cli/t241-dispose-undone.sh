#!/bin/sh
# What was recorded by mistake and taken back as a whole is kept in the journal for some days, and then
# is in no byte of it: what arrived, and documents.  Nothing brings it back.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

at() {
	CNIS_NOW=$1T09:30:00Z
	export CNIS_NOW
}
at 2026-11-20
CNIS_REGISTER=$T/r.cnis
export CNIS_REGISTER
worked "a register" init --authority 302 --demonstration
me=$(id -un)
as "$me"
worked "who makes the night" officer role "$me" --add exporter
code_in 'Invented ann' officer add ann --roles officer
# anywhere: which of the words are in any byte of the register, its log or its standby copy; a file is
# kept as base64: lake of zanzibar, sea of tanganyika
anywhere() { cat r.cnis r.cnis-wal r.cnis.standby 2>/dev/null | sed 's/emFuemliYXI/ lake /g; s/dGFuZ2FueWlrYQ/ sea /g' | grep -aoE 'Quillon|Erasable|zanzibar|lake|sea' | sort -u | tr '\n' ' '; }
due() { "$CNIS" dispose list --what undone --format json; }

printf '{"schema": 1, "children": [{"name": "Una Sample", "born": "2015-03-02"}, {"name": "Ivo Sample", "born": "2013-06-09"}], "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"}], "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}' >family.json
worked "a family" register --from family.json
c=$(ref C1) ivo=$(ref C2)

# ---- taken back -----------------------------------------------------------------------------------------
cat >post.jsonl <<'END'
{"kind":"mailbox","source":"school","teller_name":"Quillon Head","text":"zanzibar, they have left.","telephone":"020 7946 0018","children":[{"full_name":"Robin Erasable","age":9}]}
END
worked "something arrives" intake add --from post.jsonl --format json
k=$(printf '%s\n' "$out" | grep -o 'K1-[0-9]' | head -1)
added=$(head_seq)
code_in 'zanzibar or not?' intake triage "$k" --outcome more_needed --next 2026-11-24 --reason-file -
is "somebody looks at it" 0 "$code"
worked "takes that back" undo "$(head_seq)"
worked "and all of it" undo "$added"
undone=$(head_seq)
printf '{"kind":"mailbox","text":"This one stays."}' >stays.json
worked "another stays" intake add --from stays.json
printf 'zanzibar, said Quillon.\n' >letter.txt
document() { # document CHILD OPTIONS...: of the wrong family; its reference in $o, its entry in $seq
	code_in "$words" document add "$@" --class other --source child --file letter.txt
	is "a document of $1" 0 "$code"
	o=$(printf '%s\n' "$out" | grep -o 'O[0-9]*-[0-9]' | head -1)
	seq=$(head_seq)
}
words='A letter of Erasable
Quillon
'
document "$c"
o1=$o
worked "taken back" undo "$seq"
document "$c" --keep-until 2026-11-25
o2=$o
worked "the next too, which was kept for a while" undo "$seq"
document "$ivo" --about "$c"
o3=$o
worked "and one of two children" undo "$seq"
printf 'tanganyika\n' >letter.txt
words='A letter
Somebody
'
document "$c"
o4=$o
like "it is all in the journal" 'Erasable Quillon lake sea zanzibar' "$(anywhere)"
worked "disposal of what is about one child is held" hold add "$ivo" --kind disposal --because legal

# ---- due ------------------------------------------------------------------------------------------------
is "nothing is due yet" "" "$(due)"
at 2026-11-26
like "but what was kept for a while" "\"record\":\"$o2\",\"keep_until\":\"2026-11-25\",\"rule\":\"LOCAL.dispose.undone\",\"held\":false" "$(due)"
is "only that" 1 "$(due | grep -c .)"
at 2026-12-20
is "nor on the last day" 1 "$(due | grep -c .)"
worked "a shorter time" config set dispose.undone_days 29
is "is a setting" 4 "$(due | grep -c .)"
worked "no" config set dispose.undone_days 30
at 2026-12-21
due >list
like "what arrived is due" "\"record\":\"$k\",\"keep_until\":\"2026-12-20\",\"rule\":\"LOCAL.dispose.undone\",\"held\":false" "$(cat list)"
like "and the document" "\"record\":\"$o1\",\"keep_until\":\"2026-12-20\"" "$(cat list)"
like "one is held" "\"record\":\"$o3\",.*\"held\":true,\"held_for\":\"$ivo\",\"because\":\"legal\"" "$(cat list)"
unlike "what stands is not" "$o4" "$(cat list)"
unlike "nothing of what they say" 'Quillon|Erasable|zanzibar' "$(cat list)"
worked "the rule" rule show LOCAL.dispose.undone
worked "doctor" doctor --format json
like "says how many are overdue" 'taken back 3' "$out"
as ann
refused "an officer may not" 9 'manager' dispose run --dry-run --what undone
as "$me"
worked "of what was sent on nothing is due" dispose run --what forwarded --format json
like "nor goes" '"entries":0' "$out"
code_in 'As an order says.' restrict add "$c" --kind protection --custodian "$me"
before=$(head_seq)

# ---- disposed of ----------------------------------------------------------------------------------------
code_in '3
' dispose run --what undone --format json
is "disposed of" 0 "$code"
like "what went" '"forwarded":0,"documents":0,"held":1,.*"settled":true,"undone":3' "$out"
is "an entry for each kind" "$((before + 2))" "$(head_seq)"
like "what is held and what stands is there still" '^Erasable Quillon lake sea $' "$(anywhere)"
sound "after"
worked "again there is nothing" dispose run --what undone --format json
like "nothing" '"held":1,.*"entries":0,"settled":true,"undone":0' "$out"
code_in 'settled' hold end "$ivo" --kind disposal
at 2026-12-23
worked "a night" nightly --out . --format json
like "leaves it, unless it is told to" '"disposed_undone":0' "$out"
worked "told to" config set dispose.nightly all
at 2026-12-24
worked "the next" nightly --out . --format json
like "disposes of it" '"disposed_documents":0,"disposal_held":0,"disposed_undone":1' "$out"
is "no byte is left of any of it" "sea " "$(anywhere)"
sound "after the night"
is "nothing is due" "" "$(due)"
worked "the document that stands" document show "$o4" --out still.txt
is "is whole" tanganyika "$(cat still.txt)"

# ---- for good -------------------------------------------------------------------------------------------
refused "the undo is not undone" 4 'itself an undo' undo "$undone" --reason x
refused "nor is what it took back once more" 4 'already taken back' undo "$added" --reason x
refused "nor is the disposal" 4 'final' undo "$((before + 1))" --reason x
code --known-at 2026-11-20T09:30:00Z intake list --all --format json
unlike "no earlier instant shows it" 'Quillon|zanzibar' "$out"
done_testing
