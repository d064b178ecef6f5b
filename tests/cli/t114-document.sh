#!/bin/sh
# Documents: kept, linked, shown, handed out as they came; what is refused leaves nothing behind.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END2'
{"schema": 1,
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}, {"name": "Kit Sample", "born": "2013-06-09"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "has_care": "yes"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END2
worked "a family" register --from family.json
c=$(ref C1)
kit=$(ref C2)
alex=$("$CNIS" child show "$c" --format json | sed -n 's/.*"reference":"\(P1-[0-9]\)".*/\1/p' | head -1)
worked "a fact" flag add "$kit" --kind early_help --from 2026-11-01
f=$(printf '%s\n' "$out" | sed -n 's/.*\(F1-[0-9]\).*/\1/p' | head -1)
worked "who may" officer role "$(id -un)" --add safeguarding
worked "a hidden fact" flag add "$c" --kind s47_enquiry --from 2026-11-01
hidden=$(printf '%s\n' "$out" | sed -n 's/.*\(F2-[0-9]\).*/\1/p' | head -1)
printf 'Dear all,\nI like birds.\n' >letter.txt
before=$(head_seq)

# ---- refused -------------------------------------------------------------------------------------
doc() { code_in "${words:-A letter
Robin Sample
}" document add "$c" --class child_own --source child "$@"; }
ln -s letter.txt link.txt
mkfifo pipe.txt
mkdir folder.txt
truncate -s 50M large.pdf
printf '#!/bin/sh\n' >run.sh
printf 'MZ' >letter.pdf
: >empty.txt
for bad in link.txt pipe.txt folder.txt large.pdf run.sh letter.pdf empty.txt; do
	doc --file "$bad"
	is "$bad: refused" 2 "$code"
	like "$bad: says of what" 'field: file' "$err"
done
# a folder on the way: one's own link is a way of writing it, somebody else's leads elsewhere
mkdir own others
cp letter.txt own/mine.txt
ln -s own shortcut
ln -s loop2 loop1
ln -s loop1 loop2
doc --file shortcut/mine.txt --dry-run
is "behind a link of one's own" 0 "$code"
doc --file "$T/shortcut/../own//mine.txt" --dry-run
is "by whatever way" 0 "$code"
ln -s "$T/own" others/folder
if [ "$(id -u)" -eq 0 ] && chown -h 65534 others/folder 2>/dev/null; then
	doc --file others/folder/mine.txt
	is "behind a link of somebody else's: refused" 2 "$code"
	like "says why" "behind one of somebody else's" "$err"
fi
doc --file loop1/mine.txt
is "a link that goes round" 2 "$code"
doc --file letter.txt/mine.txt
is "a file is no folder" 3 "$code"
doc --file nothing.txt
is "not there" 3 "$code"
words='
'
doc --file letter.txt
is "without a title" 2 "$code"
words=
doc --file letter.txt --received 2026-11-22
is "in the future" 2 "$code"
doc --file letter.txt --keep-until 2026-11-01
is "kept until the past" 2 "$code"
doc --file letter.txt --link "$f"
is "a fact of somebody else" 2 "$code"
like "says so" 'a child this document is not about' "$err"
doc --file letter.txt --link F1-9
is "a slip" 2 "$code"
doc
is "neither file nor place" 2 "$code"
is "nothing is written" "$before" "$(head_seq)"
is "not one byte" 0 "$(sqlite3 r.cnis 'SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM document_part)')"

# ---- kept ----------------------------------------------------------------------------------------
doc --file letter.txt --about "$kit" --people "$alex" --sent 2026-11-18 --received 2026-11-20 --link "$f"
is "kept" 0 "$code"
o=$(printf '%s\n' "$out" | sed -n 's/.*\(O1-[0-9]\).*/\1/p' | head -1)
sum=$(sha256sum letter.txt | cut -d' ' -f1)
worked "show" document show "$o" --format json
like "whole" "\"document\":\"$o\",\"class\":\"child_own\",\"wording\":\"the child's own\",\"title\":\"A letter\",\"author\":\"Robin Sample\",\"sent\":\"2026-11-18\",\"received\":\"2026-11-20\",\"place\":null,\"type\":\"txt\",\"bytes\":24,\"sha256\":\"$sum\",\"keep_until\":null,\"about\":\"$c, $kit, $alex\",\"evidence_of\":\"$f\"" "$out"
doc --file letter.txt
is "the same again" 5 "$code"
like "which one it is" "already: $o" "$err"
unlike "of no name" 'give another name' "$err"
code document show "$o" --out -
is "into what reads it" "$(cat letter.txt)" "$out"
is "no file of that name" "" "$(ls -- - 2>/dev/null)"
is "a screen is none" 2 "$(script -qec "\"$CNIS\" document show $o --out -" typed >/dev/null 2>&1; echo $?)"
unlike "nothing of it is shown" 'birds' "$(cat typed)"
worked "out" document show "$o" --out back.txt
is "as it came" "" "$(cmp letter.txt back.txt 2>&1)"
is "for its owner only" 600 "$(stat -c %a back.txt)"
refused "not over something else" 5 'of that name' document show "$o" --out back.txt </dev/null
like "who looked is noted of both" 'document show' "$("$CNIS" access "$kit")"
like "of the sibling too" "$o" "$("$CNIS" document list "$kit" --format csv)"
like "not yet then" '^document,class' "$("$CNIS" document list "$c" --format csv --as-at 2026-11-19)"
unlike "not in it" "$o" "$("$CNIS" document list "$c" --format csv --as-at 2026-11-19)"
unlike "nothing of it in the log" 'birds|A letter' "$("$CNIS" log --format json)"
refused "linked already" 5 'already' document link "$o" "$f"
refused "no such fact" 3 'no such record' document link "$o" F9-2
worked "linked" document link "$o" "$alex"
like "to an adult too" "\"evidence_of\":\"$f, $alex\"" "$("$CNIS" document show "$o" --format json)"

