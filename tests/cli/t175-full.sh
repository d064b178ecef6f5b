#!/bin/sh
# The whole register: out, into a new one, the same bytes; who may, and what is refused.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END'
{"schema": 1, "children": [
 {"name": "Robin Sample", "born": "2015-03-02", "flags": [{"kind": "s47_enquiry", "from": "2026-11-02", "authority": "302"}]},
 {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Ash Sample", "relationship": "mother"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
me=$(id -un)

# ---- who may
refused "without the roles" 9 'exporter and safeguarding' export full --purpose "moving house" --out full.jsonl
worked "one role" officer role "$me" --add exporter
refused "is not enough" 9 'exporter and safeguarding' export full --purpose "moving house" --out full.jsonl
is "and leaves no file" "" "$(ls full.jsonl .full.jsonl.partial 2>/dev/null)"
worked "the other" officer role "$me" --add safeguarding
refused "no purpose" 2 'purpose' export full --out full.jsonl
refused "no file" 2 'out' export full --purpose "moving house"

# ---- out
worked "a full export" export full --purpose "moving house" --out full.jsonl
is "for its owner only" "-rw-------" "$(ls -l full.jsonl | cut -c1-10)"
like "says that it is in clear" 'in clear' "$err"
is "the first line is the header" 1 "$(head -n 1 full.jsonl | grep -c '"record":"header","format":1,"authority":"302"')"
is "the last line is the trailer" 1 "$(tail -n 1 full.jsonl | grep -c '"record":"trailer","records":[0-9]*,"sha256":"[0-9a-f]*"}$')"
is "its sum is that of the lines before" "$(sed '$d' full.jsonl | sha256sum | cut -d' ' -f1)" \
	"$(tail -n 1 full.jsonl | sed 's/.*"sha256":"\([0-9a-f]*\)".*/\1/')"
is "references are those people quote" 1 "$(grep -c '"record":"child","id":"C1-3"' full.jsonl)"
is "what is not set is left out" 0 "$(grep -c '":null' full.jsonl)"
refused "a file that is there" 5 'there already' export full --purpose "moving house" --out full.jsonl
worked "unless told" export full --purpose "moving house" --out full.jsonl --replace
"$CNIS" export full --purpose "moving house" --out - >piped.jsonl 2>said
is "a pipe gets the same" "" "$(cmp full.jsonl piped.jsonl 2>&1)"
worked "who had it is noted" --format json access
like "with the purpose" 'export full.*moving house|moving house.*export full' "$out"
worked "the help" export full --help
like "says that it holds everything in clear" 'EVERYTHING IN CLEAR' "$("$CNIS" export full --help; cat "$T/out")"

# ---- in
worked "a new register" -r new.cnis init --authority 302 --demonstration
worked "without --apply" -r new.cnis import full full.jsonl
like "it is a plan" 'nothing was written.*2 children' "$err"
is "and nothing is there" 0 "$("$CNIS" -r new.cnis --format json child list --all 2>said | grep -c '"child"')"
worked "with --dry-run neither" -r new.cnis import full full.jsonl --apply --dry-run
like "it is a plan too" 'nothing was written' "$err"
worked "with --apply" -r new.cnis import full full.jsonl --apply
like "the bytes are the same" 'same bytes' "$err"
worked "it verifies" -r new.cnis verify
worked "an export of it" -r new.cnis export full --purpose "moving house" --out again.jsonl
is "has the same bytes" "" "$(cmp full.jsonl again.jsonl 2>&1)"
refused "a second time" 5 'already' -r new.cnis import full full.jsonl --apply
refused "into a register that is not new" 5 'as .cnis init. made it' import full full.jsonl
worked "work goes on" -r new.cnis contact add C1-3 --method post --outcome no_reply
worked "and its export is of another state" -r new.cnis export full --purpose "moving house" --out later.jsonl
is "which says so" 1 "$(head -n 1 later.jsonl | grep -c "$("$CNIS" -r new.cnis --format json log --limit 1 | sed -n 's/.*"seq":\([0-9]*\).*/"as_of":\1,/p')")"

# ---- what is refused
worked "another authority's register" -r other.cnis init --authority 303 --demonstration
refused "is not meant" 4 'other-authority' -r other.cnis import full full.jsonl --apply
worked "unless told so" -r other.cnis import full full.jsonl --apply --other-authority
head -n 20 full.jsonl >cut.jsonl
refused "a cut file" 2 'cut' -r new.cnis import full cut.jsonl
sed 's/Robin Sample/Robin Other/' full.jsonl >changed.jsonl
refused "a changed file" 2 'trailer.sha256' -r new.cnis import full changed.jsonl
unlike "no name is said" 'Robin' "$err"
refused "no such file" 3 'cannot be opened' -r new.cnis import full nowhere.jsonl
worked "a third" -r third.cnis init --authority 302 --demonstration
CNIS_LOGIN=nobody
export CNIS_LOGIN
refused "who is no officer" 9 . -r third.cnis import full full.jsonl --apply
unset CNIS_LOGIN

# ---- a child in two records: the one kept has the later number, and children of others stand between
merges() { "$CNIS" -r "$1" merge list --all --format csv 2>said | tr -d '\r' | sed 's/,[^,]*$//'; } # but for the journal's numbers
travels() {
	worked "out: $1" export full --purpose "moving house" --out there.jsonl --replace
	rm -f back.cnis back.cnis*
	worked "a register for it" -r back.cnis init --authority 302 --demonstration
	worked "in: $1" -r back.cnis import full there.jsonl --apply
	worked "out again: $1" -r back.cnis export full --purpose "moving house" --out back.jsonl --replace
	is "the same bytes: $1" "" "$(cmp there.jsonl back.jsonl 2>&1)"
	worked "it verifies: $1" -r back.cnis verify
	is "the merges are those: $1" "$(merges r.cnis)" "$(merges back.cnis)"
}
sed 's/Robin Sample/Robyn Semple/; s/"born": "2015-03-02"/"born": "2015-03-02", "upn": "B801200005001"/; s/Kit Sample/Lee Oakes/; s/1 Invented Row/8 Other Lane/' family.json |
	sed 's/"schema": 1,/"schema": 1, "confirmed_not_duplicate": true,/' >later.json
worked "another family" register --from later.json
later=$("$CNIS" child list --all --format json 2>said | sed -n 's/.*"child":"\(C3-[0-9]\)".*/\1/p')
worked "merged into the later number" merge C1-3 "$later" --certain --reason 'registered twice'
travels "merged"
worked "a contact on the old reference" contact add C1-3 --method telephone --outcome no_reply
worked "a fact on the other" flag add "$later" --kind young_carer --from 2026-11-20
printf '2 New Lane\nLondon\nN2 0AE\n ' | "$CNIS" child move C1-3 --source parent >said 2>&1
travels "merged and written to"
worked "taken apart" unmerge C1-3 --reason 'cousins of one name'
worked "a fact of the old record" flag add C1-3 --kind priority --from 2026-11-20
travels "apart"
worked "and merged once more" merge C1-3 "$later" --certain --reason 'one child after all'
travels "merged again"
worked "where it goes on" -r back.cnis unmerge C1-3 --reason 'two after all'
worked "and verifies" -r back.cnis verify
worked "the journal replays through all of it" verify
done_testing
