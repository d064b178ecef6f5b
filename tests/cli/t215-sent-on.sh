#!/bin/sh
# What was not ours and was sent on: its receipt is waited for, chased, recorded or not to be expected,
# and nothing is waited for any longer than it is kept.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

CNIS_NOW=2026-11-16T12:00:00Z CNIS_REGISTER=$T/r.cnis
export CNIS_NOW CNIS_REGISTER
worked "a register" init --authority 302 --demonstration
me=$(id -un)
as "$me"
for who in ann ben; do
	code_in "Invented $who
" officer add $who --roles officer
done
at() {
	CNIS_NOW=$1T09:30:00Z
	export CNIS_NOW
}
# arrives WHO: one more, which WHO has; its reference in $k.
arrives() {
	printf '{"kind":"school_form","owner":"%s","text":"Lives in Barnet, they say."}' "$1" >one.json
	worked "something arrives" intake add --from one.json
	k=$(printf '%s\n' "$out" | grep -o 'K[0-9]*-[0-9]' | head -1)
}
waits() { "$CNIS" duty list --kind intake_receipt --no-names --format json | grep "\"intake\":\"$1\""; }

at 2026-11-20 # a Friday
arrives ann
as ann
refused "nothing was sent on" 4 'was not sent on' intake receipt "$k"
refused "nor is anything waited for" 4 'was not sent on' intake chase "$k"
refused "there is no such one" 3 'no such intake' intake receipt K77-1
refused "only what is sent on is confirmed" 2 'only what was sent on' intake triage "$k" --outcome no_action --receipt 2026-11-20 --reason-file one.json
worked "sent on" intake triage "$k" --outcome forwarded --authority 301
like "what comes next" "next: cnis intake receipt $k" "$err"
first=$k
like "whoever said so waits" '"rule":"LOCAL.intake.receipt".*"owner":"ann"|"owner":"ann".*"rule":"LOCAL.intake.receipt"' "$(waits "$first")"
like "for five working days" '"due":"2026-11-27"' "$(waits "$first")"
duty=$(waits "$first" | grep -o '"duty":"D[0-9]*-[0-9]"' | grep -o 'D[0-9]*-[0-9]')
worked "why" why "$duty"
like "by its rule" 'LOCAL.intake.receipt' "$out"
like "and its setting" 'intake.receipt_days' "$out"
code_in "they said so
" duty meet "$duty"
is "it is met by the receipt" 4 "$code"
like "and says by which command" 'intake receipt' "$err"
refused "a receipt before it was sent" 2 'sent on' intake receipt "$first" --on 2026-11-19
refused "a receipt of tomorrow" 2 'future' intake receipt "$first" --on 2026-11-21
worked "what is not confirmed" intake list --unconfirmed --format json
like "is listed, with who waits" "\"intake\":\"$first\".*\"due\":\"2026-11-27\",\"owner\":\"ann\"" "$out"
sound "sent on"

# ---- silence ---------------------------------------------------------------------------------------
at 2026-11-30
worked "silence is late" overdue --format json
like "and named" "\"kind\":\"intake_receipt\".*\"intake\":\"$first\"" "$out"
worked "the first screen" today --format json
like "names the command" "\"next\":\"cnis intake receipt $first\"" "$out"
as ben
refused "a chase before it was sent" 2 'last chased' intake chase "$first" --on 2026-11-19
worked "chased" intake chase "$first"
chased=$(head_seq)
like "it is waited for anew, by the same" '"owner":"ann"' "$(waits "$first")"
like "from that day" '"due":"2026-12-07"' "$(waits "$first")"
worked "nobody is late" overdue --format json
unlike "until they are again" intake_receipt "$out"
worked "taken back" undo "$chased"
like "it waits as before" '"due":"2026-11-27"' "$(waits "$first")"
as ann
worked "given back to the queue" duty release "$(printf '%s\n' "$(waits "$first")" | grep -o 'D[0-9]*-[0-9]' | head -1)"
as ben
worked "chased again" intake chase "$first" --on 2026-11-28
like "nobody has taken it by that" '"unallocated":true' "$(waits "$first")"
like "and somebody is still to find who does" '"kind":"allocate"' "$("$CNIS" duty list --no-names --format json)"
sound "in the queue"
worked "they have it" intake receipt "$first" --on 2026-11-30
received=$(head_seq)
is "nothing is waited for" "" "$(waits "$first")"
refused "once" 4 'recorded already' intake receipt "$first"
refused "nor chased" 4 'nothing is waited for' intake chase "$first"
worked "shown" intake show "$first" --format json
like "with its days" '"chased":"2026-11-28","receipt":"2026-11-30","not_expected":false' "$out"
worked "taken back" undo "$received"
like "it waits again" '"due":"2026-12-04"' "$(waits "$first")"
worked "they have it after all" intake receipt "$first"
worked "no more of them" intake list --unconfirmed --format json
is "is listed" "" "$out"

