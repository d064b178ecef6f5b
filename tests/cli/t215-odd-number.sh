#!/bin/sh
# What has arrived is kept as it was given, also where it is no number, no e-mail address and no postcode.
# Around what is withheld that tells nobody anything: two registers made by the same commands, in which
# only the withheld family's number, place and school differ, answer the same.  Whoever has its open duty
# may ask to be shown it whole.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"
# shellcheck source=tests/cli/withheld.sh
. "${LIB%/*}/withheld.sh"

demo
me=$(id -un)
as "$me"
"$CNIS" backup empty.backup >said 2>&1
CNIS_REGISTER=r.cnis

# make NAME MOBILE EMAIL LINE POSTCODE SCHOOL: a family, all of it withheld, and what arrives about it
make() {
	mkdir "$1"
	cd "$1" || exit 99
	"$CNIS" restore ../empty.backup >said 2>&1
	cat >family.json <<END
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02", "school": {"name": "$6", "on_roll": false, "left_on": "2026-11-20"}}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes", "has_care": "yes",
              "contact_points": [{"kind": "mobile", "value": "$2"}, {"kind": "email", "value": "$3"}]}],
 "addresses": [{"line1": "$4", "postcode": "$5"}]}
END
	"$CNIS" register --from family.json >said 2>&1 || cat said
	c=$(ref C1)
	mother=$(refs "$c" P) home=$(refs "$c" A)
	points=$("$CNIS" contact-point list "$mother" --format json | grep -o 'N[0-9]*-[0-9]')
	cat >post.jsonl <<END
{"kind": "telephone", "channel": "telephone", "teller": "unknown", "telephone": "$2 or ask next door", "text": "A call."}
{"kind": "telephone", "channel": "telephone", "teller": "unknown", "email": "$3 or her sister's", "text": "A call."}
{"kind": "telephone", "channel": "telephone", "teller": "unknown", "telephone": "at $4", "text": "A call."}
{"kind": "mailbox", "channel": "email", "teller": "unknown", "postcode": "$5 it may be", "text": "A letter."}
{"kind": "mailbox", "channel": "email", "teller": "unknown", "authority": "who has $5", "text": "Call $2.", "address": "Near $4"}
{"kind": "mailbox", "channel": "email", "teller": "unknown", "text": "A letter.", "children": [{"full_name": "Robin Sample", "upn": "$2", "school": "$6"}]}
{"kind": "telephone", "channel": "telephone", "teller": "unknown", "telephone": "the red box on the green", "text": "A call."}
END
	"$CNIS" intake add --from post.jsonl --format json >said 2>&1 || cat said
	arrived=$(grep -o 'K[0-9]*-[0-9]' said | sort -u)
	for fact in $home $points school; do
		echo 'He must not know.' | "$CNIS" withhold add "$c" "$fact" --all-outward --confirmed-by 'refuge service' >said 2>&1 || cat said
	done
	echo 'Otto Officer' | "$CNIS" officer add otto --roles officer >said 2>&1
	echo 'Ina Officer' | "$CNIS" officer add ina --roles officer >said 2>&1
	cd ..
}
make one '07700 900999' alex@hidden.example '17 Hidden Lane' 'N3 9ZZ' 'Secret School'
make two '07700 900111' zz@far.example '5 Elsewhere Street' 'SW1A 1AA' 'Quite Another College'
is "seven arrived" 7 "$(printf '%s\n' "$arrived" | grep -c .)"

both() {
	for r in one two; do
		(
			cd $r || exit 99
			"$CNIS" "$@" 2>&1
			echo "exit $?"
		) </dev/null >"answer.$r"
	done
}
as otto
for format in plain json csv; do
	both intake list --all --format $format
	is "the list, $format" "$(cat answer.one)" "$(cat answer.two)"
	both today --format $format
	is "today, $format" "$(cat answer.one)" "$(cat answer.two)"
	for k in $arrived; do
		both intake show "$k" --format $format
		is "$k, $format" "$(cat answer.one)" "$(cat answer.two)"
		like "$k, $format: it is there" 'exit 0' "$(cat answer.two)"
	done
done
like "what says nothing of them stands as it was given" 'the red box on the green' "$(cat answer.two)"
cd one || exit 99
refused "who has no duty of it" 9 'withheld' intake show "$(printf '%s\n' "$arrived" | sed -n 1p)" --withheld
cd ..

# ---- whoever is to say what it is ----------------------------------------------------------------------
as "$me"
cd one || exit 99
for d in $("$CNIS" intake list --all --format json | grep -o '"D[0-9]*-[0-9]"' | tr -d '"'); do
	"$CNIS" duty assign "$d" --to ina >said 2>&1 || cat said
done
as ina
number=0
for want in '07700 900999 or ask next door' "alex@hidden.example or her sister's" 'at 17 Hidden Lane' 'N3 9ZZ it may be' \
	'who has N3 9ZZ.*Near 17 Hidden Lane.*Call 07700 900999' '"07700 900999".*Secret School'; do
	number=$((number + 1))
	k=$(printf '%s\n' "$arrived" | sed -n ${number}p)
	code intake show "$k" --format json
	unlike "K$number: unasked, not to them either" '900999|Hidden|hidden|N3 9ZZ|Secret' "$out"
	code intake show "$k" --withheld --format json
	like "K$number: who has its duty and asks" "$want" "$(printf '%s\n' "$out" | tr '\n' ' ')"
done
as otto
code contact-point list "$(refs "$(ref C1)" P)" --withheld
unlike "the family's own page is no different" '900999' "$out"
done_testing
