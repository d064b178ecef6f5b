#!/bin/sh
# Every command that writes, taken from the program's own list: taken back, the register is as it
# was, byte for byte; or it is refused because the command is final or has its own counterpart.
# shellcheck source=tests/cli/lib.sh disable=SC2154,SC2034
. "$LIB"
# shellcheck source=tests/trust/history.sh
. "$SOURCE/tests/trust/history.sh"
CNIS_REGISTER=$T/r.cnis CNIS_LOGIN=boss
export CNIS_REGISTER CNIS_LOGIN CNIS_NOW

# ---- the register that every row begins with --------------------------------------------------
on 2026-11-21
do_it init --authority 302 --demonstration --in-force 37=2025-09-01,38=2025-09-01
do_it officer role boss --add safeguarding
do_it officer role boss --add exporter
do_it officer role boss --add custodian
echo 'Mary Invented' | do_it officer add mary --roles officer,manager
echo 'Nora Invented' | do_it officer add nora --roles officer,custodian,manager
family 2014-05-05 '' >f && do_it register --from f
plain=$(ref child) entry=$(ref entry)
family 2015-02-28 ',"route":"missing_education"' >f && do_it register --from f
missing=$(ref child)
family 2016-02-29 ",$on_roll},\"flags\":[{\"kind\":\"ehc_plan\",\"from\":\"2024-02-29\"}]" >f && is_refused register --from f
needs=$(ref child) w_needs=$(ref withdrawal)
family 2012-07-07 ",$on_roll},\"flags\":[{\"kind\":\"ehc_plan\",\"from\":\"2024-05-01\"}]" >f && is_refused register --from f
w_applied=$(ref withdrawal)
do_it consent apply "$w_applied" --by parent
family 2012-08-31 ",$on_roll},\"flags\":[{\"kind\":\"ehc_plan\",\"from\":\"2024-05-01\"}]" >f && is_refused register --from f
w_refused=$(ref withdrawal) refused=$(ref child)
do_it consent apply "$w_refused" --by parent
echo "Reasons." | do_it consent decide "$w_refused" --refuse best_interests --reasons-file -
family 2013-09-30 ",\"school\":{\"name\":\"Netherwick High\",\"on_roll\":false,\"left_on\":\"2026-11-20\"},\"flags\":[{\"kind\":\"s47_enquiry\",\"from\":\"2026-11-10\"},{\"kind\":\"ehc_plan\",\"from\":\"2025-01-10\"}]" >f && do_it register --from f
told=$(ref child)
family 2011-02-02 ",$on_roll,\"leave_on\":\"2026-12-18\"}" >f && do_it register --from f
leaving=$(ref child) w_leaving=$(ref withdrawal)
reviewed "$plain" 2026-11-21 appears_not_suitable
review=$(ref reference)
do_it flag add "$plain" --kind early_help --from 2026-11-01
flag=$(ref reference)
plan=$("$CNIS" flag list "$told" --format csv | tr -d '\r' | sed -n 's/^\(F[0-9]*-[0-9]\).*ehc_plan.*/\1/p')
local=$(duty_of "$told" speak_social_care)
review_duty=$(duty_of "$plain" review)
family 2011-03-03 ",$on_roll}" >g && sed 's/"postcode"/"authority":"303","postcode"/' g >f && do_it register --from f
w_elsewhere=$(ref withdrawal)
do_it forward send "$w_elsewhere" --method email
sent=$(ref reference)
family 2011-04-04 ",$on_roll}" >g && sed 's/"postcode"/"authority":"abroad","postcode"/' g >f && do_it register --from f
w_abroad=$(ref withdrawal)
printf '3 School Walk\nLondon\nN2 0AE\n' | do_it child move "$missing" --source school --from 2026-11-02
school_says=$(ref reference)
do_it held open "$leaving" --route on_roll_absent --school "Netherwick High" --for-health yes
held=$(ref reference)
do_it held open "$refused" --route on_roll_absent --school "Netherwick High" --for-health no
held_asked=$(ref reference)
do_it entry also "$missing" --route section_19 --because authority_arranged
echo 55 | do_it child number add "$plain" --kind previous_system
printf 'no,name,born,mum,line,post\n78,Prepared Twig,2013-03-08,Una Twig,6 Row,N2 0AE\n' >sheet.csv
printf 'key = no\nfull_name = name\nborn = born\nparent1_name = mum\nline1 = line\npostcode = post\n' >sheet.map
do_it import families sheet.csv --map sheet.map --apply
adult=$("$CNIS" child show "$plain" --format json | sed -n 's/.*"reference":"\(P[0-9]*-[0-9]\)".*/\1/p' | head -1)
echo '020 7946 0018' | do_it contact-point add "$adult"
point=$(ref reference)
do_it e-service add "$point"
agreed=$(ref reference)
echo 'somebody@home.example' | do_it contact-point add "$adult" --kind email
other_point=$(ref reference)
do_it contact-wish add "$other_point" --kind no_writing
wish=$(ref reference)
echo 'He must not know.' | do_it withhold add "$needs" school --all-outward --confirmed-by 'social care'
withheld=$(ref reference)
echo ZZ26P00001 | do_it order-of-court add "$plain" --kind specific_issue --from 2026-11-20 --source court
order=$(ref reference)
echo 'Sam Twig' | do_it child adult add "$plain" --relationship father
father=$(ref reference)
do_it disagreement add "$plain" --for "$adult" --not-said "$father" --source parent
disagreement=$(ref reference)
do_it private-fostering add "$plain" "$father" --carer other --from 2026-11-01 --intended unknown --source school
fostering=$(ref reference)
do_it flag add "$told" --kind looked_after --from 2026-11-01
printf 'A note\nNobody\nShelf 3\n' | do_it document add "$plain" --class other --source parent
document=$(ref reference)
printf 'A note\nNobody\nShelf 4\n' | do_it document add "$plain" --class other --source parent --keep-until 2026-11-22
echo 'A threat.' | do_it restrict add "$leaving" --kind protection
restricted=$(ref reference)
CNIS_LOGIN=mary
do_it conflict declare "$refused"
CNIS_LOGIN=boss
batch=$(sqlite3 r.cnis "SELECT max(batch) FROM journal WHERE kind = 'import.families'")
printf 'no,name,born,mum,line,post\n77,Invented Twig,2013-03-07,Ann Twig,5 Row,N2 0AE\n' >sheet.csv
echo "Nobody called back." | do_it complaint add "$missing" --kind own --source parent
complaint=$(ref reference)
do_it cover add mary --by boss --from 2026-12-28 --to 2027-01-08
covered=$(ref reference)
do_it hold add "$missing" --kind letters --because family_asked
# a list matched: its one row is not here, and has a key all the same once somebody says so
printf 'given_names = G\nfamily_name = F\nborn = B\n' >list.map
printf 'G,F,B\nZebedee,Nowhere,2014-05-05\n' >list.csv
do_it match list.csv --map list.map --purpose test
do_it child travel "$missing" --expected-return 2027-01-10 --source parent
printf '{"kind":"telephone","text":"They are at home all day.","children":[{"age":9}]}\n' >told.jsonl
do_it intake add --from told.jsonl
intake=$(ref intake)
do_it intake add --from told.jsonl
k_sent=$(ref intake)
echo "For the night below." | do_it intake triage "$k_sent" --outcome forwarded --authority 301 --keep-until 2028-01-01 --reason-file -
"$CNIS" intake plan --out plan.csv --owners mary >said 2>&1
is "the register is prepared" "" "$(cat "$T/failed")"
# keep FILE: the register as it stands; a backup itself could not be written to
keep() {
	rm -f "$1" kept.backup
	"$CNIS" backup kept.backup >said 2>&1
	"$CNIS" -r "$1" restore kept.backup >said 2>&1
}
keep prepared.cnis
on 2026-11-25

