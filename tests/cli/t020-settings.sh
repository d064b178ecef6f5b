# Settings, officers, calendars and the empty lists of work.
# shellcheck source=lib.sh
. "$LIB"

export CNIS_LOGIN=boss
demo

worked "config list" config list --format csv
like "every setting says what it decides" '^gate.ehc,require,,require,choice,off advise require,the authority' "$out"
worked "config set" config set query.days 7
worked "config get" config get query.days --format json
like "the value and its first day" '"value":"7","from":"2026-11-21","default":"5"' "$out"
worked "config get, before" config get query.days --as-at 2026-11-20 --format json
like "the default held before" '"value":"5","from":null' "$out"
worked "a rehearsal" config set query.days 9 --dry-run
worked "config get again" config get query.days --format json
like "a rehearsal changes nothing" '"value":"7"' "$out"
refused "an unknown setting" 3 'no setting has this name' config get no.such
refused "a value of another type" 2 'takes a whole number' config set query.days seven
refused "a choice that is none" 2 'off advise require' config set gate.ehc maybe
refused "a date that is none" 2 'takes a date' config set law.s38.in_force_from 2026-02-30

code_in 'Ann Other' officer add ann --roles officer
is "an officer is added by name on stdin" 0 "$code"
code_in 'Ann Other' officer add ann
is "a login in use" 5 "$code"
refused "an unknown role" 2 "'king' is no role" officer role ann --add king
worked "a role is given" officer role ann --add manager
refused "a role given twice" 5 'has already the role manager' officer role ann --add manager
refused "neither add nor end" 2 'give one of' officer role ann
worked "officer list" officer list --format json
like "roles are a list" '"login":"ann","name":"Ann Other","team":null,"roles":\["officer","manager"\]' "$out"
refused "the last administrator" 4 'last administrator' officer end boss

CNIS_LOGIN=ann
refused "settings need an administrator" 9 'administrator' config set query.days 3
refused "officers need an administrator" 9 'administrator' officer role ann --add administrator
refused "a manager ends who is absent, not the last administrator" 4 'last administrator' officer end boss
CNIS_LOGIN=stranger
refused "a stranger sees nothing" 9 'no current officer' config list
CNIS_LOGIN=boss

worked "calendar days" calendar add authority 2026-12-21 2026-12-24 --title Christmas
code_in "day,kind,title
2027-01-04,closed,\"Staff day\"
9 Jan 2027,open,
" calendar add authority --from -
is "calendar days from stdin" 0 "$code"
worked "calendar list" calendar list authority --format csv
is "six days and a heading" 7 "$(wc -l <out | tr -d ' ')"
like "quotes are dropped" '^authority,2027-01-04,closed,Staff day' "$out"
refused "a calendar that is none" 2 'england, authority or the six digits' calendar add wales 2026-12-21
code_in '2027-13-01,closed,' calendar add authority --from -
is "a bad day names its line" 2 "$code"
like "line 1" 'line 1' "$err"

worked "nobody is late" overdue --exit-code
worked "nothing is due" due --mine --days 60 --format csv
refused "mine or theirs" 2 'exclude one another' due --mine --owner ann
refused "an officer nobody knows" 3 'no current officer' due --owner nobody
refused "a duty nobody knows" 3 'no such duty' duty show D1-3
worked "recalc" duty recalc --plan
worked "officer end" officer end ann
worked "verify" verify

done_testing
