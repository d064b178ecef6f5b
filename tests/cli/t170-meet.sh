#!/bin/sh
# A duty that nothing else records is met by saying what was done; the others by their records.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

export CNIS_LOGIN=boss
demo
printf '{"schema":1,"children":[{"name":"Robin Sample","born":"2015-03-02","flags":[{"kind":"s47_enquiry","from":"2026-11-10"}]}],"parents":[{"name":"Alex Sample"}],"addresses":[{"line1":"1 Invented Row","postcode":"N2 0AB"}]}' >f
worked "a family" register --from f
printf '{"schema":1,"children":[{"name":"Kit Other","born":"2014-03-02","route":"missing_education"}],"parents":[{"name":"Jo Other"}],"addresses":[{"line1":"2 Invented Row","postcode":"N2 0AB"}]}' >f
worked "a child missing education" register --from f
duty() { "$CNIS" duty list --kind "$1" --no-names --format csv | tr -d '\r' | awk -F, 'NR == 2 { print $1 }'; }
word=$(duty speak_social_care)
refused "a review is met by a review" 2 'reason|input ended|missing' duty meet "$(duty review)"
code_in "done" duty meet "$(duty review)"
is "a review is not met by saying so" 4 "$code"
like "what meets it is named" 'met by a review of the education' "$err"
code_in "done" duty meet "$word" --on 2026-11-20
is "not before it was opened" 2 "$code"
code_in "done" duty meet "$word" --on 2026-11-22
is "not in the future" 2 "$code"
code_in "done" duty meet "$(duty missing_enquiry)"
is "not when nothing would be left to do" 4 "$code"
like "and what to record instead" 'record what follows first' "$err"
code_in "Spoke to the duty team." duty meet "$word"
is "met" 0 "$code"
code duty show "$word" --format json
like "with what was done" '"state":"met".*"reason":"Spoke to the duty team."' "$out"
code_in "again" duty meet "$word"
is "not twice" 4 "$code"
worked "verify" verify
done_testing
