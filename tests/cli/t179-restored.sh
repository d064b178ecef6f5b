#!/bin/sh
# A backup made before a sealing, put back: what was sealed and restricted since is so again before
# anybody can look, or the register says from when on it is not known.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

as boss
demo
for role in custodian safeguarding auditor; do code officer role boss --add $role; done
for who in ann:officer cus:officer,custodian,safeguarding; do
	code_in 'An Officer' officer add "${who%%:*}" --roles "${who#*:}"
done
n_=0
for name in Former Hidden Open; do
	n_=$((n_ + 1))
	printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[{"name":"%s Wren","born":"2014-05-0%s","reason":"unknown"}],"parents":[{"name":"Mother %s","relationship":"mother"}],"addresses":[{"line1":"%s Old Lane","postcode":"NW1 1AA"}]}' "$name" "$n_" "$name" "$n_" >form.json
	worked "$name" register --from form.json
done
old=$(ref C1) hidden=$(ref C2) open=$(ref C3)
code_in ZZ26P00001 order-of-court add "$old" --kind specific_issue --from 2026-11-20 --source court --format json
is "an order" 0 "$code"
order=$(printf '%s' "$out" | grep -o 'G[0-9]*-[0-9]' | head -1)
printf '{"schema":1,"notified_by":"school","children":[{"name":"Pupil Wren","born":"2013-03-03","reason":"unknown","school":{"name":"Invented School","on_roll":true},"flags":[{"kind":"ehc_plan","from":"2025-01-01","authority":"302"}]}],"addresses":[{"line1":"9 Old Lane","postcode":"NW1 1AA"}]}' >pupil.json
code register --from pupil.json --format json
pupil=$(ref C4)
printf '{"schema":1,"kind":"other_authority","text":"Former Wren was seen.","children":[{"full_name":"Former Wren","born":"2014-05-01"}]}' >intake.json
worked "what arrived names one" intake add --from intake.json --format json
k=$(printf '%s' "$out" | grep -o 'K[0-9]*-[0-9]' | head -1)
worked "a backup of before" backup before.cnis
CNIS_NOW=2026-11-23T09:00:00Z
worked "the order ends" order-of-court end "$order" --on 2026-11-22
code_in "$old" identity seal "$old"
is "not while that is open" 4 "$code"
code_in 'Not here.' intake triage "$k" --outcome no_action
is "it is dealt with" 0 "$code"
code_in "$old" identity seal "$old"
is "one is sealed" 0 "$code"
code_in 'A threat.' restrict add "$hidden" --kind protection --custodian cus
is "one is restricted" 0 "$code"
w=$("$CNIS" withdrawal list --format json | grep -o 'W[0-9]*-[0-9]' | head -1)
worked "and one was a pupil" withdrawal withdraw "$w"
code_in "$pupil" identity seal "$pupil"
is "who is sealed too" 0 "$code"
CNIS_NOW=2026-11-24T09:00:00Z
worked "a copy of after" backup after.cnis

gone() { # gone LABEL REFERENCE: to everybody as one that never was
	for login in boss ann cus; do
		as "$login"
		code child show "$2"
		is "$1: not to $login" 3 "$code"
		code intake show "$k"
		is "$1: nor to $login what named one" 3 "$code"
		unlike "$1: in no list of $login" "Former|Pupil|$2" "$("$CNIS" child list --all --format json)$("$CNIS" intake list --all --format json)$("$CNIS" intake list --all --known-at 2026-11-21T13:00:00Z --format json)$("$CNIS" duty list --all --format json)$("$CNIS" log --format json)"
	done
	as boss
}
check() { "$CNIS" doctor --format csv 2>"$T/err" | tr -d '\r' | grep '^restored,'; }

# ---- over the register that knows it
worked "put back" restore before.cnis
like "with what was decided since" 'done again, since it was made: 2 sealed, 1 restricted' "$err"
unlike "and nothing is missing" 'no register could be read' "$err"
gone "sealed again" "$old"
gone "its withdrawal, open then, is closed" "$pupil"
as ann
code child show "$hidden"
is "restricted again" 3 "$code"
worked "the others are as they were" child show "$open"
as cus
worked "the custodian is the one there was" child show "$hidden"
like "and has its work" "$hidden" "$("$CNIS" duty list --owner cus --format json)"
as boss
worked "the register is sound" verify --quiet
like "and nothing in it forgotten" '^duties,ok' "$("$CNIS" doctor --format csv 2>/dev/null)"
like "doctor agrees" '^restored,ok' "$(check)"
is "nothing is left beside it" "" "$(find . -name '.r.cnis.restore*')"
code child show "$old" --known-at 2026-11-21T12:00:00Z
is "nor is it known at an instant before" 3 "$code"
worked "put back once more" restore before.cnis
gone "and sealed again" "$old"

# ---- where no register is
CNIS_REGISTER=$T/lost.cnis
worked "put back elsewhere" restore before.cnis
like "it is said from when on" '(sealed, restricted, withheld or declared) after 2026-11-2[0-9T:]*Z' "$err"
like "and by doctor" '^restored,(bad|fail|unhealthy|[a-z]*),.*2026-11-21T12:00:00Z' "$(check)"
unlike "not as well" '^restored,ok' "$(check)"
since=$("$CNIS" config get restore.since --format json | sed -n 's/.*"value":"\([^"]*\)".*/\1/p')
code -r "$T/r.cnis" config set query.days 6
code restore before.cnis --newer "$T/r.cnis"
is "a register in use is no copy" 5 "$code"
code restore before.cnis --newer none.cnis
is "nor is nothing" 3 "$code"
code -r "$T/second.cnis" init --authority 302 --demonstration
code -r "$T/second.cnis" backup second.backup
code restore before.cnis --newer second.backup
is "nor one of another register" 5 "$code"
worked "a later copy knows" restore before.cnis --newer after.cnis
like "what to do again" '2 sealed, 1 restricted' "$err"
gone "sealed by the copy" "$old"
unlike "which one may still be behind" '^restored,ok' "$(check)"
since=$("$CNIS" config get restore.since --format json | sed -n 's/.*"value":"\([^"]*\)".*/\1/p')
is "by the first it was put back from" "2026-11-21T12:00:00Z" "$since"
worked "somebody looked" config set restore.answered "$since"
like "and doctor is content" '^restored,ok' "$(check)"

# ---- over one that cannot be read any more
CNIS_REGISTER=$T/r.cnis
rm -f "$T/r.cnis-wal" "$T/r.cnis-shm"
dd if=/dev/zero of="$T/r.cnis" bs=4096 seek=1 count=40 conv=notrunc 2>/dev/null
worked "put back over a damaged one" restore before.cnis
like "which is said" 'no register could be read' "$err"
unlike "and by doctor" '^restored,ok' "$(check)"
worked "with the copy" restore before.cnis --newer after.cnis
gone "sealed again by it" "$old"
done_testing
