# What an ordinary officer reads is the same, byte for byte, whether child protection is behind it
# or another reason.  Each register is made alike but for one fact; only references are masked.
# shellcheck source=lib.sh
. "$LIB"

ehc() { printf '{"kind": "ehc_plan", "from": "2024-09-01", "authority": "302"}'; }
special() { printf '"placement": "special", "placed_by": "%s"' "${1:-302}"; }
mainstream() { printf '"placement": "mainstream"'; }

# flag KIND: a safeguarding fact of the form.  concern: nothing rests on it; social care is not asked.
flag() {
	harm=
	[ "$1" != s47_action ] || harm=', "significant_harm": "yes"'
	printf '{"kind": "%s", "from": "2026-10-01", "authority": "%s"%s}' "$1" "${2:-302}" "$harm"
}

# family NAME SCHOOL FLAGS: registered, or kept as a notice where a school is given.
family() {
	school=
	[ -z "$2" ] || school="\"school\": {\"name\": \"Fernhill School\", \"on_roll\": true, $2},"
	cat >form.json <<-EOF
	{"schema": 1, "notified_by": "school", "confirmed_not_duplicate": true,
	 "children": [{"name": "$1", "born": "2015-03-02", "reason": "unknown", $school "flags": [$3]}],
	 "parents": [{"name": "Parent $1", "relationship": "mother", "responsibility": "yes",
	  "has_care": "yes"}],
	 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
	EOF
	code register --from form.json
}

refs() {
	letter=$1
	shift
	"$CNIS" "$@" --format json 2>/dev/null | grep -o "\"${letter}[0-9]*-[0-9X]*\"" | tr -d '"' | sort -u -t- -k1.2n
}

# register NAME FORCE: a register of its own, with an officer, a manager and the safeguarding role.
register() {
	as boss
	CNIS_NOW=2026-11-21T12:00:00Z
	CNIS_REGISTER=$T/$1.cnis
	export CNIS_NOW CNIS_REGISTER
	# shellcheck disable=SC2086
	"$CNIS" init --authority 302 --demonstration $2 >/dev/null 2>&1 || echo "# not made: $1"
	for who in "guard officer,safeguarding" "ann officer"; do
		# shellcheck disable=SC2086
		set -- $who
		echo "An Officer" | "$CNIS" officer add "$1" --roles "$2" >/dev/null 2>&1
	done
}

# given: what is open and may be seen by all is the ordinary officer's own.
given() {
	as ann
	open=$(refs D duty list)
	as guard
	for ref in $open; do
		"$CNIS" duty assign "$ref" --to ann >/dev/null 2>&1
	done
	as ann
}

# say WORDS...: the command, what it answers on both streams, its exit code; references masked.
say() {
	echo "\$ $*"
	code=0
	"$CNIS" "$@" >"$T/said" 2>&1 <"$T/asked" || code=$?
	cat "$T/said"
	echo "exit $code"
}

echo Bea >asked # whom child find looks for

masked() { sed -E 's/\b([A-Z])[0-9]+-[0-9X]\b/\1#/g'; }

# every: all that can be read, for all and about each.
every() {
	for words in "due --days 3650" "due --days 3650 --mine" "overdue --as-at 2028-06-01" unseen "unseen --all" \
		"duty list" "duty list --all" "duty list --owner guard" "child list" "child find" \
		"review list" "withdrawal list --all" "consent list --all" log "officer list" "report leavers" doctor; do
		# shellcheck disable=SC2086
		say $words --format json
	done
	for child in $(refs C child list) $(refs C withdrawal list --all); do
		for words in "child show" "child household" "child history" "duty list --child" "entry list" "flag list" \
			"plan list" "consent check" why "why --for-family" log; do
			# shellcheck disable=SC2086
			say $words "$child" --format json
		done
		say consent check "$child" --format csv
		say why "$child" --format table
	done
	for ref in $(refs W withdrawal list --all); do
		for words in "withdrawal show" why "why --for-family"; do
			# shellcheck disable=SC2086
			say $words "$ref" --format json
			# shellcheck disable=SC2086
			say $words "$ref" --format table
		done
	done
	for ref in $(refs D duty list --all); do
		say duty show "$ref" --format json
		say why "$ref" --format json
		say why "$ref" --for-family --format json
	done
}

# verdicts W: what is said of one withdrawal, and done with it, but for what the school said.
verdicts() {
	child=$(refs C withdrawal list | head -1)
	for format in json csv table; do
		say consent check "$1" --format $format
		say why "$1" --format $format
		say why "$1" --for-family --format $format
		echo '$ verdicts kept'
		"$CNIS" withdrawal show "$1" --format $format | sed -n '/consent_test/p;/^Verdicts kept/,$p'
	done
	say duty list --format json
	say due --days 3650 --format json
	say withdrawal notify "$child" --by school --school "Fernhill School"
	say entry open "$child"
	say entry open "$child" --route missing_education
	say consent apply "$1" --by parent
	say consent decide "$1" --grant --reasons-file form.json
	say consent list --format json
	say consent serve "$1" --to applicant --method post
	say duty list --format json
	as boss
	CNIS_LOGIN=guard "$CNIS" consent decide "$1" --refuse best_interests --reasons-file form.json \
		--decided-by "$2" >/dev/null 2>&1 || echo "not decided"
	as ann
	say consent list --all --format json
	say withdrawal left "$1"
	say entry open "$child"
	say log "$child" --format json
}

# ---- the same facts an officer may see, and one fact that only the safeguarding role does ----------
# alike NAME FORCE KIND: as four families, one of them entered, one of whom more is learned later.
alike() {
	register "$1" "$2"
	as ann
	family "Bea Entered" "" ""
	as guard
	"$CNIS" flag add "$(refs C child list | head -1)" --kind "$3" --from 2026-10-01 --authority 302 \
		$([ "$3" != s47_action ] || echo --significant-harm yes) >/dev/null 2>&1 || echo "# no fact: $3"
	family "Bea Plan" "$(mainstream)" "$(ehc), $(flag "$3")"
	family "Bea Special" "$(special)" "$(flag "$3")"
	family "Bea Later" "$(mainstream)" "$(ehc)"
	given
	as guard
	"$CNIS" flag add "$(refs C withdrawal list | tail -1)" --kind "$3" --from 2026-11-01 --authority 302 \
		$([ "$3" != s47_action ] || echo --significant-harm yes) >/dev/null 2>&1 || echo "# no fact: $3"
	as ann
	{
		every
		for w in $(refs W withdrawal list); do
			say entry open "$(refs C withdrawal show "$w" | head -1)"
			say consent apply "$w" --by parent
			say consent decide "$w" --grant --reasons-file form.json
		done
		every
	} | masked >"$1.read"
}

kinds='concern s47_enquiry s47_action child_protection_plan'
for force in now act; do
	act=
	[ $force != act ] || act='--in-force 37=2026-09-01,38=2026-09-01,39=2026-09-01'
	for kind in $kinds; do
		alike "$force-$kind" "$act" "$kind"
	done
	is "an officer reads much, $force" yes "$([ "$(wc -l <$force-concern.read)" -gt 300 ] && echo yes)"
	for kind in $kinds; do
		is "$force: $kind reads as a concern does" "" "$(diff $force-concern.read "$force-$kind.read" | cut -c1-400 | head -20)"
	done
	as guard
	like "there are steps behind it, $force" 'speak_social_care|consider_436h5' "$("$CNIS" duty list --format json)"

	# ---- the same words, whichever fact it is --------------------------------------------------
	for ground in plan special other-special enquiry protection action other-enquiry; do
		name=$force-$ground
		by=302
		fact=
		school=$(mainstream)
		case $ground in
		plan) fact=$(ehc) ;;
		special) school=$(special) ;;
		other-special) school=$(special 303) by=303 ;;
		enquiry) fact=$(flag s47_enquiry) ;;
		protection) fact=$(flag child_protection_plan) ;;
		action) fact=$(flag s47_action) ;;
		other-enquiry) fact=$(flag s47_enquiry 303) by=303 ;;
		esac
		# what is policy is ours, whoever conducts the enquiry
		[ "$name" != now-other-enquiry ] || by=302
		register "$name" "$act"
		as guard
		family "Bea Alike" "$school" "$fact"
		is "$name: consent is needed" 4 "$code"
		given
		# that a child comes first is told, and does not tell why: see the lists above
		verdicts "$(refs W withdrawal list)" "$by" | sed 's/"priority":true/"priority":false/' | masked >"$name.read"
		[ "$by" = 303 ] || is "$name reads as a plan does" "" "$(diff "$force-plan.read" "$name.read" | cut -c1-400 | head -20)"
	done
	[ $force = now ] || is "another authority's, on either ground" "" "$(diff act-other-special.read act-other-enquiry.read | cut -c1-400 | head -20)"
done
done_testing
