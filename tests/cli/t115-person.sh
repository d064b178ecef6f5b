#!/bin/sh
# An adult's own name and address; of each child who lives there it is said whether it moves too.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END'
{"schema": 1,
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
c=$(ref C1) kit=$(ref C2)
p=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P[0-9]*-[0-9]\)".*/\1/p' | head -1)
give() {
	label=$1 text=$2
	shift 2
	code_in "$text" "$@"
	[ "$code" -eq 0 ] || printf '%s\n' "$err" | sed 's/^/# /'
	is "$label" 0 "$code"
}
wrong() {
	label=$1 want=$2 pattern=$3 text=$4
	shift 4
	code_in "$text" "$@"
	is "$label: exit code" "$want" "$code"
	like "$label: says why" "$pattern" "$err"
	is "$label: stdout stays empty" "" "$out"
}

# ---- name
before=$(head_seq)
wrong "no such adult" 3 'no such person' 'Alex Other' person name P77-1
wrong "no name" 2 'name' ' ' person name "$p"
wrong "a name to come" 2 'future' 'Alex Other' person name "$p" --from 2027-01-01
wrong "a child is no adult" 2 'reference' 'Alex Other' person name "$c"
wrong "the name it has" 5 'present name' 'Alex Sample' person name "$p"
is "refusals write nothing" "$before" "$(head_seq)"
give "a dry run" 'Alex Other' --dry-run person name "$p"
is "writes nothing" "$before" "$(head_seq)"
give "another name" 'Alex Other' person name "$p" --from 2026-11-01 --source parent
unlike "and repeats no word of it" 'Other' "$out$err"
wrong "from before the present one" 2 'present name began' 'Alex Third' person name "$p" --from 2026-10-01
give "a preferred name" 'Lex' person name "$p" --kind preferred
code person show "$p" --format json
like "the name" '"what":"name".*"legal".*Alex Other' "$out"
like "the preferred name" '"preferred".*Lex' "$out"
unlike "not the old one" 'Alex Sample' "$out"
like "the children" "\"child\",\"reference\":\"$kit\"" "$out"
like "the old name on its days" 'Alex Sample' "$("$CNIS" person show "$p" --as-at 2026-10-01 --format json)"
like "the child shows it" 'Alex Other' "$("$CNIS" child show "$c" --format json)"
like "looking is noted of each child" 'person show' "$("$CNIS" access "$kit" --format json)"
refused "show nobody" 3 'no such person' person show P77-1

# ---- move
before=$(head_seq)
address=$(printf '2 New Lane\nLondon\nN2 0AE\n ')
wrong "a child is left unsaid" 2 "say of each child.*$c $kit" "$address" person move "$p" --source parent
wrong "one of two is left unsaid" 2 "say of each child.*: $kit" "$address" person move "$p" --source parent --with "$c"
wrong "both at once" 2 'not to' "$address" person move "$p" --source parent --with "$c,$kit" --without "$kit"
wrong "a child of others" 2 'does not live with' "$address" person move "$p" --source parent --with "$c,$kit,C3-7"
wrong "not a reference" 2 'with commas' "$address" person move "$p" --source parent --with all
wrong "nobody's word" 2 'source' "$address" person move "$p" --with "$c" --without "$kit"
wrong "to nowhere" 2 'address needs' "$(printf '\n\n\n ')" person move "$p" --source parent --with "$c" --without "$kit"
wrong "to come" 2 'future' "$address" person move "$p" --source parent --with "$c" --without "$kit" --from 2027-01-01
wrong "no such adult" 3 'no such person' "$address" person move P77-1 --source parent
wrong "a letter box moves nobody" 2 'home only' "$address" person move "$p" --source parent --kind correspondence --with "$c"
is "refusals write nothing" "$before" "$(head_seq)"
give "one goes along, one stays" "$address" --format json person move "$p" --source parent --from 2026-11-01 --with "$c" --without "$kit"
is "in one entry" "$((before + 1))" "$(head_seq)"
like "says who moves" "$c moves too" "$err"
like "says who stays" "$kit stays" "$err"
unlike "and repeats no word of it" 'New Lane|Other' "$out$err"
home() { "$CNIS" child show "$1" --format json | grep '"what":"address"'; }
like "the one who went" '2 New Lane' "$(home "$c")"
unlike "lives nowhere else" 'Invented Row' "$(home "$c")"
like "the one who stayed" 'Invented Row' "$(home "$kit")"
unlike "has no other home" 'New Lane' "$(home "$kit")"
like "the adult" '2 New Lane' "$("$CNIS" person show "$p" --format json)"
unlike "has left" 'Invented Row' "$("$CNIS" person show "$p" --format json)"
like "and lived there" 'Invented Row' "$("$CNIS" person show "$p" --as-at 2026-10-31 --format json)"
give "another source tells of another home" "4 Mill Row

M1 2AA" person move "$p" --source health --with "$c" --dry-run
like "the two conflict, as child move says" 'A[0-9]*-[0-9] of '"$c"' comes from another source and stands: the two conflict' "$err"
sqlite3 r.cnis ".backup other.cnis"
sqlite3 r.cnis.access ".backup other.cnis.access"
CNIS_REGISTER=$T/other.cnis
give "so it is" "4 Mill Row

M1 2AA" person move "$p" --source health --with "$c"
like "what to do" "next: cnis child settle $c A[0-9]*-[0-9]" "$err"
CNIS_REGISTER=$T/r.cnis
printf '{"line1": "3 Far Lane", "postcode": "M1 1AA", "authority": "352"}\n' >a.json
give "only who lives there is asked about" '' person move "$p" --source parent --with "$c" --file a.json
like "another area" 'area of authority 352' "$err"
like "the next step" "entry end $c --reason moved_out --authority 352" "$err"
give "a letter box" "$address" person move "$p" --source parent --kind correspondence
worked "undone" undo "$(head_seq)"
worked "undone, with the child" undo "$(($(head_seq) - 2))"
like "the child is back" '2 New Lane' "$(home "$c")"
worked "verify" verify

# ---- on a terminal it asks
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	printf '4 Last Lane\nLondon\nN2 0AE\nn\n' |
		script -qec "'$CNIS' person move '$p' --source parent" /dev/null >asked 2>&1
	like "it asks about the child" "$c lives with that adult" "$(tr -d '\r' <asked)"
	like "the child stays" '2 New Lane' "$(home "$c")"
	like "the adult goes" '4 Last Lane' "$("$CNIS" person show "$p" --format json)"
fi
done_testing