# ---- taking back ---------------------------------------------------------------------------------
tables=$(sqlite3 prepared.cnis "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
	AND name NOT LIKE 'journal%' AND name NOT IN ('register', 'schema_migration', 'draft', 'job')")
# state FILE: every journalled row, and the register as it is exported
state() {
	# shellcheck disable=SC2086
	sqlite3 r.cnis ".dump $(echo $tables)" | grep -v '^INSERT INTO sqlite_sequence' >"$1.dump"
	"$CNIS" export children --purpose test --format csv >"$1.csv" 2>said
	"$CNIS" export children --purpose test --format json >"$1.json" 2>said
}
head_seq() { sqlite3 r.cnis 'SELECT max(seq) FROM journal'; }
fresh() {
	rm -f r.cnis r.cnis-wal r.cnis-shm
	cp prepared.cnis r.cnis
}
: >done.list
answer="as agreed" refusal=4

# row CLASS FOLLOW WORDS...: run it once; stdin is "as agreed".  What closes the record to whoever wrote
# it is refused with 3, as if there were no entry.  FOLLOW: a function that changes the
# same again, or -; what stands in the way must be named.
row() {
	class=$1 follow=$2
	shift 2
	name=$1
	[ "$name" = init ] || [ "$name" = register ] || [ "$name" = consider ] || [ "$name" = nightly ] ||
		[ "$name" = demonstrate ] || [ "$name" = merge ] || [ "$name" = died ] || [ "$name" = unmerge ] || [ "$name" = undo ] || [ "$name" = restore ] || [ "$name" = migrate ] || name="$1 $2"
	[ "$1 $2" != "consider settings" ] || name="$1 $2"
	echo "$name" >>done.list
	fresh
	state before
	first=$(head_seq)
	code_in "$answer" "$@"
	is "$name: works" 0 "$code"
	[ "$code" -eq 0 ] || sed 's/^/# /' err
	last=$(head_seq)
	is "$name: writes the journal" yes "$([ "$last" -gt "$first" ] && echo yes)"
	worked "$name: verify" verify --quiet
	if [ "$class" != undoable ]; then
		is "$name: class" "$class" "$(sqlite3 r.cnis "SELECT undo_class FROM journal WHERE seq = $last")"
		state after
		refused "$name: is not taken back" "$refusal" . undo "$last"
		state still
		is "$name: nothing was changed by that" "" "$(cmp after.dump still.dump 2>&1)"
		return
	fi
	if [ "$follow" != - ]; then
		cp r.cnis kept.cnis
		$follow
		now=$(head_seq)
		is "$name: a later change" yes "$([ "$now" -gt "$last" ] && echo yes)"
		refused "$name: with a later change in the way" 5 "(^|[^0-9])($(seq -s '|' $((last + 1)) "$now"))([^0-9]|\$)" undo "$last" --reason "a slip"
		worked "$name: verify after that" verify --quiet
		rm -f r.cnis r.cnis-wal r.cnis-shm
		mv kept.cnis r.cnis
	fi
	while [ "$last" -gt "$first" ]; do
		# what protects is not taken back without a word
		case $(sqlite3 r.cnis "SELECT kind FROM journal WHERE seq = $last") in
		withhold.add | court_order.add | complaint.add | complaint.close | restriction.add | relationship.change)
			refused "$name: without a reason" 2 'say why' undo "$last"
			worked "$name: taken back" undo "$last" --reason "a slip"
			;;
		*) worked "$name: taken back" undo "$last" ;;
		esac
		[ "$code" -eq 0 ] || sed 's/^/# /' err
		last=$((last - 1))
	done
	state after
	is "$name: every row as it was" "" "$(diff before.dump after.dump | head -5)"
	is "$name: the export as it was" "" "$(cmp before.csv after.csv 2>&1)$(cmp before.json after.json 2>&1)"
	refused "$name: the taking back is not taken back" 4 . undo "$(head_seq)"
	worked "$name: verify after taking back" verify --quiet
}
again() { echo "as agreed" | "$CNIS" "$@" >said 2>&1 || echo "# follow: $* $(cat said)"; }