# ---- elsewhere -----------------------------------------------------------------------------------
code_in 'Certificate
Bailiff
ECMS 2026/1234
' document add "$c" --class certificate_of_service --source this_authority --sent 2026-11-20 --sha256 "$sum"
is "where it lies" 0 "$code"
worked "show" document show "$(printf '%s\n' "$out" | sed -n 's/.*\(O2-[0-9]\).*/\1/p' | head -1)" --format json
like "says where" '"place":"ECMS 2026/1234","type":null,"bytes":null,"sha256":"'"$sum"'"' "$out"
like "not held here" 'not held here' "$("$CNIS" document show O2-1 --out x 2>&1)"

# ---- legal advice, and what an ordinary officer is not shown -------------------------------------
printf 'Advice\n' >advice.txt
code_in 'Advice
Legal services
' document add "$c" --class legal_advice --source this_authority --file advice.txt --link "$hidden"
is "legal advice" 0 "$code"
advice=$(printf '%s\n' "$out" | sed -n 's/.*\(O3-[0-9]\).*/\1/p' | head -1)
worked "is linked to the hidden fact" document link "$o" "$hidden"
like "a manager is shown it" "$advice" "$("$CNIS" document list "$c" --format csv)"
printf 'Omar\n' | "$CNIS" officer add omar --roles officer >/dev/null 2>&1
as omar
unlike "an officer is not" "$advice" "$("$CNIS" document list "$c" --format csv)"
refused "it is not there" 3 'no such document' document show "$advice"
printf 'More advice\n' >more.txt
code_in 'More

' document add "$c" --class legal_advice --source this_authority --file more.txt
is "an officer keeps some all the same" 0 "$code"
like "and is told who is shown it" 'shown to managers and the role safeguarding only: it is kept' "$err"
unlike "not where to look for it in vain" 'document list' "$err"
refused "nor as a file" 3 'no such document' document show "$advice" --out advice.out
is "nothing is written" "" "$(ls advice.out 2>/dev/null)"
refused "nor to be linked" 3 'no such document' document link "$advice" "$c"
doc_again() { code_in 'Advice

' document add "$c" --class other --source public --file advice.txt; }
doc_again
is "the same file is there" 5 "$code"
unlike "but not which" "$advice" "$err"
unlike "nor what it is evidence of" "$hidden" "$("$CNIS" document show "$o" --format json)"
refused "a hidden fact is no fact" 3 'no such record' document link "$o" "$hidden"
unset CNIS_LOGIN
unlike "in no export of children" 'Advice|A letter' "$("$CNIS" export children --purpose test --format json 2>&1)"
worked "verify" verify
done_testing
