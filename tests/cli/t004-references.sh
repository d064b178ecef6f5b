# Every command that takes a reference: what a slip in typing, a stranger's reference, one argument
# too few or too many, a reader who may not write, and an access log that cannot be kept lead to.
# shellcheck source=lib.sh
. "$LIB"
# shellcheck source=story.sh
. "${LIB%/*}/story.sh"

story
reference() { "$CNIS" --format json "$@" | sed -n 's/.*"reference":"\([DF][^"]*\)".*/\1/p;s/.*"\(flag\|duty\)":"\([^"]*\)".*/\2/p' | head -1; }
duty=$(reference duty list --child C1-3)
flag=$(reference flag list C1-3)

# WRITES or reads, letter of the reference, words before it, words after it.
cat >commands <<'EOF'
r C child show||
w C child edit||--field born
w C child edit||--field name
w C child move||--source parent
w C child settle||A1-3
w C child address end||A1-3
w C child number add||--kind upn
w C child number end||--kind upn
w C child adult add||
w C child adult end||P1-3
w C child provision add||--kind parents
w C child provision end||
w C entry open||
w C entry route||--to eotas --because other
w C entry also||--route section_19 --because other
w C entry also-end||--route section_19 --because other
w C entry destination||--kind college --source parent
r C entry routes||
r C entry standing||
w C entry end||--reason over_school_age --source parent
w C complaint add||--kind own --source parent
w Q complaint close||--outcome upheld
r Q complaint show||
w Z cover end||
w D duty release||
w C died||--on 2026-11-19 --source parent
w C hold add||--kind letters --because legal
w C hold end||--kind letters
r C entry list||
w C held open||--route on_roll_absent --school Hill
w H held decide||--outcome arrange --review 2027-01-15
w H held review||--next 2027-01-15
w H held end||--reason attends
w C flag add||--kind ehc_plan --from 2026-01-01
r C flag list||
w F flag end||
w F flag reviewed||
w C withdrawal notify||--by parent --school Hill
w W withdrawal left||
w W withdrawal withdraw||
r W withdrawal show||
r C consent check||
w W consent apply||--by parent
w W consent decide||--grant
w W consent serve||--to applicant --method post
w W consent refer||
w W consent refer||--outcome upheld
r D duty show||
w D duty assign||--to boss
w D duty extend||--to 2027-01-01
w D duty waive||
w D duty meet||
r D why||
w C plan receive||--kind report --method email
r C plan list||
w C review record||--method post --evidence report --outcome suitable --voice not_offered
w R review sign||--agree
r R review show||
w C contact add||--method telephone --outcome no_reply
r C contact list||
w C seen add||--place home --by ehe_officer --voice speech
r C seen list||
w C tell add||--kind support_pack --edition 4 --method post --person P1-3
r C tell list||
w C consider||
r P person show||
w P person name||--source parent
w P person move||--source parent
r C log||
r C access||
EOF

# split LINE: $rw, $letter, $before, $after
split() {
	rw=${1%% *}
	letter=${1#* }
	letter=${letter%% *}
	before=${1#? ? }
	before=${before%%|*}
	after=${1##*|}
}

head=$(newest)
while read -r line; do
	split "$line"
	# shellcheck disable=SC2086
	{
		refused "$before, a slip" 2 'a slip in typing|unknown kind' $before "${letter}1042-0" $after
		example=$(printf '%s\n' "$err" | sed -n 's/.*e\.g\. \([A-Z]1042-[0-9A-Z]\).*/\1/p')
		[ "$before" = why ] && example=D1042-9
		refused "$before, no reference" 2 'reference' $before Robin $after
		unlike "$before does not repeat what is no reference" 'Robin' "$err"
		like "$before shows what one looks like" "^${letter}1042-" "${example:-none}"
		code_in "$(printf '2015-01-01\na word\nLondon\n')" $before "$example" $after
		case $before in
		access) is "$before, of nobody: nothing to show" "0 " "$code $out" ;;
		*)
			is "$before, of nobody: exit code" 3 "$code"
			is "$before, of nobody: stdout stays empty" "" "$out"
			;;
		esac
		refused "$before, one argument too many" 2 'too many arguments|takes [0-9] arguments' \
			$before "$example" $after A1-3 A1-3
	}
done <commands
is "none of it was written" "$head" "$(newest)"

# Those who may only look.
CNIS_LOGIN=viewer
while read -r line; do
	split "$line"
	[ "$rw" = w ] || continue
	case $letter in
	D) known=$duty ;;
	F) known=$flag ;;
	*) known=${letter}1-3 ;;
	esac
	# shellcheck disable=SC2086
	code_in "$(printf '2015-01-01\nLondon\nN2 0AB\n')" $before "$known" $after
	is "$before by an auditor: not permitted" 9 "$code"
	is "$before by an auditor: stdout stays empty" "" "$out"
done <commands
is "none of it was written either" "$head" "$(newest)"

# Who looked cannot be noted: nothing is shown.
CNIS_LOGIN=boss
export CNIS_LOGIN
rm -f r.cnis.access*
mkdir r.cnis.access
for line in 'child list' 'child show C1-3' 'entry list C1-3' 'flag list C1-3' 'withdrawal list' \
	'withdrawal show W1-3' 'consent check C1-3' 'due --days 400' 'duty list' "duty show $duty" \
	'unseen --all' "why $duty" 'plan list C1-3' 'review list' 'review show R1-3' 'contact list C1-3' \
	'seen list C1-3' 'person show P1-3' 'log' 'log C1-3'; do
	# shellcheck disable=SC2086
	refused "$line unnoted" 9 'access' $line
	unlike "$line unnoted: no role would help" 'gives roles' "$err"
done
# The argument that is wrong is named, not the whole usage.
mv r.cnis.access aside 2>/dev/null
rmdir r.cnis.access 2>/dev/null
code child adult end C1-8 P1-3
like "the first word of 'add|end CHILD [PERSON]' after the verb" '^  field: CHILD$' "$err"
code child adult end C1-3 P1-8
like "and the second" '^  field: PERSON$' "$err"
code calendar list england --as-at 2026-01-01 x
unlike "no field is a usage" '^  field: .*[][ ]' "$err"

done_testing