# ---- the rows ------------------------------------------------------------------------------------
family 2010-10-10 '' >new.json
f_reviewed_new() { again review record "$("$CNIS" export children --purpose test --format csv 2>said | tr -d '\r' | sed -n 's/^\(C[0-9]*-[0-9]\),.*/\1/p' | tail -1)" --outcome suitable --method email --evidence plan --voice not_present --reasons-file -; }
row undoable f_reviewed_new register --from new.json
f_edit() { echo 2014-05-06 | "$CNIS" child edit "$plain" --field born >said 2>&1 || echo "# $(cat said)"; }
row undoable - child edit "$plain" --field name
answer=2014-06-06
row undoable f_edit child edit "$plain" --field born
answer="as agreed"
answer="2 New Lane
London
N2 0AE"
f_ended() { again child address end "$plain" "$("$CNIS" child show "$plain" --format csv | tr -d '\r' | sed -n 's/^address,\(A[0-9]*-[0-9]\),.*New Lane.*/\1/p')"; }
row undoable f_ended child move "$plain" --source parent --from 2026-11-22
answer="as agreed"
f_complaint() { again complaint close "$("$CNIS" complaint list --format csv | tr -d '\r' | sed -n 's/^\(Q[0-9]*-[0-9]\),.*/\1/p' | tail -1)" --outcome upheld; }
row undoable f_complaint complaint add "$plain" --kind own --source parent
row undoable - complaint close "$complaint" --outcome upheld
f_release() { again duty assign "$review_duty" --to mary; }
row undoable f_release duty release "$review_duty"
f_cover() { again cover end "$("$CNIS" cover list --format csv | tr -d '\r' | sed -n 's/^\(Z[0-9]*-[0-9]\),boss,.*/\1/p')"; }
row undoable f_cover cover add boss --by nora --to 2026-12-24
row undoable - cover end "$covered"
row undoable - died "$told" --on 2026-11-24 --source social_care
row undoable - hold add "$plain" --kind letters --because family_asked
row undoable - hold end "$missing" --kind letters
row undoable - duplicate dismiss "$plain" "$missing" --reason -
row undoable - match decide 0123456789abcdef "$plain" --same
row undoable - child settle "$missing" "$school_says"
row undoable - child address end "$missing" "$school_says"
f_travel() { again child returned "$plain"; }
row undoable f_travel child travel "$plain" --expected-return 2027-01-10 --source parent
row undoable - child returned "$missing"
f_number() { echo NEW | "$CNIS" child number end "$plain" --kind other >said 2>&1 || echo "# $(cat said)"; }
row undoable f_number child number add "$plain" --kind other
f_adult() { again child adult end "$plain" "$("$CNIS" child show "$plain" --format csv | tr -d '\r' | sed -n 's/^adult,\(P[0-9]*-[0-9]\),.*as agreed.*/\1/p')"; }
row undoable f_adult child adult add "$plain" --relationship father
adult=$("$CNIS" child show "$plain" --format csv | tr -d '\r' | sed -n 's/^adult,\(P[0-9]*-[0-9]\),.*/\1/p' | head -1)
row undoable - person name "$adult" --kind preferred
answer="3 New Lane
London
N2 0AE"
row undoable - person move "$adult" --source parent --from 2026-11-22 --with "$plain"
answer="as agreed"
f_unmerge() { again unmerge "$missing" --reason 'cousins'; }
row undoable f_unmerge merge "$missing" "$plain" --certain --reason 'registered twice'
f_provision() { again child provision end "$plain" --kind parents; }
row undoable f_provision child provision add "$plain" --kind parents --hours-week 10
printf '{"kind": "provider", "provider_name": "Invented Tutors"}\n' >tutors.json
row undoable - child provision add "$plain" --file tutors.json
row undoable - consider settings "$plain"
row undoable - child answer "$plain" --item 2.k.support --answer held --source this_authority
row undoable - child characteristic "$plain" --kind race
f_open_review() { again review record "$leaving" --outcome suitable --method email --evidence plan --voice not_present --reasons-file -; }
row undoable f_open_review entry open "$leaving"
f_route_end() { again entry end "$plain" --reason moved_out --authority 301 --source parent --end-homes; }
row undoable f_route_end entry route "$plain" --to missing_education --because other --on 2026-11-24
f_held_end() { again held end "$held" --reason attends; }
f_asked_end() { again held end "$held_asked" --reason attends; }
row undoable f_held_end held decide "$held" --outcome arrange --provision-file - --review 2027-01-15
row undoable - held end "$held" --reason attends
f_held_open() { again held end "$("$CNIS" held list --child "$needs" --format csv | tr -d '\r' | sed -n 's/^\(H[0-9]*-[0-9]\),.*/\1/p')" --reason attends; }
row undoable f_held_open held open "$needs" --route on_roll_absent --school "Netherwick High"
row undoable f_asked_end held review "$held_asked" --next 2027-01-15
row undoable - entry destination "$plain" --kind college --source parent
f_also_end() { again entry also-end "$plain" --route section_19 --because arrangement_ended; }
row undoable f_also_end entry also "$plain" --route section_19 --because authority_arranged
row undoable - entry also-end "$missing" --route section_19 --because arrangement_ended
row undoable - entry end "$plain" --reason moved_out --authority 301 --source parent --end-homes
f_flag_end() { again flag end "$("$CNIS" flag list "$plain" --format csv | tr -d '\r' | sed -n 's/^\(F[0-9]*-[0-9]\).*concern.*/\1/p')"; }
row undoable f_flag_end flag add "$plain" --kind concern --from 2026-11-22
row undoable - flag end "$flag"
printf 'as agreed\n' >letter.txt
f_document() { again document link "$("$CNIS" document list "$plain" --format csv | tr -d '\r' | sed -n 's/^\(O[0-9]*-[0-9]\),child_own,.*/\1/p')" "$adult"; }
answer="A letter
The child"
row undoable f_document document add "$plain" --class child_own --file letter.txt --source child
answer="as agreed"
row undoable - document link "$document" "$adult"
f_responsible() { again responsibility change "$plain" "$adult" --has-care unknown --source parent --from 2026-11-24; }
row undoable f_responsible responsibility change "$plain" "$adult" --evidence birth_certificate --limits-file - --source court --from 2026-11-23
f_fostering() { again private-fostering end "$("$CNIS" private-fostering list "$plain" --format csv | tr -d '\r' | sed -n 's/^\(V[0-9]*-[0-9]\),.*/\1/p' | tail -1)"; }
row undoable f_fostering private-fostering add "$plain" "$adult" --carer other --from 2026-11-01 --intended yes --source school
row undoable - private-fostering told "$fostering" --to 'fostering team'
row undoable - private-fostering end "$fostering"
f_agree() { again disagreement end "$("$CNIS" disagreement list "$plain" --format csv | tr -d '\r' | sed -n 's/^\(M[0-9]*-[0-9]\),school,.*/\1/p')"; }
row undoable f_agree disagreement add "$plain" --about school --for "$adult" --against "$father" --source parent
row undoable - disagreement end "$disagreement"
row undoable - looked-after told "$told" --agrees yes --confirmed-by 'duty team'
f_order_end() { again order-of-court end "$("$CNIS" order-of-court list "$plain" --format csv | tr -d '\r' | sed -n 's/^\(G[0-9]*-[0-9]\),care,.*/\1/p')"; }
row undoable f_order_end order-of-court add "$plain" --kind care --from 2026-11-22 --source court --binds "$adult"
row undoable - order-of-court end "$order"
f_plan_again() { again flag reviewed "$plan" --on 2026-11-25; }
row undoable f_plan_again flag reviewed "$plan" --on 2026-11-24
row undoable - withdrawal notify "$plain" --by school --school "Netherwick High" --urn 123456
f_left_open() { again entry open "$leaving"; }
row undoable f_left_open withdrawal left "$w_leaving" --on 2026-11-24
row undoable - withdrawal withdraw "$w_needs"
f_decide() { again consent decide "$w_needs" --grant --reasons-file -; }
row undoable f_decide consent apply "$w_needs" --by parent
f_serve() { again consent serve "$w_applied" --to applicant --method post; }
row undoable f_serve consent decide "$w_applied" --grant --reasons-file -
f_outcome() { again consent refer "$w_refused" --outcome upheld; }
row undoable f_outcome consent refer "$w_refused"
row undoable - forward none "$w_abroad"
f_received() { again forward receipt "$sent" --taken-over; }
row undoable f_received forward chase "$sent"
row undoable - forward receipt "$sent"
row undoable - forward misdirected "$sent"
f_assign() { again duty assign "$review_duty" --to boss; }
row undoable f_assign duty assign "$review_duty" --to mary
f_extend() { again duty extend "$("$CNIS" duty list --child "$plain" --kind review --format csv --no-names | tr -d '\r' | awk -F, 'NR == 2 { print $1 }')" --to 2027-12-12; }
row undoable f_extend duty extend "$review_duty" --to 2027-12-01
row undoable - duty meet "$local"
row undoable - plan receive "$plain" --kind plan --method email
f_sign() { CNIS_LOGIN=mary again review sign "$("$CNIS" review list --child "$told" --format csv 2>said | tr -d '\r' | sed -n 's/^\(R[0-9]*-[0-9]\).*/\1/p' | head -1)" --agree; }
row undoable f_sign review record "$told" --outcome appears_not_suitable --method email --evidence plan --voice not_present --reasons-file -
answer=07700900123
f_point_end() { again contact-point end "$("$CNIS" contact-point list "$adult" --format csv | tr -d '\r' | sed -n 's/^\(N[0-9]*-[0-9]\),.*mobile.*/\1/p')"; }
row undoable f_point_end contact-point add "$adult" --kind mobile
answer="as agreed"
row undoable - contact-point end "$point"
f_agreed_end() { again e-service end "$("$CNIS" e-service list "$adult" --format csv | tr -d '\r' | awk -F, 'NR > 1 { a = $1 } END { print a }')"; }
row undoable f_agreed_end e-service add "$other_point"
row undoable - e-service end "$agreed"
f_wish_again() { again contact-wish add "$other_point" --kind preferred; }
row undoable f_wish_again contact-wish add "$point" --kind preferred
f_message() { again contact add "$plain" --method telephone --outcome left_message --person "$adult" --at "$point" --despite-wish; }
row undoable f_message contact-wish add "$point" --kind no_message
row undoable - contact-wish end "$wish"
row undoable - communication set "$adult" --language pl --interpreter yes
f_withhold_end() { again withhold end "$("$CNIS" withhold list "$plain" --format csv | tr -d '\r' | sed -n 's/^\(L[0-9]*-[0-9]\),.*/\1/p')"; }
row undoable f_withhold_end withhold add "$plain" location --all-outward --confirmed-by 'social care'
row undoable - withhold end "$withheld"
f_restrict_end() { again restrict end "$("$CNIS" restrict list --format csv | tr -d '\r' | sed -n 's/^\(X[0-9]*-[0-9]\),.*staff_family.*/\1/p')"; }
row undoable f_restrict_end restrict add "$plain" --kind staff_family
row undoable - restrict end "$restricted"
printf 'G,F,B\nInvented,Chold,2014-05-05\n' >likely.csv
answer=s
row undoable - match review likely.csv --map list.map --purpose test
answer="as agreed"
row undoable - contact add "$plain" --method telephone --outcome no_reply
row undoable - contact add "$plain" --method email --outcome no_reply --person "$adult" --despite-wish
row undoable - tell add "$plain" --kind privacy_notice --person "$adult" --edition 3 --method post
row undoable - tell add "$plain" --kind support_pack --person "$adult" --edition 3 --method email --despite-wish
row undoable - seen add "$plain" --by social_worker --voice speech --place home
row undoable - consider "$plain"
f_calendar() { again calendar add england 2027-02-03 --open; }
row undoable f_calendar calendar add england 2027-02-03
row final - conflict end "$refused" --officer mary
answer=1
row final - dispose run
answer=$missing refusal=3
row final - identity seal "$missing"
row final - conflict declare "$told"
refusal=4
answer="as agreed"
CNIS_LOGIN=mary
answer="The police are on the telephone."
row final - break-glass open "$leaving"
answer="as agreed"
row undoable - review sign "$review" --agree
CNIS_LOGIN=boss
printf 'full_name,born,upn,postcode,ground,deleted,notice,destination,school,placement,placed_by\nInvented Pupil,2013-03-03,,N2 0AE,9(1)(f),2026-11-11,,,Netherwick High,,\n' >return.csv
row undoable - import deletions return.csv --map "$SOURCE/src/exchange/maps/deletions_plain.map" --apply
row undoable f_reviewed_new import families sheet.csv --map sheet.map --apply
printf 'key = no\nfull_name = name\nborn = born\n' >child.map
row undoable f_reviewed_new import children sheet.csv --map child.map --apply
printf 'no,name,line,post,what,from,method\n55,Ann Twig,5 Row,N2 0AE,young_carer,2026-11-23,post\n' >linked.csv
printf 'key = no\nfull_name = name\n' >people.map
row undoable - import people linked.csv --map people.map --apply
printf 'key = no\nline1 = line\npostcode = post\nkind := additional\n' >addresses.map
row undoable - import addresses linked.csv --map addresses.map --apply
printf 'key = no\nkind = what\nfrom = from\n' >needs.map
row undoable - import needs linked.csv --map needs.map --apply
printf 'key = no\non = from\noutcome := suitable\nreasons := As written.\n' >reviews.map
row undoable - import reviews linked.csv --map reviews.map --apply
printf 'key = no\non = from\nmethod = method\noutcome := no_reply\n' >contacts.map
row undoable - import contacts linked.csv --map contacts.map --apply
row compensate - import undo "$batch"

