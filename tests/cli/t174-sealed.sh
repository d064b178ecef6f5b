# A sealed identity is shown to nobody by anything, and nothing holds it and the new one.
# shellcheck source=lib.sh disable=SC2154
. "$LIB"
# shellcheck source=kept.sh
. "${LIB%/*}/kept.sh"
# form NAME MOTHER LINE POSTCODE
form() {
	printf '{"schema":1,"notified_by":"parent","children":[{"name":"%s","born":"2014-05-02","sex":"F","reason":"unknown"}],"parents":[{"name":"%s","relationship":"mother","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"%s","town":"London","postcode":"%s"}]}' "$@"
}

made_by_boss custodian safeguarding exporter auditor
officers ann:officer mia:manager cus:custodian,officer,safeguarding
# the child and a brother of the same mother, who stays
form "Former Wren" "Birth Mother" "8 Old Lane" "NW1 1AA" | sed 's/"parents"/"x"/; s/{"name":"Former Wren"/{"name":"Brother Wren","born":"2016-01-01","reason":"unknown"},&/; s/"x"/"parents"/' >form.json
as ann register --from form.json --format json
is "a family" 0 "$code"
brother=$(refs C | sed -n 1p) old=$(refs C | sed -n 2p)
id=${old#C}
id=${id%-*}
code_in 77 child number add "$old" --kind previous_system
is "a number" 0 "$code"
code contact add "$old" --method telephone --outcome reached
was=$(refs T | head -1)
at 2026-11-21T09:00:00Z
code_in ZZ26P00001 order-of-court add "$old" --kind specific_issue --from 2026-11-20 --source court --format json
is "an order" 0 "$code"
order=$(refs G | head -1)
code duty list --child "$old" --format json
duty=$(refs D | head -1)
code entry list "$old" --format json
entry=$(refs E | head -1)
worked "a backup of before" backup before.cnis

# ---- what arrived, and is not kept as about the child: open, dealt with, of the name in its words alone
arrived() { # arrived NAME BORN TEXT: $k
	about=
	[ -z "$1" ] || about=$(printf ',"children":[{"full_name":"%s"%s}]' "$1" "${2:+,\"born\":\"$2\"}")
	printf '{"schema":1,"kind":"other_authority","source":"other_authority","text":"%s"%s}' "$3" "$about" >intake.json
	as ann intake add --from intake.json --format json
	is "something arrived" 0 "$code"
	k=$(refs K | head -1)
}
settle() { # settle REFERENCE: nothing is to be done
	CNIS_LOGIN=ann code_in "Nobody there." intake triage "$1" --outcome no_action
	is "$1 is dealt with" 0 "$code"
}
arrived "Former Wren" 2014-05-02 "He moved here."
open1=$k
arrived "" "" "Formerly Former Wren, it says, is not at school."
open2=$k
arrived "Former Wrenn" "" "He was seen."
closed=$k
settle "$closed"

# ---- sealing
code_in "$old" identity seal "$old"
is "not while an order holds" 4 "$code"
like "and says so" "order of a court" "$err"
worked "it ends" order-of-court end "$order" --on 2026-11-20
CNIS_LOGIN=mia code_in "$old" identity seal "$old"
is "a manager alone does not" 9 "$code"
CNIS_LOGIN=cus code_in "$old" identity seal "$old"
is "nor a custodian alone" 9 "$code"
code_in "$brother" identity seal "$old"
is "the reference is typed again" 2 "$code"
code identity seal "$old"
is "and not left out" 2 "$code"
code_in "$old" identity seal C900-6
is "somebody who is there" 2 "$code"
code_in C900-6 identity seal C900-6
is "nobody there" 3 "$code"
worked "nothing was done" child show "$old"
code_in "$old" identity seal "$old"
is "not while something that names the child is to be dealt with" 4 "$code"
like "it says which" "$open1, $open2:" "$err"
unlike "and no other" "$closed" "$err"
like "and what to do" "intake triage" "$err"
settle "$open2"
as ann intake triage "$open1" --outcome known_child --child "$old"
is "one was about the child" 0 "$code"
worked "a backup of just before" backup just.cnis
code_in "$old" identity seal "$old"
is "sealed" 0 "$code"
like "and it says what goes with it" "names this child, 2 in all" "$err"
like "and what is not shown any more" "about both is shown to nobody" "$err"
seq=$(sqlite3 r.cnis "SELECT max(seq) FROM journal")

# ---- the new child, in an entry of its own
at 2026-11-24T10:00:00Z
form "Robin New" "Adoptive Mother" "9 New Lane" "NW2 2BB" >form.json
as ann register --from form.json --format json
is "the child is registered anew" 0 "$code"
new=$(refs C | head -1)
newid=${new#C}
newid=${newid%-*}
unlike "and nothing is said of the old" "$old|Wren|alike|same|duplicate" "$out$err"

# ---- shown to nobody
SECRET="Former|$old|$duty|$entry|$order|${was:-no such}"
for login in boss cus mia ann; do
	for words in "child show {}" "child show {} --known-at 2026-11-20T10:00:00Z" "entry list {}" "log {}" "access {}" \
		"household show {}" "why {}" "document list {}" "withhold list {}" "merge compare {} $new" "flag list {}"; do
		# shellcheck disable=SC2046
		as $login $(printf '%s' "$words" | sed "s/{}/C900-6/")
		never="$code $out $err"
		# shellcheck disable=SC2046
		as $login $(printf '%s' "$words" | sed "s/{}/$old/")
		is "$login: $words: as one that never was" "$never" "$(printf '%s' "$code $out $err" | sed "s/$old/C900-6/g")"
	done
	for words in "child list" "intake list --all" "intake list --all --known-at 2026-11-21T10:00:00Z" "child list --known-at 2026-11-20T10:00:00Z" "duty list --all" "due --days 900" "unseen --all" log \
		"log --all" access "duplicate list" "restrict list --all" "break-glass list" "merge list" "household show $brother" \
		"household show $new" "child history $brother" "child show $new" "log $new" "order-of-court list $brother" today; do
		# shellcheck disable=SC2086
		as $login $words --format json
		unlike "$login: $words" "$SECRET" "$out$err"
	done
	for term in Former Wren "8 Old Lane" 2014-05-02 77; do
		CNIS_LOGIN=$login code_in "$term" child find --format json
		unlike "$login: find $term" "$SECRET" "$out$err"
	done
	CNIS_LOGIN=$login code_in "It is the same child, I know." break-glass open "$old"
	is "$login: no break-glass" 3 "$code"
	CNIS_LOGIN=$login code_in "One child." merge "$new" "$old"
	unlike "$login: no merge" "^0" "$code"
	as $login undo "$seq" --reason "no"
	unlike "$login: no undo" "^0" "$code"
done
as boss export children --purpose test
unlike "no export" "$SECRET" "$out$err"
as boss export full --purpose test --out full.jsonl
is "a full export" 0 "$code"
is "has none of it" "" "$(grep -Ec "Former|\"$old\"|$duty|$entry" full.jsonl | grep -v '^0$')"
mkdir nights
worked "a night" nightly --out nights
is "no night has" "" "$(grep -rlE "$SECRET" nights)"
printf 'given_names = G\nfamily_name = F\nborn = B\n' >list.map
printf 'G,F,B\nFormer,Wren,2014-05-02\n' >list.csv
code match list.csv --map list.map --purpose test --format json
unlike "no match" "$SECRET" "$out$err"
worked "a copy" backup copy.cnis
CNIS_REGISTER=$T/copy.cnis code child show "$old"
is "a copy shows it to nobody either" 3 "$code"
code -r "$T/back.cnis" restore copy.cnis
CNIS_REGISTER=$T/back.cnis code child show "$old"
is "nor what is made of the copy" 3 "$code"

# ---- nothing holds both: no row of any table, no entry of the journal, no row of the access log
both=
for table in $(sqlite3 r.cnis "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"); do
	columns=$(sqlite3 r.cnis "SELECT group_concat('quote(' || name || ')', ' || char(9) || ') FROM pragma_table_info('$table')")
	both=$both$(sqlite3 r.cnis "SELECT $columns FROM $table" | grep -aE "Former|Wren|Old Lane|$old" | grep -aE "Robin New|New Lane|$new")
done
is "no row holds both" "" "$both"
is "no entry touches both" "" "$(sqlite3 r.cnis "SELECT seq FROM journal_touch WHERE child_id = $id INTERSECT SELECT seq FROM journal_touch WHERE child_id = $newid")"
for pair in "relationship person_id" "child_residence address_id" "document_subject document_id" "intake_child intake_id"; do
	is "no ${pair#* } of both" "" "$(sqlite3 r.cnis "SELECT ${pair#* } FROM ${pair% *} WHERE child_id = $id INTERSECT SELECT ${pair#* } FROM ${pair% *} WHERE child_id = $newid")"
done
is "no instant of both" "" "$(sqlite3 r.cnis "SELECT at FROM journal WHERE seq IN (SELECT seq FROM journal_touch WHERE child_id = $id) INTERSECT SELECT at FROM journal WHERE seq IN (SELECT seq FROM journal_touch WHERE child_id = $newid)")"
for table in not_same child_alias; do
	is "no pair in $table" 0 "$(sqlite3 r.cnis "SELECT count(*) FROM $table")"
done
is "its duties ended" 0 "$(sqlite3 r.cnis "SELECT count(*) FROM duty WHERE child_id = $id AND state = 'open'")"
is "its links ended" 0 "$(sqlite3 r.cnis "SELECT count(*) FROM relationship WHERE child_id = $id AND to_day IS NULL")"
for word in Former Wren "Old Lane" "$old" ZZ26P00001; do
	is "no entry of the new one has a byte of the old: $word" "" "$(sqlite3 r.cnis "SELECT seq FROM journal_payload WHERE seq IN (SELECT seq FROM journal_touch WHERE child_id = $newid) AND instr(body, CAST('$word' AS BLOB)) > 0")"
done
for word in Robin "New Lane" "Adoptive" "$new"; do
	is "nor one of the old a byte of the new: $word" "" "$(sqlite3 r.cnis "SELECT seq FROM journal_payload WHERE seq IN (SELECT seq FROM journal_touch WHERE child_id = $id) AND instr(body, CAST('$word' AS BLOB)) > 0")"
done
is "no file but the register, its copies and what was typed in has a byte of it" "" "$(grep -rlaE "Former|ZZ26P00001" . | grep -vE '^\./([a-z]*\.cnis[^/]*|[a-z]*\.json|list\.csv)$')"
for login in boss cus mia ann; do
	as $login intake list --all --format json
	unlike "$login: none of it in the list" "$open1|$open2|$closed" "$out"
	for k in "$open1" "$open2" "$closed"; do
		as $login intake show "$k"
		is "$login: not $k" 3 "$code"
		as $login intake show "$k" --known-at 2026-11-21T10:00:00Z
		is "$login: nor as it was" 3 "$code"
	done
done
worked "the register is sound" verify --quiet
worked "and healthy" doctor

# ---- the backup of before, put back over it: sealed again before anybody can look (t179)
worked "the backup of before is put back" restore before.cnis
like "and seals it again" "1 sealed" "$err"
for login in boss cus mia ann; do
	for words in "intake list --all" "intake list --all --known-at 2026-11-21T10:00:00Z" "child list --all" "child list --all --known-at 2026-11-20T10:00:00Z" "duty list --all" "due --days 900" "log --all" access \
		"household show $brother" "child history $brother" "order-of-court list $brother" "withdrawal list --all" today; do
		# shellcheck disable=SC2086
		as $login $words --format json
		unlike "$login: $words, put back" "$SECRET" "$out$err"
	done
	as $login child show "$old"
	is "$login: as one that never was" 3 "$code"
	CNIS_LOGIN=$login code_in "It is the same child, I know." break-glass open "$old"
	is "$login: no break-glass there" 3 "$code"
done
worked "what was put back is sound" verify --quiet
like "and nothing in it is forgotten" "^duties,ok" "$("$CNIS" doctor --format csv 2>/dev/null)"
done_testing
