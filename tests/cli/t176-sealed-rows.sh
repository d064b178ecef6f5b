#!/bin/sh
# Carers who adopt: no row of any table stands between the sealed record and the new one, though the
# adults, the home and another child of the carers are the same; whatever is done later.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

as boss
demo
for role in custodian safeguarding manager; do code officer role boss --add $role; done
code_in 'An Officer' officer add ann --roles officer
refs() { printf '%s' "$out" | grep -o "\"$1[0-9]*-[0-9]\"" | tr -d '"' | awk '!seen[$0]++'; }
number() { printf '%s' "$1" | sed 's/^[A-Z]*//; s/-.*//'; }

# An edge for every value that names a row of another table, but of those everybody shares.
edges() {
	rm -f graph.db
	sqlite3 "$CNIS_REGISTER" ".backup graph.db"
	sqlite3 graph.db "SELECT 'INSERT INTO edge SELECT ''' || m.name || ':'' || rowid, ''' || f.\"table\" || ':'' || \"' || f.\"from\" || '\" FROM \"' || m.name || '\" WHERE \"' || f.\"from\" || '\" IS NOT NULL;' FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND m.name NOT LIKE 'journal%' AND f.\"table\" NOT IN ('officer', 'code_list', 'code', 'authority', 'job', 'journal', 'role')" >edges.sql
	sqlite3 graph.db "CREATE TABLE edge (a TEXT, b TEXT); CREATE INDEX edge_a ON edge (a); CREATE INDEX edge_b ON edge (b);" ".read edges.sql"
}
# reached CHILD: every row that hangs together with it, going through no other child
reached() {
	sqlite3 graph.db "WITH RECURSIVE at (x) AS (SELECT 'child:$1' UNION SELECT CASE e.a WHEN at.x THEN e.b ELSE e.a END FROM at JOIN edge e ON at.x IN (e.a, e.b) WHERE at.x NOT LIKE 'child:%' OR at.x = 'child:$1') SELECT x FROM at WHERE x NOT LIKE 'child:%' ORDER BY 1"
}
apart() { # apart LABEL OLD NEW
	edges
	reached "$(number "$2")" >one
	reached "$(number "$3")" >other
	is "$1: no row of both" "" "$(comm -12 one other)"
	is "$1: no entry touches both" "" "$(sqlite3 "$CNIS_REGISTER" "SELECT seq FROM journal_touch WHERE child_id = $(number "$2") INTERSECT SELECT seq FROM journal_touch WHERE child_id = $(number "$3")")"
}

# ---- the carers, a child of their own, and the one they foster; a grandmother of their own child
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent", "confirmed_not_duplicate": true,
 "children": [{"name": "Kit Own", "born": "2012-01-05", "reason": "unknown"}, {"name": "Former Wren", "born": "2014-05-02", "sex": "F", "reason": "unknown"}],
 "parents": [{"name": "Carer One", "relationship": "mother", "has_care": "yes", "contact_points": [{"value": "020 7946 0018"}]},
             {"name": "Grand Own", "relationship": "grandparent", "children": [0], "addresses": [0]}],
 "addresses": [{"line1": "8 Same Lane", "town": "London", "postcode": "NW1 1AA"}]}
END
as ann
worked "a family" --format json register --from family.json
own=$(refs C | sed -n 1p) old=$(refs C | sed -n 2p)
code child show "$own" --format json
carer=$(refs P | sed -n 1p) grand=$(refs P | sed -n 2p)
edges
reached "$(number "$old")" >one
is "they hang together" 1 "$(grep -c '^address:' one)"
is "the adults too" 2 "$(grep -c '^person:[0-9]*$' one)"
printf 'A drawing.\n' >drawing.txt
code_in 'A drawing

' --format json document add "$own" --about "$old" --class child_own --source child --received 2026-11-20 --file drawing.txt
is "a document about both" 0 "$code"
paper=$(refs O)
as boss
code_in "$old" identity seal "$old"
is "sealed" 0 "$code"
like "and who seals is told that another child is on these rows" "^1 other records" "$(sed 's/.*done: //' err)"

