#!/bin/sh
# Who may say what has arrived: who has it, who covers for them, a manager, the role safeguarding; of
# what waits in the queue anybody who works; and who registers the family.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

CNIS_NOW=2026-11-16T12:00:00Z CNIS_REGISTER=$T/r.cnis
export CNIS_NOW CNIS_REGISTER
worked "a register" init --authority 302 --demonstration
me=$(id -un)
as "$me"
for who in ann:officer ben:officer cem:officer sue:safeguarding mo:manager eve:exporter; do
	code_in "Invented ${who%:*}
" officer add "${who%:*}" --roles "${who#*:}"
done
CNIS_NOW=2026-11-20T09:30:00Z
printf 'Nothing to be done.\n' >why
# arrives WHO: one more, which WHO has; its reference in $k.
arrives() {
	as "$me"
	printf '{"kind":"telephone","owner":"%s","text":"Una Sample of Row 5 has left."}' "$1" >one.json
	worked "something arrives" intake add --from one.json
	k=$(printf '%s\n' "$out" | grep -o 'K[0-9]*-[0-9]' | head -1)
}
duty_of() { "$CNIS" duty list --kind intake_triage --no-names --format json | sed -n "s/.*\"duty\":\"\\([^\"]*\\)\".*\"intake\":\"$1\".*/\\1/p"; }
closes() { worked "$1" intake triage "$k" --outcome no_action --reason-file why; }
not_theirs() { refused "$1" 9 "$2" intake triage "$k" --outcome no_action --reason-file why; }

arrives ann
before=$(head_seq)
as ben
not_theirs "another officer" 'ann has it.*a manager or the role safeguarding'
unlike "nothing of the family is told" 'Sample|Row 5' "$err"
like "it is said how to come by it" 'duty assign' "$err"
refused "nor asks for more" 9 'ann has it' intake triage "$k" --outcome more_needed --next 2026-11-25 --reason-file why
refused "nor sends it on" 9 'ann has it' intake triage "$k" --outcome forwarded --authority 301
as eve
refused "a role that does no work" 9 'officer manager safeguarding' intake triage "$k" --outcome no_action --reason-file why
is "nothing is written" "$before" "$(head_seq)"
as ann
closes "who has it"
as ben
refused "what is closed is closed" 4 'has its outcome' intake triage "$k" --outcome no_action --reason-file why
arrives ann
as mo
closes "a manager"
arrives ann
as sue
closes "the role safeguarding"

# ---- given to somebody else, and covered ----------------------------------------------------------
arrives ann
worked "it is given" duty assign "$(duty_of "$k")" --to ben
as ann
not_theirs "who had it" 'ben has it'
as ben
closes "who has it now"
arrives ann
worked "somebody covers" cover add ann --by ben --to 2026-11-24
as cem
not_theirs "another one" 'ann has it.*ben covers'
as ben
worked "who covers asks for more" intake triage "$k" --outcome more_needed --next 2026-11-25 --reason-file why
worked "it stays where it was" intake list --owner ann --format json
like "with its next step" "\"intake\":\"$k\".*\"due\":\"2026-11-25\",\"owner\":\"ann\"" "$out"
closes "and says what it is"
arrives ann
CNIS_NOW=2026-11-25T09:30:00Z
as ben
not_theirs "cover that is over" 'ann has it'
unlike "is not named" 'covers' "$err"

# ---- the queue ------------------------------------------------------------------------------------
as ann
worked "given back" duty release "$(duty_of "$k")"
as cem
worked "anybody who works takes it" intake triage "$k" --outcome more_needed --next 2026-11-27 --reason-file why
worked "and has it" intake list --owner cem --format json
like "from now on" "\"intake\":\"$k\".*\"owner\":\"cem\"" "$out"
as ann
not_theirs "not the one who gave it back" 'cem has it'
sound "the queue"

# ---- who registers the family settles it -------------------------------------------------------------
as ben
printf '{"schema": 1, "children": [{"name": "Una Sample", "born": "2017-03-02"}], "addresses": [{"line1": "5 Row", "postcode": "N2 0AB"}]}' >family.json
worked "registered" register --from family.json --intake "$k"
worked "closed" intake list --all --outcome new_child --format json
like "by it" "$k" "$out"
arrives ann
as cem
refused "without a child" 9 'ann has it' intake triage "$k" --outcome new_child --child "$(ref C1)"
sound "at the end"
done_testing