f_intake_said() { again intake triage "$("$CNIS" intake list --no-names --format csv | tr -d '\r' | awk -F, 'END { print $1 }')" --outcome no_action; }
row undoable f_intake_said intake add --from told.jsonl
f_intake_again() { again intake triage "$intake" --outcome no_action; }
row undoable f_intake_again intake apply plan.csv
row undoable f_intake_again intake triage "$intake" --outcome more_needed --next 2026-12-01
row undoable - intake triage "$intake" --outcome known_child --child "$plain"
row undoable - intake chase "$k_sent"
row undoable - intake receipt "$k_sent"
row undoable - intake misdirected "$k_sent"

row final - config set query.days 9
row final - officer add ann --roles officer
row final - officer role mary --add safeguarding
row final - officer end mary
row final - intake triage "$intake" --outcome forwarded --authority 301
row final - duty waive "$local"
row final - forward send "$w_elsewhere" --what notice --method post --again
row final - consent serve "$w_refused" --to applicant --method post

# moving what a setting counts needs the setting
cp prepared.cnis kept-prepared.cnis
fresh
do_it config set review.first_months 6
do_it config set social_care.speak_days 7
keep other.cnis
mv other.cnis prepared.cnis
row undoable - duty recalc --apply
mv kept-prepared.cnis prepared.cnis