# ---- the new child, at the same place with the same adults
as ann
CNIS_NOW=2026-11-24T10:00:00Z
cat >new.json <<'END'
{"schema": 1, "notified_by": "parent", "confirmed_not_duplicate": true,
 "children": [{"name": "Robin New", "born": "2014-05-02", "sex": "F", "reason": "unknown"}],
 "addresses": [{"line1": "8 Same Lane", "town": "London", "postcode": "NW1 1AA"}]}
END
worked "registered anew" --format json register --from new.json
new=$(refs C | sed -n 1p)
unlike "nothing is said of the old" "Wren|$old" "$out$err"
apart "registered" "$old" "$new"
worked "the carer" --format json child adult add "$new" --person "$carer" --relationship parent --has-care yes
fresh=$(refs P | tail -1)
is "is a record of their own" yes "$([ -n "$fresh" ] && [ "$fresh" != "$carer" ] && echo yes)"
apart "with the carer" "$old" "$new"
refused "who is not recorded twice" 5 'current relationship' child adult add "$new" --person "$carer"
like "by the same name" "Carer One" "$("$CNIS" child show "$new" --format json)"
unlike "with nothing else of theirs" "7946" "$("$CNIS" person show "$fresh" --format json)$("$CNIS" contact-point list "$fresh" --format json)"
worked "the grandmother" child adult add "$new" --person "$grand" --relationship grandparent
apart "with the grandmother" "$old" "$new"

# ---- everything else that takes an adult, an address or a document of the register
no() { # no LABEL WORDS...: not of the adult the old record has, and in the words for any who is not related
	label=$1
	shift
	code_in "8 Same Lane
London
NW1 1AA
" "$@"
	is "$label" 2 "$code"
	like "$label: as of any adult who is not the child's" 'not recorded as related' "$err"
	unlike "$label: nothing more is said" "seal|$old|Wren" "$out$err"
}
no "private fostering" private-fostering add "$new" "$carer" --carer relative --from 2026-11-01 --source parent
no "an order" order-of-court add "$new" --kind child_arrangements --from 2026-11-01 --source court --binds "$carer"
no "a contact" contact add "$new" --method telephone --outcome reached --person "$carer"
no "a document" document add "$new" --people "$carer" --class child_own --source child --received 2026-11-20 --file drawing.txt
no "a withholding" withhold add "$new" school --from-person "$carer" --confirmed-by social-care
apart "all refused" "$old" "$new"
worked "private fostering by their own record" private-fostering add "$new" "$fresh" --carer relative --from 2026-11-01 --source parent
code_in '8 same lane
London
NW1 1AA
' child move "$new" --source school
is "another source tells of the home" 0 "$code"
apart "told again" "$old" "$new"
address='9 Further Lane
London
NW1 1AB
'
code_in "$address" person move "$carer" --source parent --with "$own"
is "the carer moves with their child" 0 "$code"
code_in "$address" person move "$fresh" --source parent --with "$new"
is "and with the new one" 0 "$code"
apart "moved" "$old" "$new"
code_in "$address" child move "$new" --source police
is "which is told again" 0 "$code"
apart "and again" "$old" "$new"
worked "a change of responsibility" responsibility change "$new" "$fresh" --responsibility yes --source court --from 2026-11-24
apart "responsible" "$old" "$new"

# ---- those who share may go on to
worked "their own child" child show "$own"
code document show "$paper"
is "what is about the sealed one too is shown to nobody" 3 "$code"
worked "keeps its adults" contact add "$own" --method telephone --outcome reached --person "$carer"
worked "who may foster too" private-fostering add "$own" "$carer" --carer relative --from 2026-11-01 --source parent
worked "the household is one, by the place" --format json household show "$own"
like "with the new child" "Robin New" "$out"
unlike "and without the old" "Wren|$old" "$out$err"
worked "the register is sound" verify --quiet

