# Sourced after cli/lib.sh: a demonstration register with a history that changes, by commands alone.
# Every kind of duty occurs in it; settings change, dates are put off, duties are waived and met,
# entries end and change their route, school age ends, facts are typed late.
# shellcheck shell=sh
# shellcheck disable=SC2154 # T comes from lib.sh
: >"$T/acts"
: >"$T/failed"

# on DATE: the clock stands there.
on() { CNIS_NOW=${1}T12:00:00Z; }

# do_it WORDS...: a step of the history; stdin is given.  The answer is in $T/step; what failed, also
# behind a pipe, in $T/failed.
do_it() {
	if ! "$CNIS" "$@" --format json >"$T/step" 2>"$T/step.err"; then
		echo "step failed: $* ($(cat "$T/step.err"))" >>"$T/failed"
	fi
}

# is_refused WORDS...: kept, and refused by a gate (exit 4).
is_refused() {
	rc=0
	"$CNIS" "$@" --format json >"$T/step" 2>"$T/step.err" || rc=$?
	[ "$rc" -eq 4 ] || {
		echo "step not refused: $* ($rc $(cat "$T/step.err"))" >>"$T/failed"
	}
}

# ref KEY: a reference out of the answer.
ref() { sed -n "s/.*\"$1\":\"\\([A-Z][0-9]*-[0-9]\\)\".*/\\1/p" "$T/step" | head -1; }

# family BORN EXTRA: a form of one child with two parents.
family() {
	made_child=$((${made_child:-0} + 1))
	printf '{"schema":1,"children":[{"name":"Invented Child %s","born":"%s"%s}],"parents":[{"name":"Una Parent %s","relationship":"mother","responsibility":"yes","has_care":"yes"},{"name":"Ivo Parent %s","relationship":"father","responsibility":"yes","has_care":"yes"}],"addresses":[{"line1":"%s Invented Row","postcode":"N2 0AB"}]}' \
		"$made_child" "$1" "$2" "$made_child" "$made_child" "$made_child"
}
# homeless BORN EXTRA: the same, and nobody said where they live.
homeless() { family "$1" "$2" | sed 's/,"addresses":\[[^]]*\]//'; }
on_roll='"school":{"name":"Netherwick Primary","on_roll":true'

# duty_of CHILD KIND: the newest open duty.
duty_of() { "$CNIS" duty list --child "$1" --kind "$2" --no-names --format csv | tr -d '\r' | awk -F, 'NR > 1 { d = $1 } END { print d }'; }

# act WHAT DUTY [TO]: do it to one duty, and keep what was done for the recomputation.
act() {
	"$CNIS" duty show "$2" --format json >"$T/duty"
	c=$(sed 's/.*"child":"C\([0-9]*\)-.*/\1/' "$T/duty")
	k=$(sed 's/.*"kind":"\([a-z0-9_]*\)".*/\1/' "$T/duty")
	d=$(sed 's/.*"due":"\([-0-9]*\)".*/\1/' "$T/duty")
	case $1 in
	extend) echo "as agreed" | do_it duty extend "$2" --to "$3" ;;
	release) do_it duty release "$2" ;;
	assign) do_it duty assign "$2" --to mary ;;
	*) echo "as agreed" | do_it duty "$1" "$2" ;;
	esac
	echo "$c $k $d $1 ${CNIS_NOW%T*} ${3:-}" >>"$T/acts"
}

# reviewed CHILD DATE OUTCOME [OPTIONS]
reviewed() {
	echo "Read what was sent." >"$T/reasons"
	c=$1 d=$2 o=$3
	shift 3
	do_it review record "$c" --on "$d" --outcome "$o" --method email --evidence plan --voice not_present --reasons-file "$T/reasons" "$@"
}

# held_of N: how the N-th of them is held
held_of() { "$CNIS" held list --child "$(cat "$T/absent" "$T/young" | sed -n "$1p")" --format csv | tr -d '\r' | sed -n 's/^\(H[0-9]*-[0-9]\),.*/\1/p' | tail -1; }

