#!/bin/sh
# A plan for what has arrived: three hundred at once, edited by hand, out of date, or no plan at all.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

CNIS_NOW=2026-09-04T08:00:00Z CNIS_REGISTER=$T/r.cnis
export CNIS_NOW CNIS_REGISTER
as boss
worked "a register" init --authority 302 --demonstration
code_in "Invented Ann
" officer add ann --roles officer --team EHE
CNIS_NOW=2026-09-07T08:00:00Z
refused "nothing in the file" 2 'is empty' intake apply /dev/null
awk 'BEGIN { for (i = 1; i <= 300; i++)
	printf "{\"kind\":\"school_form\",\"text\":\"Not returned.\",\"children\":[{\"full_name\":\"Given%d Family%d\"}],\"telephone\":\"020 7946 %04d\"}\n", i, i, int((i + 1) / 2) }' </dev/null >three_hundred.jsonl
worked "three hundred" intake add --from three_hundred.jsonl
worked "a plan for all of them" intake plan --out plan.csv --owners ann,boss --format json
like "in families" '"intakes":300,"families":150,"acknowledged":300' "$out"
worked "put into effect" intake apply plan.csv --format json
like "in one" '"intakes":300,"families":150,"acknowledged":300,"allocated":150,"grouped":300' "$out"
is "evenly" "150" "$("$CNIS" intake list --mine --no-names --format json | wc -l)"
worked "verify" verify
worked "taken back" undo "$(head_seq)"
is "all of it" "0" "$(sqlite3 r.cnis 'SELECT count(*) FROM intake WHERE acknowledged_day IS NOT NULL OR group_id IS NOT NULL')"

# ---- edited by hand ------------------------------------------------------------------------------
{
	head -1 plan.csv
	sed -n '2,6p' plan.csv | tr -d '\r' | awk -F, -v OFS=, 'NR <= 3 { $(NF - 3) = "twins" } NR == 4 { $(NF - 3) = "" } { $(NF - 1) = "boss"; $NF = NR == 5 ? "no" : "yes"; print }'
} >hand.csv
worked "five of them, a label of one's own" intake apply hand.csv --format json
like "and nothing else" '"intakes":5,"families":1,"acknowledged":4' "$out"
is "three together" "1 1 1" "$(sqlite3 r.cnis 'SELECT group_id FROM intake WHERE group_id IS NOT NULL' | xargs)"
worked "a plan later" intake plan --out later.csv
like "keeps them together" 'taken together before with K1-3' "$(cat later.csv)"

# ---- no plan -------------------------------------------------------------------------------------
before=$(head_seq)
# bad LABEL CODE PATTERN: what stands in bad.csv
bad() { refused "$1" "$2" "$3" intake apply bad.csv; }
# line [SED]: the header and a row of the plan, changed
line() { { head -1 later.csv && sed -n 8p later.csv | sed "${1:-}"; } >bad.csv; }
head -1 hand.csv | cut -d, -f1,3- >bad.csv
bad "a column is missing" 2 'state|missing'
head -1 hand.csv >bad.csv
bad "no row" 2 'nothing in it'
line p
bad "one twice" 2 'twice'
line 's/^K[0-9]*-[0-9]/C1-3/'
bad "no intake" 2 'line 2'
line 's/^K[0-9]*-[0-9]/K777-0/'
bad "a slip" 2 'line 2'
line 's/,\(ann\|boss\),/,nobody,/'
bad "no officer" 3 'officer'
line 's/,\(ann\|boss\),/,,/'
bad "no owner" 2 'somebody has to have it'
line 's/,yes/,perhaps/'
bad "neither yes nor no" 2 'yes or no'
refused "a folder" 2 'directory' intake apply "$T"
refused "no such file" 3 'No such file' intake apply nowhere.csv
refused "acknowledged before it arrived" 2 'before K' intake apply later.csv --acknowledged 2026-09-01
refused "acknowledged tomorrow" 2 'future' intake apply later.csv --acknowledged 2026-09-08
refused "team and owners" 2 'exclude' intake plan --out x.csv --team EHE --owners ann
refused "an officer who is none" 3 'officer' intake plan --out x.csv --owners nobody
ln -s elsewhere.csv link.csv
refused "through a link" 5 'of that name' intake plan --out link.csv
refused "into no folder" 1 'out' intake plan --out nowhere/x.csv
is "nothing was written" "$before" "$(head_seq)"
is "nor any file" "" "$(ls x.csv elsewhere.csv 2>/dev/null)"
k=$(sed -n '8s/,.*//p' later.csv)
code_in "nobody lives there
" intake triage "$k" --outcome no_action
line
bad "meanwhile it has its outcome" 4 'has its outcome'
worked "doctor" doctor
done_testing