# ---- every table that could bring a child onto such a row is asked: src/domain/sealed.c
is "a new table that names a child and an adult or an address is put there too" "child_residence consent_application consent_reference consent_service contact court_order_person disagreement_view document_subject education_information import_row private_fostering relationship told withholding" \
	"$(sqlite3 "$CNIS_REGISTER" "SELECT m.name FROM sqlite_schema m, pragma_foreign_key_list(m.name) c, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND c.\"table\" = 'child' AND f.\"table\" IN ('person', 'address') GROUP BY 1 ORDER BY 1" | xargs)"

# ---- a second record of the child would stay behind
sed 's/Robin New/Leaving Twig/; s/8 Same/4 Other/' new.json >twig.json
worked "a child" --format json register --from twig.json
twig=$(refs C | sed -n 1p)
sed 's/8 Same/4 Other/; s/Robin New/Somebody Else/' new.json >again.json
worked "and another, it seems" --format json register --from again.json
again=$(refs C | sed -n 1p)
code_in 'Leaving Twig
' child edit "$again" --field name
is "of the same name after all" 0 "$code"
as boss
code_in "$twig" identity seal "$twig"
is "not while it may be the same child" 4 "$code"
like "and says so" "may be of the same child" "$err"
code_in "It is one." merge "$again" "$twig"
code_in "$twig" identity seal "$twig"
is "merged, both are sealed" 0 "$code"
code child show "$again"
is "the other too" 3 "$code"

# ---- a former system's files: the family and the adult by their numbers
CNIS_REGISTER=$T/moved.cnis
worked "another register" init --authority 302 --demonstration
for role in custodian manager; do code officer role boss --add $role; done
maps=${LIB%/tests/cli/lib.sh}/src/exchange/maps
head='Type,Person no,Family no,Name,Role,Born,Sex,Known since,Street,Place,Postcode'
cat >one.csv <<END
$head
Child,11,F1,Kit Own,,2012-01-05,M,2026-10-01,,,
Child,12,F1,Former Wren,,2014-05-02,F,2026-10-01,,,
Adult,21,F1,Carer One,Mum,,,2026-10-01,8 Same Lane,London,NW1 1AA
END
worked "the children" import children one.csv --map "$maps/people_children.map" --apply
worked "the adult" import people one.csv --map "$maps/people_adults.map" --apply
own=$(ref C1) old=$(ref C2)
code_in "$old" identity seal "$old"
is "one is sealed" 0 "$code"
cat >two.csv <<END
$head
Child,13,F1,Robin New,,2014-05-02,F,2026-11-20,,,
END
cat >three.csv <<END
$head
Adult,21,F1,Carer One,Mum,,,2026-11-20,8 Same Lane,London,NW1 1AA
END
worked "the new child" import children two.csv --map "$maps/people_children.map" --apply
new=$(ref C3)
apart "imported" "$old" "$new"
sed 's/^family .*//; s/^person .*/&\nkey = Child no/' "$maps/people_adults.map" >by_child.map
sed 's/^Type/Child no,Type/; s/^Adult/13,Adult/' three.csv >by_child.csv
worked "with the adult by the number" import people by_child.csv --map by_child.map --apply
like "who is there" "Carer One" "$("$CNIS" child show "$new" --format json)"
apart "imported with the adult" "$old" "$new"
is "nor a number of both" "" "$(sqlite3 "$CNIS_REGISTER" "SELECT a.id FROM import_row a JOIN import_row b ON b.child_id = $(number "$old") AND (a.family_key = b.family_key OR a.person_key = b.person_key) WHERE a.child_id = $(number "$new")")"
printf 'Child no,On,How,What,Who\n13,2026-11-20,telephone,reached,21\n' >contacts.csv
printf 'key = Child no\non = On\non.format = YYYY-MM-DD\nmethod = How\noutcome = What\nperson = Who\n' >contacts.map
worked "a contact with them" import contacts contacts.csv --map contacts.map --apply
apart "imported with a contact" "$old" "$new"
worked "this one is sound" verify --quiet
done_testing
