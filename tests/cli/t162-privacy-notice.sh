#!/bin/sh
# The privacy notice: due within a month where a school told of the family (UK GDPR Art. 14(3)), at
# once where the family did (Art. 13); met by telling each parent; worked out again by `why`.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
family() { # family NAME NOTIFIED_BY
	cat >family.json <<END
{"schema": 1, "notified_by": "$2", "confirmed_not_duplicate": true,
 "children": [{"name": "Robin $1", "born": "2015-03-02"}],
 "parents": [{"name": "Alex $1", "relationship": "mother", "responsibility": "yes"},
             {"name": "Sam $1", "relationship": "father", "responsibility": "yes"}],
 "addresses": [{"line1": "$1 Row", "postcode": "N2 0AB"}]}
END
}
notices() { "$CNIS" duty list --child "$1" --kind privacy_notice --format json --no-names; }

family Sample parent
worked "a family that told of itself" register --from family.json
like "is given it at once" 'Art\. 13.*tell add C1-3' "$err"
is "and no clock runs" "" "$(notices C1-3)"
like "doctor has nothing to say" '"check":"notices","state":"ok"' "$("$CNIS" doctor --format json)"
family Other school
worked "a family a school told of" register --from family.json
unlike "not at once" 'Art\. 13' "$err"
like "within a month" '"due":"2026-12-21"' "$(notices C2-1)"
worked "doctor" doctor --format json
like "misses the notice that is to be given" '"check":"notices","state":"warning",.*1 privacy notices' "$out"
like "and says how it is named" 'cnis config set told.privacy_notice.version' "$out"
worked "named" config set told.privacy_notice.version 2026-09 --from 2026-11-01
like "there is one" '"check":"notices","state":"ok"' "$("$CNIS" doctor --format json)"
duty=$(notices C2-1 | sed -n 's/.*"duty":"\(D[0-9]*-[0-9]\)".*/\1/p')
worked "why" why "$duty" --format json
like "by the regulation" 'UKGDPR\.14\.3' "$out"
like "with its arithmetic" 'one month from obtaining the data on 2026-11-21 ends on 2026-12-21' "$out"
worked "for the family" why "$duty" --for-family
code_in "done" duty meet "$duty"
is "it is met by telling" 4 "$code"
like "by tell add" 'tell add' "$err"
code_in "later" duty extend "$duty" --to 2027-01-31
is "the law's date is not put off" 4 "$code"
like "by its citation" 'Art\. 14' "$err"
worked "one parent" tell add C2-1 --kind privacy_notice --person P3-7 --edition 2026-09 --method post
like "the other has not got it" privacy_notice "$(notices C2-1)"
worked "the other" tell add C2-1 --kind privacy_notice --person P4-5 --edition 2026-09 --method email
is "met" "" "$(notices C2-1)"
worked "undone" undo "$("$CNIS" log --format json | sed -n 's/.*"seq":\([0-9]*\).*told.add.*/\1/p' | head -1)"
like "it is due again" privacy_notice "$(notices C2-1)"
# What a neighbour wrote was the first, a month ago: the parent's own word later is no new beginning.
code_in '{"kind": "neighbour", "channel": "post", "source": "public", "received": "2026-10-20", "text": "A child is seen at ten in the morning."}' intake add --from - --format json
is "a neighbour writes" 0 "$code"
family Early parent
worked "the family is registered" register --from family.json --intake K1-3
like "a month from what the neighbour wrote" '"due":"2026-11-20"' "$(notices C3-7)"
code_in '{"kind": "school_form", "channel": "email", "source": "school", "received": "2026-11-18", "text": "He was here until July."}' intake add --from - --format json
worked "of a family that told of itself" intake triage K2-1 --outcome known_child --child C1-3
like "a school tells more" '"due":"2026-12-18"' "$(notices C1-3)"
# Who said it is often not asked: what arrived is from somebody else unless it says the family.
day=20
for kind in neighbour professional school_form other_authority lost_pupil_search telephone; do
	code_in "{\"kind\": \"$kind\", \"channel\": \"post\", \"received\": \"2026-10-$day\", \"text\": \"A child.\"}" intake add --from - --format json
	intake=$(printf '%s\n' "$out" | grep -o 'K[0-9]*-[0-9]' | head -1)
	family "Of$kind" parent
	worked "a family of whom came: $kind" register --from family.json --intake "$intake"
	like "$kind: a month from then" "\"due\":\"2026-11-$day\"" "$(notices "$(printf '%s\n' "$out" | grep -o 'C[0-9]*-[0-9]' | head -1)")"
done
code_in '{"kind": "telephone", "channel": "telephone", "source": "parent", "received": "2026-10-20", "text": "We moved here."}' intake add --from - --format json
intake=$(printf '%s\n' "$out" | grep -o 'K[0-9]*-[0-9]' | head -1)
family Caller parent
worked "a family that rang" register --from family.json --intake "$intake"
is "no clock runs" "" "$(notices "$(printf '%s\n' "$out" | grep -o 'C[0-9]*-[0-9]' | head -1)")"
worked "a clock of nobody's" rule eval UKGDPR.14.3 --obtained_on 2027-01-31 --format json
like "the last day of a short month" '"due_on":"2027-02-28"' "$out"
worked "nothing moves" duty recalc --plan
worked "verify" verify
worked "the duty invariant" doctor
done_testing
