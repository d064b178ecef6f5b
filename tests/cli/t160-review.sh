# Reviewing and seeing, from the command line.
# shellcheck source=lib.sh
. "$LIB"

CNIS_LOGIN=boss
export CNIS_LOGIN
demo --in-force 38=2026-09-01
code_in "An Officer" officer add ann --roles officer
is "a second officer" 0 "$code"
cat >form.json <<'EOF'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Example", "born": "2015-03-02", "reason": "unknown",
  "flags": [{"kind": "priority", "from": "2026-10-01"}]}],
 "parents": [{"name": "Parent Example", "relationship": "mother", "responsibility": "yes",
  "has_care": "yes"}],
 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
EOF
worked "a family" register --from form.json

worked "never seen" unseen --format csv
like "with the reason" '^C1-3,Robin Example,,,priority,boss' "$(tr -d '\r' <out)"
worked "everyone" unseen --all
like "headed that there is no power" 'no power to require' "$err"
code unseen --exit-code
is "a list that is not empty, for jobs" 10 "$code"
worked "seen" seen add C1-3 --place home --by ehe_officer --voice speech --on 2026-11-21
worked "who was seen today" unseen --format csv
like "comes with no days" '^C1-3,Robin Example,2026-11-21,0,priority' "$(tr -d '\r' <out)"
refused "not in the future" 2 "future" seen add C1-3 --place home --by ehe_officer --voice speech --on 2026-11-22

worked "an attempt" contact add C1-3 --method telephone --outcome no_reply
worked "is listed" contact list C1-3 --format json
like "with its outcome" '"outcome":"no_reply"' "$out"
worked "information" plan receive C1-3 --kind report --method email
worked "the home considered" consider C1-3
like "meets the duty" '436B\(8\) is met' "$err"

code_in "A well kept record." review record C1-3 --method post --evidence report --outcome suitable \
	--voice not_offered --reasons-file -
is "a review" 0 "$code"
like "by post is a desk review and says so" 'desk review: nobody met' "$err"
like "and says when the next is" 'next review due by 2027-11-21' "$err"
code_in "Little to see." review record C1-3 --method meeting --evidence plan,conversation_parent \
	--outcome appears_not_suitable --voice speech --reasons-file -
is "an adverse review" 0 "$code"
like "awaits a second officer" 'awaiting a second officer' "$out"
refused "who is not the first" 4 "LOCAL.review.second-officer" review sign R2-1 --agree
refused "agree or disagree" 2 "agree" review sign R2-1
CNIS_LOGIN=ann
worked "another officer" review sign R2-1 --agree
like "opens the next step" 'due by 2026-11-27' "$err"
worked "the reviews" review list --child C1-3 --format csv
is "both are listed" 3 "$(wc -l <out | tr -d ' ')"
worked "one of them with its reasons" review show R2-1 --format json
like "reasons" '"reasons":"Little to see."' "$out"
refused "free text is not taken from the command line" 2 "" review record C1-3 --reasons text
refused "no such child" 3 "child" contact list C999-0
CNIS_LOGIN=boss
worked "the register is proved" verify

worked "a list" review list --format csv
shown=$(sed 1d out | grep -Eo '(^|,)C[0-9]+-[0-9A-Z](,|$)' | tr -d , | sort -u | wc -l | tr -d ' ')
worked "who looked" access --limit "$shown" --format csv
is "each child shown is noted once" "$shown" "$(grep -c ',review list,' out)"
rm -rf r.cnis.access*
mkdir r.cnis.access
refused "no note, no list" 9 'nothing is shown' review list
rmdir r.cnis.access

done_testing
