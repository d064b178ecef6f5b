#!/bin/sh
# A document that came before anybody knows the child: kept with what arrived, seen as that is, and
# about the child once it is known; gone with it where it was sent on.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
for who in omar sue; do printf 'An Officer\n' | "$CNIS" officer add $who --roles officer >/dev/null 2>&1; done
worked "who protects" officer role sue --add safeguarding
cat >family.json <<'END2'
{"schema": 1, "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END2
worked "a family" register --from family.json
c=$(ref C1)
kit=$(ref C2)
printf 'Dear all,\nThey are at home all day.\n' >letter.txt
printf 'From: a@school.example\n\nSee the register.\n' >mail.eml
intake_of() { printf '%s\n' "$out" | sed -n "$1"'s/.*"intake":"\(K[^"]*\)".*/\1/p'; }
document_of() { "$CNIS" document list "$1" --format csv | tr -d '\r' | sed -n "$2"'s/^\(O[0-9]*-[0-9]\),.*/\1/p'; }

# ---- refused, nothing half done ------------------------------------------------------------------
before=$(head_seq)
mkdir inbox
ln -s ../letter.txt inbox/link.txt
truncate -s 50M inbox/large.pdf
printf 'MZ' >inbox/run.exe
for bad in link.txt large.pdf run.exe; do
	printf '{"kind":"mailbox","text":"One.","file":null}\n{"kind":"mailbox","text":"Two.","file":"%s"}\n' $bad >inbox/post.jsonl
	refused "$bad" 2 'line 2' intake add --from inbox/post.jsonl
done
for bad in ../letter.txt /etc/hostname ./link.txt; do
	printf '{"kind":"mailbox","file":"%s"}\n' "$bad" >inbox/post.jsonl
	refused "a form says no folder: $bad" 2 'without a folder' intake add --from inbox/post.jsonl
done
printf '{"kind":"mailbox","file":"none.txt"}\n' >inbox/post.jsonl
refused "a file that is not there" 3 'no such file' intake add --from inbox/post.jsonl
printf '{"kind":"neighbour","teller":"anonymous","file":"letter.txt"}\n' >post.jsonl
refused "of one who asked not to be named" 4 'asked not to be named, and the file may name them' intake add --from post.jsonl
printf '{"kind":"mailbox"}\n' >post.jsonl
refused "an empty intake" 2 'there is nothing in it' intake add --from post.jsonl
: >empty.jsonl
refused "an empty form" 2 'it is empty' intake add --from empty.jsonl
code_in '











' intake add --kind telephone
is "an empty call" 2 "$code"
is "nothing is written" "$before" "$(head_seq)"
is "not one byte" 0 "$(sqlite3 r.cnis 'SELECT (SELECT count(*) FROM intake) + (SELECT count(*) FROM document) + (SELECT count(*) FROM document_part)')"

# ---- kept ----------------------------------------------------------------------------------------
printf '{"kind":"mailbox","source":"school","teller_name":"A. Headmistress","file":"mail.eml","children":[{"full_name":"Robin Sample"}]}\n{"kind":"neighbour","teller":"anonymous","source":"public","teller_name":"Mrs Hush","text":"Two at home."}\n' >post.jsonl
worked "a file is enough" intake add --from post.jsonl --format json
k=$(intake_of 1)
anon=$(intake_of 2)
o=$(document_of "$k" 1,9)
sum=$(sha256sum mail.eml | cut -d' ' -f1)
like "whole" "\"document\":\"$o\",\"class\":\"third_party\".*\"title\":\"came with it\",\"author\":\"A. Headmistress\",\"sent\":null,\"received\":\"2026-11-21\",\"place\":null,\"type\":\"eml\".*\"sha256\":\"$sum\",\"keep_until\":null,\"about\":null.*\"intake\":\"$k\"" "$("$CNIS" document show "$o" --format json)"
like "shown with what arrived" "\"document\":\"$o\",\"class\":\"third_party\",\"title\":\"came with it\"" "$("$CNIS" intake show "$k" --format json)"
worked "as it came" document show "$o" --out back.eml
is "byte for byte" "" "$(cmp mail.eml back.eml 2>&1)"
code_in '
Alex Example
7

Una Example




N2 0AD
' intake add --kind walk_in --source parent --document letter.txt --teller unknown
is "step by step" 0 "$code"
cp letter.txt alone.txt
worked "a document alone, by a job" intake add --kind mailbox --document alone.txt --no-input
code intake add --kind mailbox --no-input
is "nothing at all is nothing" 2 "$code"
code_in 'A plan
Alex Sample
' document add "$k" --class other --source parent --file letter.txt --keep-until 2027-11-20
is "another, later" 0 "$code"
code_in 'A plan

' document add "$k" --class other --source parent --file letter.txt
is "the same again" 5 "$code"
code_in 'A plan

' document add "$anon" --class third_party --source public --file letter.txt
is "a file of one who asked not to be named" 4 "$code"
unlike "by no rule about days" 'LOCAL.intake|triage_days' "$err"
code_in 'A note
Mrs Hush
Shelf 3
' document add "$anon" --class third_party --source public
is "where it lies" 0 "$code"
code_in 'A note

Shelf 3
' document add K99-9 --class other --source public
is "of nothing that arrived" 3 "$code"
secret=$(document_of "$anon" 1,9)

# ---- who is told ---------------------------------------------------------------------------------
as omar
unlike "who wrote it is not told" 'Hush' "$("$CNIS" document show "$secret" --format json)$("$CNIS" intake show "$anon" --format json)$("$CNIS" document list "$anon" --format json)"
like "but what it is" 'A note' "$("$CNIS" document show "$secret" --format json)"
as sue
like "it is to who protects" '"author":"Mrs Hush"' "$("$CNIS" document show "$secret" --format json)"
unset CNIS_LOGIN
unlike "in no journal" 'Hush|A note' "$("$CNIS" log --format json)"
like "who looked is noted" "document show" "$(sqlite3 r.cnis.access 'SELECT * FROM access' | grep "$o")"

# ---- it follows to the child ---------------------------------------------------------------------
is "nothing about the child yet" "" "$(document_of "$c" 1,9)"
worked "a known child" intake triage "$k" --outcome known_child --child "$c"
is "its documents are" 2 "$(document_of "$c" 1,9 | wc -l | xargs)"
like "about the child" "\"about\":\"$c\"" "$("$CNIS" document show "$o" --format json)"
seq=$(head_seq)
echo 'Not this child.' | "$CNIS" undo "$seq" --reason - >said 2>&1 || "$CNIS" undo "$seq" >said 2>&1
is "taken back" "" "$(document_of "$c" 1,9)"
worked "said again" intake triage "$k" --outcome known_child --child "$c,$kit"
is "of both" 22 "$(document_of "$c" 1,9 | wc -l | xargs)$(document_of "$kit" 1,9 | wc -l | xargs)"
code_in 'An answer

Shelf 4
' document add "$k" --class other --source parent
is "one that comes after" 0 "$code"
is "is about both too" 3 "$(document_of "$kit" 1,9 | wc -l | xargs)"
printf '{"kind":"walk_in","text":"Wants to teach at home.","file":"letter.txt"}' >walk.json
worked "somebody new" intake add --from walk.json --format json
new=$(intake_of 1)
sed 's/Robin Sample/Lark Newcomer/;s/, {"name": "Kit[^}]*}//;s/2015-03-02/2014-08-08/;s/1 Invented Row/77 Other Street/;s/N2 0AB/N2 0AD/;s/Alex Sample/Una Newcomer/' family.json >newcomer.json
worked "is registered" register --from newcomer.json --intake "$new"
is "with what came" 1 "$(document_of "$(ref C3)" 1,9 | wc -l | xargs)"

# ---- evidence of what arrived --------------------------------------------------------------------
printf '{"kind":"telephone","text":"About somebody else."}' >other.json
worked "something else arrives" intake add --from other.json --format json
other=$(intake_of 1)
worked "nobody knows yet about whom" --dry-run document link "$o" "$other"
worked "it is about the other one" intake triage "$other" --outcome known_child --child "$(ref C3)"
refused "then it is none of this" 2 'a child this document is not about' document link "$o" "$other"
worked "what arrived about the child is" --dry-run document link "$o" "$k"

# ---- sent on -------------------------------------------------------------------------------------
printf '{"kind":"mailbox","text":"Of another area.","file":"letter.txt"}' >away.json
worked "not ours" intake add --from away.json --format json
away=$(intake_of 1)
oa=$(document_of "$away" 1,9)
worked "is sent on" intake triage "$away" --outcome forwarded --authority 301 --keep-until 2027-01-31
is "kept as long as that" 2027-01-31 "$(sqlite3 r.cnis "SELECT date(keep_day * 86400, 'unixepoch') FROM document ORDER BY id DESC LIMIT 1")"
refused "and shown no more" 3 'no such document' document show "$oa"
refused "nor as a file" 3 'no such document' document show "$oa" --out gone.txt
unlike "nor with it" "$oa" "$("$CNIS" intake show "$away" --format json)"
code_in 'More

Shelf 5
' document add "$away" --class other --source public
is "no more of it is kept" 4 "$code"
like "by the rule about what was sent on" 'LOCAL.dispose.forwarded' "$err"

# ---- a record that is kept from the reader -------------------------------------------------------
printf 'A Custodian\n' | "$CNIS" officer add cora --roles officer >/dev/null 2>&1
worked "who keeps them" officer role cora --add custodian
worked "and is shown every duty" officer role cora --add safeguarding
as cora
code_in 'A threat.' restrict add "$c" --kind protection
is "restricted" 0 "$code"
as omar
for words in "document show $o" "document show $o --out kept.eml" "document list $k" "document link $o $kit" "document add $k --class other --source public"; do
	# shellcheck disable=SC2086
	code_in 'A note

Shelf 6
' $words
	is "$words: not there" 3 "$code"
	unlike "$words: nothing of it" 'Headmistress|came with it' "$out$err"
done
unlike "nor with the sibling" "$o" "$("$CNIS" document list "$kit" --format csv)"
unset CNIS_LOGIN
worked "verify" verify
done_testing