# ---- at once, or not to be expected -----------------------------------------------------------------
as "$me"
arrives ben
as ben
refused "confirmed before it was sent" 2 'before it was sent' intake triage "$k" --outcome forwarded --authority 301 --receipt 2026-11-29
worked "confirmed at once" intake triage "$k" --outcome forwarded --authority 301 --receipt 2026-11-30
is "nothing is waited for" "" "$(waits "$k")"
as "$me"
arrives ben
as ben
refused "not both" 2 'confirmed already' intake triage "$k" --outcome forwarded --authority 301 --receipt 2026-11-30 --not-expected --reason-file one.json
code_in "
" intake triage "$k" --outcome forwarded --not-expected
is "why none is to be expected is said" 2 "$code"
code_in "Passed on to the police.
" intake triage "$k" --outcome forwarded --not-expected
is "a neighbour's letter" 0 "$code"
like "nothing comes next" 'next: cnis intake list --mine' "$err"
is "nothing is waited for" "" "$(waits "$k")"
worked "shown" intake show "$k" --format json
like "with why" '"reason":"Passed on to the police.".*"not_expected":true' "$out"

# ---- nobody will ever confirm it; it is disposed of -----------------------------------------------------
as "$me"
arrives ann
worked "sent on" intake triage "$k" --outcome forwarded --authority wales --keep-until 2026-12-10
duty=$(waits "$k" | grep -o '"duty":"D[0-9]*-[0-9]"' | grep -o 'D[0-9]*-[0-9]')
code_in "zanzibar said they would ring
" duty extend "$duty" --to 2026-12-09
is "put off once" 0 "$code"
like "a reason is kept" zanzibar "$(cat r.cnis r.cnis-wal | grep -ao zanzibar | head -1)"
at 2026-12-11
like "waited for as long as it is kept" '"due":"2026-12-09"' "$(waits "$k")"
code_in "1
" dispose run --format json
is "disposed of" 0 "$code"
like "it went" '"forwarded":1,' "$out"
is "and is waited for no more" "" "$(waits "$k")"
refused "nor chased" 4 'nothing is waited for' intake chase "$k"
is "no word of it is left" "" "$(cat r.cnis r.cnis-wal | grep -ao zanzibar | head -1)"
worked "that they have it may still be recorded" intake receipt "$k" --on 2026-12-01
arrives ann
worked "sent on" intake triage "$k" --outcome forwarded --authority 301
duty=$(waits "$k" | grep -o '"duty":"D[0-9]*-[0-9]"' | grep -o 'D[0-9]*-[0-9]')
code_in "Their office is closed.
" duty waive "$duty"
is "a manager gives it up" 0 "$code"
is "nothing is waited for" "" "$(waits "$k")"
sound "at the end"
# ---- the wrong place: final, for it has left the building --------------------------------------------
arrives ann
as ann
worked "sent on" intake triage "$k" --outcome forwarded --authority 301
refused "not taken back" 4 'final|cannot be taken back|not undone|does not go back|left' undo "$(head_seq)"
printf 'A wrong line of the list.\n' >how
code_in "" intake misdirected "$k"
is "how it came about is said" 2 "$code"
worked "it was the wrong place" intake misdirected "$k" --reason-file how
found=$(head_seq)
like "what is to be done" 'ask for it back' "$err"
is "nothing is waited for from there" "" "$(waits "$k")"
like "a manager looks into it" "\"kind\":\"data_incident\".*\"intake\":\"$k\"" "$("$CNIS" duty list --all --no-names --format json)"
worked "it is open again" intake show "$k" --format json
like "for ann" '"owner":"ann"' "$out"
refused "once" 4 'not sent on' intake misdirected "$k" --reason-file how
sound "open again"
worked "taken back" undo "$found"
like "it waits as before" intake_receipt "$(waits "$k")"
worked "found out again" intake misdirected "$k" --reason-file how
worked "and sent on to the right one" intake triage "$k" --outcome forwarded --authority 303
like "which is waited for" intake_receipt "$(waits "$k")"
worked "and confirmed" intake receipt "$k"
sound "at the right place"
done_testing
