#!/bin/sh
# What is not kept any longer is erased, from the journal too: by a person, by the night, and again
# after an older backup came back.  What was there, and what became of it, is still known.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

CNIS_NOW=2026-11-20T09:30:00Z CNIS_REGISTER=$T/r.cnis
export CNIS_NOW CNIS_REGISTER
worked "a register" init --authority 302 --demonstration
me=$(id -un)
as "$me"
worked "who makes the night" officer role "$me" --add exporter
code_in "Invented ann
" officer add ann --roles officer

# nowhere LABEL: none of the words is in any byte of the register, its log or its standby copy.
nowhere() {
	is "$1" "" "$(cat r.cnis r.cnis-wal r.cnis-shm r.cnis.standby 2>/dev/null | grep -aoE 'Quillon|Erasable|zanzibar' | sort -u | tr '\n' ' ')"
}
at() {
	CNIS_NOW=$1T09:30:00Z
	export CNIS_NOW
}
verified() {
	worked "$1: verify" verify
	worked "$1: doctor reads" doctor --format json
	like "$1: doctor finds nothing overdue" '"check":"disposal","state":"ok"' "$out"
}

# ---- what arrived and was not ours ----------------------------------------------------------------
cat >post.jsonl <<'END2'
{"kind":"mailbox","received":"2026-11-19","source":"school","teller_name":"Quillon Head","text":"zanzibar, they have left.","postcode":"n2 0ab","telephone":"020 7946 0018","children":[{"full_name":"Robin Erasable","age":9},{"full_name":"Kit Erasable","born":"2014-05-05"}]}
{"kind":"neighbour","teller":"anonymous","source":"public","teller_name":"Quillon Hush","teller_contact":"zanzibar 7","address":"5 Erasable Row","document":"EDRM zanzibar"}
{"kind":"mailbox","source":"public","teller_name":"A. Keeper","text":"This one is ours to keep."}
END2
worked "three of them" intake add --from post.jsonl --format json
k1=$(printf '%s\n' "$out" | sed -n '1s/.*"intake":"\([^"]*\)".*/\1/p')
k2=$(printf '%s\n' "$out" | sed -n '2s/.*"intake":"\([^"]*\)".*/\1/p')
printf 'The Erasable family is in Barnet.\n' >why
printf 'Attached by Quillon: zanzibar.\n' >attached.txt
code_in 'What Quillon attached
Quillon Erasable
' document add "$k1" --class other --source school --file attached.txt
o0=$(printf '%s\n' "$out" | grep -o 'O1-[0-9]' | head -1)
worked "one is not ours" intake triage "$k1" --outcome forwarded --authority 301 --keep-until 2026-12-01 --reason-file why
sent=$(head_seq)
worked "nor is the other" intake triage "$k2" --outcome forwarded --authority 303 --keep-until 2026-12-31
worked "nothing is due" dispose list --exit-code
worked "nothing is disposed of" dispose run --format json
like "says so" '"forwarded":0,"documents":0,"held":0,"rows_cut":0,"rows_blanked":0,"entries":0,"settled":true' "$out"
verified "before"
worked "a backup from before" backup before.cnis