# two records have to be one child before they can be two again
cp prepared.cnis kept-prepared.cnis
fresh
do_it merge "$missing" "$plain" --certain --reason 'registered twice'
keep other.cnis
mv other.cnis prepared.cnis
row undoable - unmerge "$missing" --reason 'cousins'
mv kept-prepared.cnis prepared.cnis

# the undo itself, and the night, have their own counterparts
fresh
do_it contact add "$plain" --method telephone --outcome no_reply
keep other.cnis
cp prepared.cnis kept-prepared.cnis
mv other.cnis prepared.cnis
row compensate - undo "$(sqlite3 prepared.cnis 'SELECT max(seq) FROM journal')"
mv kept-prepared.cnis prepared.cnis
on 2027-07-05
mkdir night
row compensate - nightly --out night
on 2026-11-25

# what makes or replaces a register, or finds nothing to do, leaves nothing to take back
fresh
CNIS_REGISTER=$T/new.cnis
worked "init" init --authority 303 --demonstration
refused "init: is not taken back" 4 final undo "$(sqlite3 new.cnis 'SELECT max(seq) FROM journal')"
worked "demonstrate" demonstrate --children 5
refused "demonstrate: is not taken back" 4 final undo "$(sqlite3 new.cnis 'SELECT max(seq) FROM journal')"
worked "demonstrate: verify" verify
worked "match" match list.csv --map list.map --purpose test
refused "match: the secret it made is not taken back" 4 final undo "$(sqlite3 new.cnis 'SELECT max(seq) FROM journal')"
worked "match: verify" verify
CNIS_REGISTER=$T/r.cnis
fresh
worked "export full" export full --purpose test --withheld --out all.jsonl
CNIS_REGISTER=$T/in.cnis
worked "a new register" init --authority 302 --demonstration
worked "import full" import full all.jsonl --apply
refused "import full: is not taken back" 4 final undo "$(sqlite3 in.cnis 'SELECT max(seq) FROM journal')"
worked "import full: verify" verify
CNIS_REGISTER=$T/r.cnis
fresh
first=$(head_seq)
worked "migrate" migrate
worked "restore" restore prepared.cnis
is "migrate and restore write no entry" "$first" "$(head_seq)"
worked "restore: verify" verify
printf 'init\ndemonstrate\nimport full\nmatch\nmigrate\nrestore\n' >>done.list

# ---- every command that writes has its row ----------------------------------------------------------
"$CNIS" --help | sed -n 's/^  \([a-z-]*\( [a-z-]*\)\{0,1\}\)  .*/\1/p' | while read -r words; do
	# shellcheck disable=SC2086
	"$CNIS" $words --help | grep -q -e '--dry-run' && echo "$words"
done | sort -u >writing.list
is "the program names its commands" yes "$([ "$(wc -l <writing.list)" -gt 30 ] && echo yes)"
is "commands that write and have no row here" "" "$(sort -u done.list | comm -23 writing.list -)"
done_testing
