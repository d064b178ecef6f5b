# Somebody records a child whose record is kept from them: what they are told, what the journal says and
# what can be taken back is as if there were no such record; its custodian is told.
# shellcheck source=lib.sh disable=SC2154
. "$LIB"
# shellcheck source=kept.sh
. "${LIB%/*}/kept.sh"
family() {
	printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[{"name":"%s Stone","born":"2014-05-01","reason":"unknown"}],"parents":[{"name":"Mother of %s","relationship":"mother","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"%s Fern Road","town":"London","postcode":"NW1 1A%s"}]}' "$1" "$1" "$2" "$3" >form.json
}
# plain TEXT: without the numbers that are another time's
plain() { printf '%s' "$1" | sed 's/[A-Z][0-9][0-9]*-[0-9]/REF/g; s/"seq":[0-9]*/"seq":N/g; s/"undone_by":[0-9]*/"undone_by":N/g; s/"undoes":[0-9]*/"undoes":N/g; s/entry [0-9]*/entry N/g; s/undo [0-9]*/undo N/g; s/"rev":[0-9]*/"rev":N/g; s/seq: [0-9]*/seq: N/g; s/[0-9] Fern/N Fern/g; s/Wilma/NAME/g; s/Otto/NAME/g'; }
last() { CNIS_LOGIN=$1 "$CNIS" log --limit 1 --format csv | tail -1 | cut -d, -f1; }
alerts() { CNIS_LOGIN=cus "$CNIS" due --days 30 --format csv | grep -c duplicate_alert; }

made_by_boss
officers ann:officer mia:manager,officer cus:custodian,officer,safeguarding
family Wilma 1 A
as boss register --from form.json --format json
hidden=$(refs C)
CNIS_LOGIN=mia code_in "A threat." restrict add "$hidden" --kind protection --custodian cus
is "a record is restricted" 0 "$code"

# told WHO NAME HOUSE: registers, looks at the journal and takes it back; $told is all that was said
told() {
	family "$2" "$3" A
	as "$1" register --from form.json --format json
	told=$(plain "$code $out $err")
	child=$(refs C)
	mine=$(last "$1")
	for words in "log --limit 1" "log $child" "duty list --child $child" "duplicate list" "child show $child"; do
		# shellcheck disable=SC2086
		as "$1" $words --format json
		told="$told
$words: $(plain "$code $out $err")"
	done
	told=$(plain "$told")
}
told ann Otto 9
control=$told
is "no alert" 0 "$(alerts)"
as ann undo "$mine"
control_undo=$(plain "$code $out $err")
as ann log --limit 2 --format json
control_log=$(plain "$out")
told ann Wilma 1
is "registered like any other" "$control" "$told"
is "the custodian is told" 1 "$(alerts)"
as cus due --days 30 --format csv
like "of the record that is kept" "$hidden,.*duplicate_alert" "$out"
as mia log --limit 1 --format json
like "a manager sees the registration" '"kind":"family.register","command":"register"' "$out"
unlike "and no other entry" "duplicate" "$out"
as cus log --limit 1 --format json
like "the custodian the other one too" '"kind":"duplicate.alert"' "$out"
as ann undo "$mine"
is "taken back like any other" "$control_undo" "$(plain "$code $out $err")"
is "exit code" 0 "$code"
as ann log --limit 2 --format json
is "and logged like any other" "$control_log" "$(plain "$out")"
is "the alert has ended" 0 "$(alerts)"
told ann Wilma 1
is "again" "$control" "$told"
is "is told again" 1 "$(alerts)"
as mia undo "$mine" --reason "A slip."
is "a manager takes it back too" 0 "$code"
is "and the alert ends" 0 "$(alerts)"

# ---- an import, and the whole of it taken back
printf 'key = no\nfull_name = name\nborn = born\nparent1_name = mum\nreceived := 2026-11-01\n' >s.map
# brought NAME: imported by boss and taken back by boss; $told is all that was said
brought() {
	printf 'no,name,born,mum\n1,%s Stone,2014-05-01,Mother of %s\n2,Other %s,2012-03-04,A Mother\n' "$1" "$1" "$1" >s.csv
	as mia import families s.csv --map s.map --apply
	told=$(plain "$code $out $err")
	as mia log --limit 1 --format json
	told="$told $(plain "$out")"
	as mia import list --format json
	batch=$(printf '%s' "$out" | grep -o '"batch":"[^"]*"' | head -1 | cut -d'"' -f4)
	met=$(alerts)
	as mia import undo "$batch"
	told="$told $(plain "$code $out $err")"
	as mia log --limit 1 --format json
	told=$(plain "$told $out" | sed "s/$batch/BATCH/g; s/[0-9a-f]\{8,\}/HEX/g")
}
brought Otto
control=$told
is "an import of others tells nobody" 0 "$met"
like "and is taken back" "BATCH" "$told"
brought Wilma
is "an import of the child tells the custodian" 1 "$met"
is "and looks the same, and is taken back the same" "$control" "$told"
is "the alert ends with it" 0 "$(alerts)"
family Wilma 1 A
as ann register --from form.json --dry-run
is "a rehearsal tells nobody" 0 "$(alerts)"

# ---- what became alike later, and what was restricted later: by the night
family Otto 4 B
as ann register --from form.json --format json
first=$(refs C)
family Rudolf 7 D
sed -i 's/2014-05-01/2011-02-03/' form.json
as ann register --from form.json --format json
second=$(refs C)
like "another one" "^0" "$code $err"
CNIS_LOGIN=mia code_in "A threat." restrict add "$first" --kind protection --custodian cus
is "one of two alike is restricted" 0 "$code"
CNIS_LOGIN=ann code_in "2014-05-01" child edit "$second" --field born
is "and the other turns out to have that birth date" 0 "$code"
CNIS_LOGIN=ann code_in "Otto Stone" child edit "$second" --field name
is "and that name" 0 "$code"
is "nobody is told yet" 0 "$(alerts)"
mkdir night
as boss nightly --out night
is "the night runs" 0 "$code"
is "and the custodian is told" 1 "$(alerts)"
as cus due --days 30 --format json
like "of the right record" "$first" "$out"
at 2026-11-21T09:00:00Z
mkdir night2
as boss nightly --out night2
is "once" 1 "$(alerts)"
like "who is alike" "$second" "$(CNIS_LOGIN=cus "$CNIS" duty show "$(CNIS_LOGIN=cus "$CNIS" due --days 30 --format csv | grep duplicate_alert | grep -o '^D[0-9]*-[0-9]')" --format json)"
sound "at the end"
done_testing
