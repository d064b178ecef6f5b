#!/bin/sh
# Out and in: exports, a school's return, the night, invented families.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
children() { "$CNIS" --format json child list --all | grep -c '"child"'; }
echo 'Vera Viewer' | "$CNIS" officer add viewer --roles auditor >said 2>&1
echo 'Ed Exporter' | "$CNIS" officer add porter --roles exporter >said 2>&1

# ---- lists of an empty register: no row, and --exit-code says so
for list in "child list" due overdue unseen "duty list" "consent list" "withdrawal list" "review list"; do
	# shellcheck disable=SC2086
	worked "$list: empty" $list --exit-code
done

# ---- export
cat >family.json <<'END'
{"schema": 1, "children": [
 {"name": "=Robin Sample", "born": "2015-03-02", "flags": [{"kind": "s47_enquiry", "from": "2026-11-02", "authority": "302"}]},
 {"name": "Kit Sample", "born": "2013-06-09"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
refused "no purpose" 2 'purpose' export children
worked "an export" export children --purpose "census rehearsal"
is "is CSV, a header and two rows" 3 "$(wc -l <out | tr -d ' ')"
like "a formula is made text" "'=Robin Sample" "$out"
unlike "the least that is useful" 's47|Invented Row' "$out"
cp out export.csv
for format in table plain csv; do
	worked "as $format" --format "$format" export children --purpose "census rehearsal"
	is "$format is CSV too" "" "$(cmp out export.csv 2>&1)"
done
worked "as JSON" --format json export children --purpose "census rehearsal"
is "one object a line" 2 "$(grep -c '^{.*}$' out)"
like "with its schema" '"schema":1' "$out"
refused "safeguarding facts need the role" 9 . export children --purpose audit --safeguarding
CNIS_LOGIN=viewer
export CNIS_LOGIN
refused "an auditor exports nothing" 9 . export children --purpose audit
printf 'full_name = n\nborn = b\nground = g\ndeleted = d\nschool_name := Netherwick High\n' >v.map
printf 'n,b,g,d\nAnn Pupil,2014-04-03,f,2026-11-06\n' >v.csv
refused "and imports nothing" 9 . import deletions v.csv --map v.map --apply
CNIS_LOGIN=porter
worked "an exporter exports" export children --purpose audit
unset CNIS_LOGIN
worked "who looked is noted" --format json access
like "with the purpose" 'census rehearsal' "$out"
worked "as it stood" export children --purpose audit --as-at 2026-01-01
is "nobody was here" 1 "$(wc -l <out | tr -d ' ')"
if [ -w /dev/full ]; then
	code=0
	"$CNIS" export children --purpose audit >/dev/full 2>err || code=$?
	is "a disk that is full is a failure" 1 "$code"
fi

# ---- import: the plan, the writing, once
{
	echo 'full_name = pupil'
	echo 'born = born'
	echo 'ground = ground'
	echo 'deleted = deleted'
	echo 'notice = notice'
	echo 'destination = destination'
	echo 'school_name := Netherwick High'
} >school.map
h='pupil,born,ground,deleted,notice,destination'
printf '%s\n' "$h" 'Ann Pupil,2014-04-03,9(1)(f),2026-11-06,2026-11-01,' 'Bo Pupil,2013-04-03,f,2026-11-06,,' \
	'Cy Pupil,2012-04-03,9.1.i,2026-11-06,,' 'Di Pupil,2012-05-03,9.1.a,2026-11-06,,Other School' >return.csv
before=$(head_seq)
worked "the plan" --format json import deletions return.csv --map school.map
is "of four rows" 4 "$(grep -c '"row"' out)"
like "says that nothing was written" 'nothing was written' "$err"
like "and how to go on" 'next: cnis import deletions .*--apply' "$err"
unlike "names nobody" 'Pupil' "$out$err"
is "nothing was" "$before" "$(head_seq)"
worked "apply, dry" --dry-run import deletions return.csv --map school.map --apply
is "writes nothing either" "$before" "$(head_seq)"
worked "applied" --format json import deletions return.csv --map school.map --apply
is "two are home educated" 2 "$(grep -c '"home education"' out)"
is "one without the notice: a query" 1 "$(grep -c '"query":true' out)"
is "one is missing education" 1 "$(grep -c '"missing education"' out)"
is "of one nothing is kept" 1 "$(grep -c '"nothing kept"' out)"
is "three children came" 5 "$(children)"
before=$(head_seq)
worked "applied twice" --format json import deletions return.csv --map school.map --apply
is "is here already" 3 "$(grep -c '"already here"' out)"
is "and writes nothing" "$before" "$(head_seq)"
is "whoever is told that a child is here already is noted" 3 \
	"$("$CNIS" access --limit 6 --format json | grep -c '"command":"import deletions","child":"C')"
for format in table plain csv json; do
	worked "the plan as $format" --format "$format" import deletions return.csv --map school.map
	like "$format has rows" 'already here' "$out"
done

# ---- import: wrong rows are set aside, corrected, and fed again
printf '%s\n' "$h" 'Ed Pupil,2014-14-03,f,2026-11-06,2026-11-01,' 'Flo Pupil,2014-05-03,f,2026-11-06,2026-11-01,' >second.csv
code import deletions second.csv --map school.map --apply
is "a wrong row stops everything" 2 "$code"
like "and is named" 'born' "$out$err"
is "nothing was written" "$before" "$(head_seq)"
worked "or is set aside" import deletions second.csv --map school.map --apply --rejects rejects.csv
is "the other is taken" 6 "$(children)"
is "the rejects are their owner's alone" 600 "$(stat -c %a rejects.csv)"
is "a header and one row" 2 "$(wc -l <rejects.csv | tr -d ' ')"
like "with the column and what is wrong" 'cnis_problem' "$(head -1 rejects.csv)"
before=$(head_seq)
refused "a rejects file is not written over" 5 . import deletions second.csv --map school.map --apply --rejects rejects.csv
is "before anything is written" "$before" "$(head_seq)"
sed 's/2014-14-03/2014-04-13/' rejects.csv >corrected.csv
worked "corrected and fed again" import deletions corrected.csv --map school.map --apply
is "all are here" 7 "$(children)"

# ---- import: a row that is like a child here tells so, and who was told is noted
printf '%s\n' 'name,born' 'Robyn Likewise,2015-03-02' >first.csv
printf '%s\n' 'name,born' 'Robin Likewise,2015-03-02' >like.csv
printf '%s\n' 'full_name = name' 'born = born' >like.map
noted() { "$CNIS" access --format json | grep -c '"command":"import families","child":"C'; }
worked "a spreadsheet" import families first.csv --map like.map --apply
is "nobody was here before" 0 "$(noted)"
worked "one row is like a child here" import families like.csv --map like.map --rejects like.out.csv --apply
like "the file says whom" 'perhaps the same child as C[0-9]*-[0-9]' "$(cat like.out.csv)"
is "who was told is noted" 1 "$(noted)"
worked "a rehearsal" import families like.csv --map like.map
is "notes it too" 2 "$(noted)"
code import families like.csv --map like.map --apply
is "and without a file for such rows" 2 "$code"
like "where the message says whom" 'perhaps the same child as C' "$err"
is "it is noted" 3 "$(noted)"

refused "no such return" 3 . import deletions none.csv --map school.map
refused "no such map" 3 . import deletions return.csv --map none.map
echo 'shoe_size = pupil' >bad.map
refused "an unknown field in the map" 2 . import deletions return.csv --map bad.map
refused "no map" 2 'map' import deletions return.csv
worked "the register proves itself" verify

# ---- lists with rows
for list in "child list" due unseen "duty list"; do
	# shellcheck disable=SC2086
	code $list --exit-code --as-at 2026-11-21
	is "$list: not empty" 10 "$code"
	for format in table plain csv json; do
		# shellcheck disable=SC2086
		worked "$list as $format" --format "$format" $list
		unlike "$list as $format is not empty" '^$' "$(head -1 out)"
	done
done
CNIS_NOW=2027-12-01T12:00:00Z
code overdue --exit-code
is "overdue: not empty" 10 "$code"
CNIS_NOW=2026-11-21T12:00:00Z

# ---- the night
like "the help names the timer" 'cnis-nightly\.timer' "$("$CNIS" nightly --help)"
like "and a cron line, whole" '^ *30 1 \* \* \* .*cnis nightly --out .*--quiet$' "$("$CNIS" nightly --help)"
refused "no folder named" 2 'out' nightly
refused "no such folder" 3 . nightly --out nowhere
: >file
refused "a file is no folder" 1 . nightly --out file
mkdir -m 700 nights
if [ "$(id -u)" -ne 0 ]; then
	chmod 500 nights
	refused "a folder that cannot be written" 1 . nightly --out nights
	chmod 700 nights
fi
[ -d /sys/kernel ] && refused "a folder nobody can write to" 1 . nightly --out /sys/kernel
refused "a night cannot be tried out" 2 'does not take it' nightly --out nights --dry-run
CNIS_LOGIN=viewer
export CNIS_LOGIN
refused "an auditor runs no night" 9 . nightly --out nights
unset CNIS_LOGIN
is "nothing was published" "" "$(ls nights)"
CNIS_LOGIN=porter
export CNIS_LOGIN
worked "the night" --format json nightly --out nights
unset CNIS_LOGIN
like "says what it did" '"night":"2026-11-21"' "$out"
for f in manifest.json children.csv due.csv overdue.csv unseen.csv; do
	is "$f is there" yes "$([ -s "nights/2026-11-21/$f" ] && echo yes)"
done
is "the heartbeat too" yes "$([ -s nights/heartbeat.json ] && echo yes)"
is "readable by its owner alone" "" "$(find nights -perm /077)"
published=$(ls -l nights/2026-11-21)
refused "a second time" 5 . nightly --out nights
refused "nor into a folder that is not there" 3 'output folder' nightly --out nowhere
is "what was published stays" "$published" "$(ls -l nights/2026-11-21)"
day=22
for format in table plain csv; do
	CNIS_NOW=2026-11-${day}T12:00:00Z
	worked "the next night, told as $format" --format "$format" nightly --out nights
	like "$format names it" "2026-11-$day" "$out"
	day=$((day + 1))
done
CNIS_NOW=2026-11-21T12:00:00Z

# ---- invented families
refused "not beside real ones" 5 . demonstrate --children 5
worked "an empty register" -r one.cnis init --authority 302 --demonstration
worked "and its twin" -r two.cnis init --authority 302 --demonstration
refused "they cannot be tried out" 2 'does not take it' -r one.cnis demonstrate --dry-run --children 5
worked "invented families" --format json -r one.cnis demonstrate --children 12 --seed 7
like "are counted" '"children":12' "$out"
like "and said to be nobody" 'nobody' "$err"
worked "the same" -r two.cnis demonstrate --children 12 --seed 7
"$CNIS" -r one.cnis export children --purpose t >one.csv 2>said
"$CNIS" -r two.cnis export children --purpose t >two.csv 2>said
is "seed, number and day give the same families" "" "$(cmp one.csv two.csv 2>&1)"
refused "twice is not the same" 5 . -r one.cnis demonstrate --children 12
worked "they prove themselves" -r one.cnis verify
# ---- nothing is known before it happened: neither an instant after the clock nor a day after today
CNIS_NOW=2026-01-05T06:00:00Z
worked "a register made a while ago" -r past.cnis init --authority 302 --demonstration
CNIS_NOW=2026-11-21T06:30:00Z
worked "families early in the morning" -r past.cnis demonstrate --children 60 --seed 3
if command -v sqlite3 >/dev/null; then
	now=$(date -u -d "$CNIS_NOW" +%s)
	sqlite3 past.cnis "SELECT m.name || ' ' || c.name || ' ' || CASE WHEN c.name LIKE '%at' THEN $now ELSE $now / 86400 END
		FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
		AND c.type = 'INTEGER' AND (c.name = 'at' OR c.name LIKE '%\_at' ESCAPE '\'
			OR c.name IN ('from_day', 'on_day', 'opened_day', 'ended_day', 'registered_day', 'received_day',
				'reviewed_day', 'notified_day', 'notice_day', 'decided_day', 'considered_day', 'applied_day',
				'said_day', 'served_day', 'signed_day', 'outcome_day', 'referred_day', 'closed_day'))
		AND m.name NOT IN ('calendar_day', 'setting')" >columns
	later=
	while read -r table column most; do
		rows=$(sqlite3 past.cnis "SELECT count(*) FROM $table WHERE $column > $most")
		[ "$rows" -eq 0 ] || later="$later $table.$column: $rows"
	done <columns
	is "instants and days were looked at" yes "$([ "$(wc -l <columns)" -gt 40 ] && grep -q '^journal at' columns && echo yes)"
	is "none is later than the clock" "" "$later"
fi
CNIS_NOW=2026-11-21T12:00:00Z
done_testing
