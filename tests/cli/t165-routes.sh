#!/bin/sh
# Routes at once, children held on another basis, the census, and leaving school age.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo --in-force 38=2026-09-01
# no two are like each other
family() { # NAMES BORN POSTCODE MORE
	printf '{"schema": 1, "notified_by": "school", "children": [{"name": "%s", "born": "%s"%s}],
 "parents": [{"name": "Parent of %s"}], "addresses": [{"line1": "1 Invented Row", "postcode": "%s"}]}' "$1" "$2" "$4" "$1" "$3"
}
standing() { "$CNIS" entry standing "$1" --format json; }

family 'Robin Sample' 2015-03-02 'N2 0AB' ',"from":"2026-09-01"' >f && worked "home educated" register --from f
family 'Wilhelmina Quarterly' 2014-08-19 'NW1 1AA' ',"from":"2026-09-01","route":"flexi_schooling","school":{"name":"Invented Primary","on_roll":true}' >f
worked "flexi-schooling" register --from f
family 'Obadiah Fenwick' 2010-11-07 'N2 0AE' ',"from":"2026-09-01"' >f && worked "in year 11" register --from f
home=$(ref C1) flexi=$(ref C2) leaver=$(ref C3)

# ---- several at once
like "the table answers for a day" '"parents_duties":true,.*"support":true,"census_state":"home_educated"' "$(standing "$home")"
like "of a pupil there is no support duty" '"condition_c":"b","parents_duties":true,.*"support":false,"census_state":"neither"' "$(standing "$flexi")"
worked "section 19 beside it" entry also "$flexi" --route section_19 --because authority_arranged --full-time yes
like "takes the parents' duties away" '"routes":.*flexi_schooling.*section_19.*"parents_duties":false,"not_by_436d_6":"a"' "$(standing "$flexi")"
like "why says so with the section" '436D\(6\)' "$("$CNIS" why "$flexi" --format json)"
refused "home education of a pupil" 4 'registered pupil.*\(EA1996.436B.2\)|436B' entry also "$flexi" --route home_education --because other
refused "twice" 5 'already' entry also "$flexi" --route section_19 --because other
worked "ended" entry also-end "$flexi" --route section_19 --because arrangement_ended
further=$("$CNIS" entry routes "$flexi" --format json)
like "the list of routes has the entry's own" '"route":"flexi_schooling","further":false,"condition_c":"b"' "$further"
like "and the further one, with why it began and ended" '"route":"section_19","further":true,.*"because":"authority_arranged","ended_because":"arrangement_ended"' "$further"
unlike "of a day before it began it is not there" 'section_19' "$("$CNIS" entry routes "$flexi" --as-at 2026-09-02 --format json)"
refused "a move without a reason" 2 'because' entry route "$home" --to missing_education
worked "a move" entry route "$home" --to missing_education --because appears_not_suitable
like "is kept with its reason" '"route":"missing_education".*"because":"appears_not_suitable"' "$("$CNIS" entry routes "$home" --format json)"

# ---- held
family 'Zara Trelawny' 2021-12-20 'NW1 2BB' ',"route":"approaching_school_age"' >f
refused "under school age without a basis" 4 'recorded basis' register --from f
family 'Zara Trelawny' 2021-12-20 'NW1 2BB' ',"route":"approaching_school_age","held_basis":"s23_notice"' >f
worked "on a notice" register --from f
like "is held, not entered" 'held on another basis' "$out"
family 'Hugo Pemberton' 2013-05-05 'N3 1AA' ',"route":"on_roll_absent","for_health":"yes","school":{"name":"Invented Primary","on_roll":true}' >f
worked "absent for health" register --from f
absent=$("$CNIS" held list --format json | sed -n 's/.*"held":"\([^"]*\)".*on_roll_absent.*/\1/p')
refused "waits for the authority's own decision" 4 'section 19' held review "$absent" --next 2027-01-15
echo "Tuition at home." >tuition.txt
worked "which is kept" held decide "$absent" --outcome arrange --provision-file tuition.txt --review 2027-01-15
like "with its review" '"section_19":"arrange".*"review_on":"2027-01-15"' "$("$CNIS" held list --format json)"
like "as a duty" '2027-01-15' "$("$CNIS" duty list --format csv)"

# ---- the census, and leavers
census=$("$CNIS" report census --format csv | tr -d '\r')
like "one home educated" '2026-11-21,home_educated,1,4' "$census"
like "one missing education" '2026-11-21,missing_education,1,4' "$census"
like "two neither, and nobody twice" '2026-11-21,neither,2,4' "$census"
like "the definition is printed" 'compulsory school age' "$census"
worked "a destination" entry destination "$leaver" --kind college --place 'Invented College' --source parent
like "year 11 is listed" "$leaver.*2027-06-25.*college" "$("$CNIS" report leavers --format csv)"
is "and only year 11" 1 "$("$CNIS" report leavers --format json | wc -l | tr -d ' ')"
is "nobody has left" "" "$("$CNIS" report handover --format json)"
CNIS_NOW=2027-06-26
export CNIS_NOW
mkdir nights
worked "the night after" nightly --out nights
like "hands over to a named owner" "\"child\":\"$leaver\".*\"without_owner\":0,\"handover\":\"open\",\"owner\":\"[a-z]" "$("$CNIS" report handover --year 2026 --format json)"
like "the entry has ended on its day" '"to":"2027-06-25","open":false,"end_reason":"over_school_age"' "$("$CNIS" entry list "$leaver" --format json)"
done_testing