# asked CHILD DAY NEXT: an absence was asked after, for the recomputation
asked() {
	d=$(sqlite3 "$CNIS_REGISTER" "SELECT date(due_day * 86400, 'unixepoch') FROM duty WHERE kind = 'absence_review'
		AND child_id = $(echo "$1" | sed 's/C\([0-9]*\)-.*/\1/') ORDER BY id LIMIT 1")
	echo "$(echo "$1" | sed 's/C\([0-9]*\)-.*/\1/') absence_review $d asked $2 $3" >>"$T/acts"
}

# nth N: the reference of the N-th child.
nth() { sed -n "$1p" "$T/children"; }

make_history() {
	CNIS_REGISTER=$T/r.cnis CNIS_LOGIN=boss
	export CNIS_REGISTER CNIS_LOGIN CNIS_NOW
	on 2024-01-02
	do_it init --authority 302 --demonstration --in-force 37=2025-09-01,38=2025-09-01,39=2026-12-15
	on 2026-11-21
	do_it demonstrate --children "${1:-447}"
	do_it officer role boss --add safeguarding
	do_it officer role boss --add exporter
	do_it officer role boss --add custodian
	echo 'Mary Invented' | do_it officer add mary --roles officer,manager
	"$CNIS" export children --purpose test --format csv 2>"$T/said" | tr -d '\r' | sed -n 's/^\(C[0-9]*-[0-9]\),.*/\1/p' >"$T/children"

	on 2026-11-23
	do_it calendar add authority 2026-10-26 2026-10-30
	do_it calendar add authority 2026-12-21 2027-01-01
	do_it calendar add authority 2027-02-15 2027-02-19
	do_it calendar add england 2027-02-03
	do_it config set review.sign_off_days 3
	do_it config set review.first_months 4
	reviewed "$(nth 1)" 2026-11-20 appears_not_suitable
	r1=$(ref reference)
	reviewed "$(nth 2)" 2026-11-23 more_information --next 2027-01-31
	r2=$(ref reference)
	reviewed "$(nth 3)" 2026-11-22 appears_not_suitable
	r3=$(ref reference)
	reviewed "$(nth 4)" 2026-11-23 suitable --next 2027-03-01

	on 2026-11-24
	family 2014-05-05 '' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	plain=$(ref child)
	family 2015-02-28 ',"route":"missing_education"' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	missing=$(ref child)
	family 2016-02-29 ",$on_roll},\"flags\":[{\"kind\":\"ehc_plan\",\"from\":\"2024-02-29\"}]" >"$T/f"
	is_refused register --not-duplicate --from "$T/f"
	plan=$(ref child) w_plan=$(ref withdrawal)
	family 2013-01-31 ",$on_roll,\"leave_on\":\"2026-12-18\"}" >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	later=$(ref child) w_later=$(ref withdrawal)
	family 2012-07-07 ",$on_roll},\"flags\":[{\"kind\":\"child_protection_plan\",\"from\":\"2026-05-01\",\"authority\":\"302\"}]" >"$T/f"
	is_refused register --not-duplicate --from "$T/f"
	w_cpp=$(ref withdrawal)
	family 2012-08-31 ",$on_roll},\"flags\":[{\"kind\":\"s47_enquiry\",\"from\":\"2026-11-01\",\"authority\":\"302\"}]" >"$T/f"
	is_refused register --not-duplicate --from "$T/f"
	w_s47=$(ref withdrawal)
	family 2011-09-01 ",\"school\":{\"name\":\"Netherwick High\",\"on_roll\":false,\"left_on\":\"2026-11-20\"},\"flags\":[{\"kind\":\"s47_enquiry\",\"from\":\"2026-11-10\"}]" >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	off=$(ref child)
	# social care asks about two who leave school age before anybody has spoken to it
	family 2011-02-02 ',"flags":[{"kind":"s47_enquiry","from":"2026-11-10"}]' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	family 2011-02-03 '' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	leaver=$(ref child)
	act extend "$(duty_of "$(nth 5)" review)" 2027-12-01
	# a school with days of its own; one whose days end too soon to count by
	do_it calendar add 123456 2026-11-27
	do_it calendar add 123456 2026-12-14 2027-01-08
	do_it calendar add 654321 2026-11-27
	family 2014-02-02 ',"route":"missing_education","school":{"name":"Netherwick High","urn":"123456","on_roll":false,"left_on":"2026-11-20"}' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	family 2014-03-03 ',"route":"missing_education","school":{"name":"Short High","urn":"654321","on_roll":false,"left_on":"2026-11-20"}' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	# nobody says where they live: one moves in, of one it is never known
	homeless 2014-04-04 '' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	nowhere=$(ref child)
	homeless 2013-04-04 '' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	# a place another authority arranged at a special school: it decides; one passes on and is told,
	# one waits, and of one the parent changes plan
	for born in 2013-05-01 2013-05-02 2013-05-03; do
		family "$born" ",$on_roll,\"placement\":\"special\",\"placed_by\":\"303\"}" >"$T/f"
		is_refused register --not-duplicate --from "$T/f"
		ref withdrawal
	done >"$T/elsewhere"
	# children of another area: of one its authority is told, and asked again; of one nobody is told
	# yet; one comes to live here
	for born in 2012-05-01 2012-05-02 2012-05-03; do
		family "$born" ",\"school\":{\"name\":\"Netherwick High\",\"on_roll\":false,\"left_on\":\"2026-11-20\"}" >"$T/g"
		sed 's/"postcode"/"authority":"303","postcode"/' "$T/g" >"$T/f"
		do_it register --not-duplicate --from "$T/f"
		ref withdrawal
	done >"$T/away"
	comes=$(ref child)

	# on a roll and absent, for health and not; not yet of school age; two of one family; one who is
	# kept back from mary
	for health in yes no; do
		family 2014-06-0$((${#health})) ",\"route\":\"on_roll_absent\",\"for_health\":\"$health\",$on_roll}" >"$T/f"
		do_it register --not-duplicate --from "$T/f"
		ref child
	done >"$T/absent"
	family 2022-05-02 ',"route":"approaching_school_age","held_basis":"parents_agree"' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	ref child >"$T/young"
	family 2013-07-07 '},{"name":"Invented Brother","born":"2015-07-07"' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	died=$(ref child) brother=$(grep -o '"child":"C[0-9]*-[0-9]"' "$T/step" | sed -n '2s/.*"\(C.*\)"/\1/p')
	family 2013-08-08 ',"upn":"B801200005001"' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	guarded=$(ref child)
	echo "A threat." | do_it restrict add "$guarded" --kind protection

	# what has arrived: about a child who is known, about nobody can say whom, and what nobody looks at
	printf '{"kind":"telephone","received":"2026-11-20","text":"About a child who is known."}' | do_it intake add --from -
	k_known=$(ref intake)
	printf '{"kind":"neighbour","teller":"anonymous","text":"Two at number 5."}{"kind":"mailbox","received":"2026-11-23","text":"An advertisement."}' | do_it intake add --from -
	k_more=$(sed -n '1s/.*"intake":"\([^"]*\)".*/\1/p' "$T/step")

	on 2026-11-26
	do_it forward send "$(sed -n 1p "$T/away")" --method email --on 2026-11-25
	told_303=$(ref reference)
	echo "They asked." | do_it forward send "$(sed -n 2p "$T/away")" --to 304 --elsewhere --method email --on 2026-11-25
	told_304=$(ref reference)
	while read -r w; do do_it consent apply "$w" --by parent; done <"$T/elsewhere"
	CNIS_LOGIN=mary
	do_it review sign "$r1" --agree
	do_it review sign "$r2" --agree
	do_it review sign "$r3" --disagree
	do_it intake triage "$k_known" --outcome known_child --child "$(nth 4)"
	CNIS_LOGIN=boss
	do_it consider "$plain" --on 2026-11-25
	printf '{"kind": "provider", "provider_name": "Invented Tutors"}\n' >"$T/tutors"
	do_it child provision add "$plain" --file "$T/tutors"
	do_it consent apply "$w_plan" --by parent --on 2026-11-25
	do_it consent apply "$w_cpp" --by parent
	do_it consent apply "$w_s47" --by parent
	act meet "$(duty_of "$off" speak_social_care)"
	do_it flag add "$(nth 6)" --kind s47_enquiry --from 2026-11-19 --received 2026-11-20 --source social_care
	f_s47=$(ref reference)
	do_it flag add "$(nth 7)" --kind ehc_plan --from 2025-02-28 --reviewed 2026-02-27 --received 2026-11-02 --source send_team
	f_plan=$(ref reference)
	do_it flag add "$(nth 20)" --kind ehc_plan --authority 303 --from 2025-03-31 --reviewed 2026-03-30 --received 2026-11-02 --source send_team
	do_it flag add "$(nth 21)" --kind ehc_plan --authority 302 --from 2025-03-31 --reviewed 2026-03-30 --received 2026-11-02 --source send_team
	do_it flag add "$(nth 8)" --kind concern --from 2026-11-25 --to 2026-11-26 --source health

	# and what is another authority's: one confirms it late, one never does
	printf '{"kind":"school_form","received":"2026-11-25","text":"Lives in Barnet."}{"kind":"school_form","received":"2026-11-26","text":"Lives in Brent."}' | do_it intake add --from -
	k_barnet=$(sed -n '1s/.*"intake":"\([^"]*\)".*/\1/p' "$T/step") k_brent=$(sed -n '2s/.*"intake":"\([^"]*\)".*/\1/p' "$T/step")
	do_it intake triage "$k_barnet" --outcome forwarded --authority 301 --sent 2026-11-25
	do_it intake triage "$k_brent" --outcome forwarded --authority 304 --keep-until 2026-12-29

	on 2026-11-27
	# away for a time: one is back, one stays longer, of one the entry ends meanwhile
	do_it child travel "$(nth 22)" --from 2026-11-20 --expected-return 2026-12-14 --source parent
	do_it child travel "$(nth 23)" --from 2026-11-25 --expected-return 2027-01-11 --source parent
	do_it child travel "$(nth 11)" --from 2026-11-25 --expected-return 2027-03-01 --source parent
	do_it config set intake.triage_days 3
	# a child is looked after, a court has spoken, somebody else has the care
	do_it flag add "$(nth 30)" --kind looked_after --from 2026-11-20 --source social_care
	do_it flag add "$(nth 31)" --kind looked_after --from 2026-10-01 --received 2026-11-24 --source social_care
	echo | do_it order-of-court add "$(nth 32)" --kind prohibited_steps --education yes --from 2026-11-25 --source court
	echo | do_it order-of-court add "$(nth 33)" --kind specific_issue --education yes --from 2026-11-20 --received 2026-11-25 --source court
	g_order=$(ref reference)
	friend=$("$CNIS" child show "$(nth 34)" --format json 2>/dev/null | sed -n 's/.*"\(P[0-9]*-[0-9]\)".*/\1/p' | head -1)
	do_it private-fostering add "$(nth 34)" "$friend" --carer other --from 2026-11-20 --intended yes --source school
	y_told=$(ref reference)
	do_it private-fostering add "$(nth 35)" "$friend" --carer other --from 2026-11-20 --intended no --source school
	y_short=$(ref reference)
	do_it config set consent.decide_days 7
	do_it config set social_care.speak_days 4
	act extend "$(duty_of "$(nth 19)" review)" 2027-11-30
	act waive "$("$CNIS" duty list --kind sign_off --no-names --format csv | tr -d "\r" | awk -F, "NR == 3 { print \$1 }")"

	# a court keeps somebody away: one is left, of one something is withheld, one order is discharged
	for child in 45 46 47; do
		echo | do_it order-of-court add "$(nth $child)" --kind non_molestation --from 2026-11-25 --source court
	done
	# complaints: of two families, and of nobody's; work that is given back; a record opened all the same
	echo "Nobody called back." | do_it complaint add "$(nth 40)" --kind own --source parent
	q_own=$(ref reference)
	echo "What do you hold?" | do_it complaint add "$(nth 41)" --kind data_protection --source parent
	echo "They ask." | do_it complaint add --kind ombudsman --source other_professional
	act release "$(duty_of "$(nth 43)" review)"
	CNIS_LOGIN=mary
	echo "The police are on the telephone." | do_it break-glass open "$guarded"
	CNIS_LOGIN=boss

	on 2026-11-30
	echo "As it is." | do_it held decide "$(held_of 1)" --outcome not_needed --reasons-file - --review 2027-01-15
	do_it died "$died" --on 2026-11-28 --source social_care
	CNIS_LOGIN=mary
	family 2013-08-08 ',"upn":"B801200005001"' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	CNIS_LOGIN=boss
	act meet "$(duty_of "$(nth 40)" complaint_acknowledge)"
	do_it forward send "$(sed -n 3p "$T/elsewhere")" --what application --to 303 --method post --on 2026-11-27
	passed=$(ref reference)
	printf '6 Found Lane\nLondon\nN2 0AG\n' | do_it child move "$comes" --source parent
	printf '{"kind":"walk_in","received":"2026-11-28","text":"Wants to teach at home."}' | do_it intake add --from -
	echo "Which house is it?" | do_it intake triage "$k_more" --outcome more_needed --next 2026-12-08
	echo "Reasons." | do_it consent decide "$w_plan" --grant --reasons-file - --on 2026-11-27
	echo "Reasons." | do_it consent decide "$w_cpp" --refuse best_interests --reasons-file -
	echo "Reasons." | do_it consent decide "$w_s47" --refuse no_suitable_arrangements --reasons-file -
	echo "Their letter." | do_it consent decide "$(sed -n 1p "$T/elsewhere")" --grant --decided-by 303 --reasons-file -
	do_it withdrawal withdraw "$(sed -n 2p "$T/elsewhere")"
	do_it consider settings "$plain" --on 2026-11-28
	printf '5 Found Lane\nLondon\nN2 0AF\n' | do_it child move "$nowhere" --source parent
	do_it plan receive "$(nth 2)" --kind plan --method email
	do_it entry route "$(nth 9)" --to missing_education --because other --on 2026-11-29
	do_it entry route "$(nth 10)" --to flexi_schooling --because other --on-roll
	do_it entry also "$(nth 10)" --route section_19 --because authority_arranged --full-time yes
	do_it entry destination "$(nth 10)" --kind college --source parent
	do_it entry end "$(nth 11)" --reason moved_out --authority 301 --source parent --end-homes --on 2026-11-28
	do_it duty assign "$(duty_of "$(nth 12)" review)" --to mary

	on 2026-12-02
	echo "A wrong line of the list." | do_it forward misdirected "$told_304" --on 2026-12-01
	act assign "$(duty_of "$(nth 43)" review)"
	act meet "$(duty_of "$guarded" glass_review)"
	echo "They must not know." | do_it withhold add "$(nth 46)" location --all-outward --confirmed-by 'social care'
	act meet "$(duty_of "$died" death_told)"
	act meet "$(duty_of "$(nth 4)" intake_follow)"
	act meet "$(duty_of "$(nth 32)" order_check)"
	do_it looked-after told "$(nth 30)" --on 2026-12-01 --agrees yes
	do_it private-fostering told "$y_told" --on 2026-11-30
	do_it order-of-court end "$g_order"
	father=$("$CNIS" child show "$(printf '%s' "${plan}")" --format json 2>/dev/null | sed -n 's/.*"\(P[0-9]*-[0-9]\)".*/\1/p' | head -1)
	do_it consent serve "$w_plan" --to applicant --method post
	do_it consent serve "$w_plan" --to proprietor --method electronic
	[ -z "$father" ] || do_it consent serve "$w_plan" --to other_parent --person "$father" --method post --on 2026-12-02
	do_it consent serve "$w_cpp" --to applicant --method post
	do_it withdrawal left "$w_plan" --on 2026-12-01
	do_it entry open "$plan"
	do_it consent refer "$w_s47"
	printf '{"kind": "provider", "provider_name": "Invented Online School"}\n' >"$T/tutors"
	do_it child provision add "$plain" --file "$T/tutors"
	do_it flag end "$f_s47" --on 2026-12-01
	do_it flag reviewed "$f_plan" --on 2026-12-01

	on 2026-12-16
	echo "It was so." | do_it complaint close "$q_own" --outcome upheld --on 2026-12-15
	do_it order-of-court end "$("$CNIS" order-of-court list "$(nth 47)" --format csv | tr -d '\r' | sed -n 's/^\(G[0-9]*-[0-9]\),.*/\1/p')"
	echo "They may go." | do_it hold end "$brother" --kind letters
	do_it held review "$(held_of 2)" --on 2026-12-15 --next 2027-02-10
	asked "$(sed -n 2p "$T/absent")" 2026-12-15 2027-02-10
	act meet "$(duty_of "$guarded" duplicate_alert)"
	do_it forward chase "$told_303" --on 2026-12-14
	do_it intake chase "$k_barnet" --on 2026-12-11
	do_it intake chase "$k_brent" --on 2026-12-14
	do_it forward chase "$passed"
	echo "Nobody lives there." | do_it intake triage "$k_more" --outcome no_action
	do_it private-fostering end "$y_short"
	do_it consent refer "$w_s47" --outcome referred_back
	do_it flag add "$(nth 13)" --kind s47_action --significant-harm yes --from 2026-12-14 --source social_care
	do_it flag add "$(nth 13)" --kind child_protection_plan --from 2026-12-15 --source social_care
	do_it flag add "$(nth 14)" --kind s47_action --significant-harm no --from 2026-12-14 --source social_care
	do_it flag add "$(nth 14)" --kind priority --from 2026-12-16 --source health
	do_it seen add "$(nth 14)" --by social_worker --voice speech --on 2026-12-15 --place home
	act waive "$(duty_of "$(nth 1)" unsuitable_next_step)"
	act extend "$(duty_of "$(nth 6)" speak_social_care)" 2027-01-08
	printf 'full_name,born,upn,postcode,ground,deleted,notice,destination,school,placement,placed_by\nInvented Pupil,2013-03-03,,N2 0AE,9(1)(f),2026-12-11,,,Netherwick High,,\nOther Pupil,2013-04-04,,N2 0AD,9(1)(h),2026-12-11,,,Netherwick High,,\n' >"$T/return.csv"
	do_it import deletions "$T/return.csv" --map "$SOURCE/src/exchange/maps/deletions_plain.map" --apply

	on 2026-12-21
	do_it withdrawal withdraw "$w_s47"
	do_it withdrawal left "$w_later" --on 2026-12-18
	do_it entry open "$later"
	act meet "$(duty_of "$(nth 13)" consider_436h5)"
	do_it config set review.yearly_months 6
	do_it config set query.days 8
	do_it config set travel.return_days 8
	do_it child returned "$(nth 22)" --on 2026-12-18
	do_it child travel "$(nth 23)" --from 2026-12-20 --expected-return 2027-03-29 --source parent

	on 2027-02-01
	do_it held end "$(held_of 3)" --reason basis_ended --on 2027-01-31
	do_it config set sheet.days 100
	family 2014-08-08 '' >"$T/f"
	do_it register --not-duplicate --from "$T/f"
	sheeted=$(ref child)
	do_it forward receipt "$told_303" --on 2027-01-29
	do_it intake receipt "$k_barnet" --on 2027-01-29
	reviewed "$plain" 2027-01-30 suitable
	reviewed "$(nth 15)" 2026-12-01 suitable
	reviewed "$(nth 15)" 2026-11-27 suitable
	do_it entry route "$missing" --to home_education --because other --on 2027-01-31
	do_it entry end "$(nth 16)" --reason registered_at_school --school "Netherwick High" --source school
	do_it flag end "$f_plan" --on 2027-01-31
	do_it flag add "$leaver" --kind s47_enquiry --from 2027-01-29 --source social_care

	on 2027-03-01
	"$CNIS" child show "$sheeted" --format json | grep -o '"P[0-9]*-[0-9]"' | tr -d '"' | sort -u | while read -r adult; do
		do_it tell add "$sheeted" --person "$adult" --kind what_we_hold --method post --on 2027-02-26
	done
	do_it held decide "$(held_of 1)" --outcome arrange --provision-file "$T/reasons" --review 2027-06-01
	do_it entry route "$(nth 17)" --to missing_education --because other
	reviewed "$(nth 18)" 2027-02-26 not_assessed

	on 2027-07-05
	do_it child returned "$(nth 23)" --on 2027-06-01
	mkdir -p "$T/night"
	do_it nightly --out "$T/night"
}