# ---- documents ------------------------------------------------------------------------------------
cat >family.json <<'END2'
{"schema": 1,
 "children": [{"name": "Una Sample", "born": "2015-03-02"}, {"name": "Ivo Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END2
worked "a family" register --from family.json
c=$(ref C1)
ivo=$(ref C2)
printf 'zanzibar, said Quillon.\n' >letter.txt
words='A letter of Quillon Erasable
Quillon Erasable
'
code_in "$words" document add "$c" --class child_own --source child --file letter.txt --keep-until 2026-12-01
o1=$(printf '%s\n' "$out" | grep -o 'O2-[0-9]' | head -1)
code_in "${words}Shelf zanzibar
" document add "$ivo" --class other --source child --keep-until 2026-12-01 --about "$c"
o2=$(printf '%s\n' "$out" | grep -o 'O3-[0-9]' | head -1)
printf 'kept\n' >kept.txt
code_in 'To be kept
Nobody
' document add "$c" --class other --source child --file kept.txt
worked "disposal of what is about one child is held" hold add "$ivo" --kind disposal --because legal
worked "the day it is kept last" -n dispose run
at 2026-12-01
worked "nothing is due on that day" dispose list --exit-code

# ---- due, and held --------------------------------------------------------------------------------
at 2026-12-02
code dispose list --exit-code --format json
is "they are due" 10 "$code"
like "what was sent on" "\"record\":\"$k1\",\"keep_until\":\"2026-12-01\",\"rule\":\"LOCAL.dispose.forwarded\",\"held\":false" "$out"
like "with what came with it" "\"record\":\"$o0\",\"keep_until\":\"2026-12-01\",\"rule\":\"LOCAL.dispose.forwarded\",\"held\":false" "$out"
like "a document" "\"record\":\"$o1\",\"keep_until\":\"2026-12-01\",\"rule\":\"LOCAL.dispose.document\",\"held\":false" "$out"
like "one is held, and why" "\"record\":\"$o2\",.*\"held\":true,\"held_for\":\"$ivo\",\"because\":\"legal\"" "$out"
unlike "nothing of what they say" 'Quillon|Erasable|zanzibar' "$out"
worked "the rules" rule show LOCAL.dispose.document
like "say why" 'Art. 5\(1\)\(e\)' "$out"
worked "doctor" doctor --format json
like "says how many are overdue" 'sent on 1, documents 2' "$out"
as ann
refused "an officer may not" 9 'manager' dispose run --dry-run
as "$me"
before=$(head_seq)
code_in '2
' dispose run
is "not the number" 2 "$code"
is "nothing was written" "$before" "$(head_seq)"
refused "nobody says how many" 2 'confirm' dispose run
worked "tried out" dispose run --dry-run --format json
like "what would go" '"forwarded":1,"documents":2,"held":1,.*"settled":false' "$out"
is "nothing was written" "$before" "$(head_seq)"
like "it is all there" zanzibar "$(cat r.cnis r.cnis-wal | grep -ao zanzibar | head -1)"

# ---- disposed of ----------------------------------------------------------------------------------
code_in '3
' dispose run --format json
is "disposed of" 0 "$code"
like "what went" '"forwarded":1,"documents":2,"held":1,"rows_cut":4,"rows_blanked":6,"entries":[0-9]+,"settled":true' "$out"
is "an entry for each kind" "$((before + 3))" "$(head_seq)"
verified "after"
worked "what was sent on" intake show "$k1" --format json
like "is known to have come and gone" '"received":"2026-11-19".*"outcome":"forwarded".*"disposed":"2026-12-02"' "$out"
like "to whom" '"authority":"301"' "$out"
worked "also asked as it was known then" --known-at 2026-11-21 intake show "$k1" --format json
like "says that it is not kept" '"disposed":"2026-12-02"' "$out"
unlike "and nothing more" 'Quillon|Erasable|zanzibar' "$out"
worked "how many were sent on" intake list --all --outcome forwarded --format json
is "both" 2 "$(printf '%s\n' "$out" | grep -c forwarded)"
worked "nothing is kept too long" intake list --past-keeping --format json
is "nothing" "" "$out"
worked "the document" document show "$o1" --format json
like "was one" "\"class\":\"child_own\".*\"title\":\"\",\"author\":null.*\"place\":null.*\"sha256\":null.*\"about\":\"$c\".*\"disposed\":\"2026-12-02\"" "$out"
refused "its file is gone" 4 'disposed of' document show "$o1" --out again.txt
worked "the held one is there" document show "$o2" --format json
like "whole" 'Shelf zanzibar' "$out"
worked "the child's history" log "$c" --format json
like "says so" '"kind":"disposal.document"' "$out"
code undo "$sent" --reason x
is "what lost something is not undone" 4 "$code"
like "says why" 'final' "$err"
refused "nor is the disposal" 4 'final' undo "$(head_seq)" --reason x
worked "again there is nothing" dispose run --format json
like "nothing" '"forwarded":0,"documents":0,"held":1,.*"entries":0,"settled":true' "$out"
worked "who may export all of it" officer role "$me" --add safeguarding
worked "a full export" export full --purpose "moving house" --out full.jsonl
unlike "has nothing of it" 'Robin Erasable|Quillon Head' "$(cat full.jsonl)"
like "but that it was there" '"disposed_day":' "$(cat full.jsonl)"
worked "another register" -r other.cnis init --authority 302 --demonstration
worked "takes it" -r other.cnis import full full.jsonl --apply
worked "as it is" -r other.cnis document show "$o1" --format json
like "disposed of" '"disposed":"2026-12-02"' "$out"
worked "and is proved" -r other.cnis verify

# ---- the hold ends; the night ----------------------------------------------------------------------
at 2026-12-03
code_in 'settled
' hold end "$ivo" --kind disposal
is "the hold ends" 0 "$code"
at 2026-12-04
mkdir nights
worked "a night" nightly --out nights --format json
like "of what was sent on only" '"disposed_forwarded":0,"disposed_documents":0,"disposal_held":0' "$out"
worked "documents too" config set dispose.nightly all
at 2027-01-04
worked "another night" nightly --out nights --format json
like "disposes of both" '"disposed_forwarded":1,"disposed_documents":1,"disposal_held":0' "$out"
like "the manifest says so" '"disposed_forwarded": 1, "disposed_documents": 1, "disposal_held": 0' "$(cat nights/2027-01-04/manifest.json)"
nowhere "no byte is left of any of it"
is "nor in the backup of that night" "" "$(grep -aoE 'Quillon|Erasable|zanzibar' r.cnis.backup-2027-01-04 | head -1)"
verified "after the night"
worked "what is kept is kept" intake list --all --format json
is "all three are known" 3 "$(printf '%s\n' "$out" | grep -c '"intake"')"

# ---- an older backup comes back --------------------------------------------------------------------
worked "restore" restore before.cnis
like "says what came back with it" '3 records .* past the last day they are kept' "$err"
worked "it is due again" dispose list --format json
is "all of it" 3 "$(printf '%s\n' "$out" | grep -c forwarded)"
at 2027-01-05
worked "the first night" nightly --out nights --format json
like "disposes of it again" '"disposed_forwarded":2,"disposed_documents":1' "$out"
nowhere "no byte is left"
verified "at last"

# ---- the setting ------------------------------------------------------------------------------------
refused "no such choice" 2 'none' config set dispose.nightly sometimes
worked "by hand only" config set dispose.nightly none
printf '{"kind":"mailbox","text":"Another."}' >one.json
worked "one more" intake add --from one.json
k=$(printf '%s\n' "$out" | grep -o 'K4-[0-9]' | head -1)
worked "sent on" intake triage "$k" --outcome forwarded --authority 301 --keep-until 2027-01-05
at 2027-01-07
worked "a night" nightly --out nights --format json
like "leaves it" '"disposed_forwarded":0' "$out"
worked "it is due" dispose list --what forwarded --format json
like "still" "$k" "$out"
worked "no document is" dispose list --what documents --exit-code
done_testing
