# The calculator on the command line: one rule by its options, many by stdin, bad lines in place.
# shellcheck source=lib.sh
. "$LIB"

code rule list --format csv
is "the catalogue is listed" 0 "$code"
like "a statute has its citation" '^EA1996\.434A\.2,1,statute,.*s\. 434A\(1\) to \(4\)' "$out"
like "a gate is local policy" '^LOCAL\.gate\.ehc,1,local policy,' "$out"
code rule show EA1996.436B.8 --format json
like "a rule shows how it counts" '"count":15,"unit":"calendar","day_one":"same"' "$out"
like "a rule shows since when it is in force" '"in_force_setting":"law\.s38\.in_force_from"' "$out"
refused "an unknown rule" 3 'no rule has this id' rule show EA1996
refused "an unknown rule in the calculator" 3 'no rule has this id' rule eval EA1996 --stdin
refused "a rule without a calculator" 3 'no calculator' rule eval DFE.ehe.reason

code rule eval DAYS.count --from 2027-09-01 --days 15 --format json
is "a day count: exit code" 0 "$code"
like "a day count" '"due_on":"2027-09-15".*"why":"15 calendar days beginning with 2027-09-01' "$out"
code rule eval EA1996.434A.2 --born 2016-05-05 --on 2027-11-21 --ehc_plan true \
	--s37_in_force_from null
like "a plan alone is the authority's own gate" '^local_gate: ehc$' "$out"
like "and is no statutory ground" 'an EHC plan alone is no statutory ground' "$out"
code rule eval EA1996.434A.2 --born 2016-05-05 --on 2027-11-21 --ehc_plan true --format json
underscores=$out
code rule eval EA1996.434A.2 --born 2016-05-05 --on 2027-11-21 --ehc-plan true --format json
is "hyphens for underscores" "$underscores" "$out"
refused "one input spelled twice" 2 'given twice' rule eval EA1996.434A.2 --ehc-plan true --ehc_plan true
refused "an input nobody takes" 2 'no option' rule eval EA1996.434A.2 --ehc-plans true
refused "an impossible date" 2 'from is not a date' rule eval DAYS.count --from 2027-02-30 --days 1
refused "a missing input" 2 'days is needed' rule eval DAYS.count --from 2027-02-03
refused "an input of another rule" 2 'born is no input' rule eval DAYS.count --born 2027-02-03
refused "both ways at once" 2 'not both' rule eval ID.nhs --stdin --value 1
refused "beyond the calendar" 2 'beyond the days' \
	rule eval DAYS.count --from 2029-01-01 --days 1 --unit working

code_in '{"born":"2019-02-10"}

{"born":true}
{"born":"2019-02-10","born":"2019-02-10"}
{"born":"2020-04-01"}' rule eval EA1996.8.school-age --stdin
is "bad lines: exit code" 2 "$code"
is "one answer a line, in order" "2024-03-31 error error error 2025-08-31" \
	"$(sed -e 's/.*"starts_on":"\([^"]*\)".*/\1/' -e 's/.*"error".*/error/' out | paste -s -d ' ' -)"
like "the field of a bad line is named" '"field":"born"' "$out"
like "what went wrong is counted" '3 of 5 lines' "$err"
code_in '' rule eval ID.nhs --stdin
is "no lines, no answers: exit code" 0 "$code"
is "no lines, no answers" "" "$out"
printf '{"value":"\000"}\n{"value":"9434765870"}\n' >nul
code=0
"$CNIS" rule eval ID.nhs --stdin <nul >out 2>err || code=$?
is "a NUL: exit code" 2 "$code"
is "a NUL spoils its own line only" 2 "$(wc -l <out | tr -d ' ')"

# Every birth date 2005 to 2025, worked out another way: the leaving date of the academic year in
# which the sixteenth birthday falls, and Sakamoto's weekday.
awk '
function leap(y) { return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) }
function weekday(y, m, d) { # Sunday is 0
	if (m < 3)
		y--
	return (y + int(y / 4) - int(y / 100) + int(y / 400) + substr("032503514624", m, 1) + d) % 7
}
function leaving(y,   d) {
	for (d = 30; weekday(y, 6, d) != 5; d--)
		;
	return y "-06-" d
}
BEGIN {
	for (y = 2005; y <= 2025; y++)
		for (m = 1; m <= 12; m++) {
			n = m == 2 ? 28 + leap(y) : 30 + (m + int(m / 8)) % 2
			for (d = 1; d <= n; d++) {
				printf "{\"born\":\"%d-%02d-%02d\"}\n", y, m, d >"births"
				starts = m < 4 ? (y + 5) "-03-31" : m < 9 ? (y + 5) "-08-31" : (y + 5) "-12-31"
				print starts, leaving(y + 16 + (m >= 9)) >"expected"
			}
		}
}'
code=0
"$CNIS" rule eval EA1996.8.school-age --stdin <births >verdicts 2>err || code=$?
is "every birth date: exit code" 0 "$code"
is "every birth date has a line" 7670 "$(wc -l <verdicts | tr -d ' ')"
sed 's/.*"starts_on":"\([^"]*\)","ends_on":"\([^"]*\)".*/\1 \2/' verdicts >got
is "every birth date agrees" "" "$(diff expected got | head -5)"

# In a register what is left out takes its settings.
demo --in-force 37=2026-09-01
code rule eval EA1996.434A.2 --born 2016-05-05 --on 2026-11-21 --s47_enquiry_by 302 --format json
like "the in-force date of the register counts" '"required":true,"in_force":true,"conditions":\["B"\]' "$out"
code rule eval LOCAL.query --from 2026-11-20 --format json
like "the local number of days counts" '"due_on":"2026-11-27"' "$out"

# What s. 436C asks for is a rule like any other; what is not prescribed yet is a dated setting.
code rule show EA1996.436C.1.a.previous-address --format json
like "an item of the register cites its paragraph" '"citation":"Education Act 1996 s. 436C\(1\)\(a\)"' "$out"
code rule eval EA1996.436C.2.m.young-carer --on 2026-11-21 --format json
like "an item of 436C(2) is off" '"required":false,"basis":"s436c2","in_force":false' "$out"
worked "it is switched on from a day" config set content.s436c2.m yes --from 2026-11-20
code rule eval EA1996.436C.2.m.young-carer --on 2026-11-21 --format json
like "then it is asked for" '"required":true' "$out"
code rule eval EA1996.436C.6 --on 2026-11-21 --hours 20 --format json
like "no amount of time is prescribed" '"above":false,"prescribed":false' "$out"
worked "the register's amount is set" config set threshold.436c.hours 18
worked "the notice's amount is another one" config set threshold.436e.share_of_education 12.50
refused "an amount with three decimals" 2 'two decimals' config set threshold.436e.hours 12.125
refused "an amount that is no number" 2 'two decimals' config set threshold.436e.hours many
refused "an amount beyond any year" 2 'two decimals' config set threshold.436e.hours 10000.01
code rule eval EA1996.436C.6 --on 2026-11-21 --hours 10 --hours_high 20 --format json
like "the higher end of a range counts" '"above":true,"prescribed":true,"hours_counted":"20"' "$out"
worked "the lower end is made to count" config set estimate.range low
code rule eval EA1996.436C.6 --on 2026-11-21 --hours 10 --hours_high 20 --format json
like "the lower end of a range counts" '"above":false,"prescribed":true,"hours_counted":"10"' "$out"
code rule eval EA1996.436E.1 --on 2026-11-21 --hours 10 --total 40 --format json
like "the notice has its own amount" '"above":true.*more than 12\.5 % of all education' "$out"
worked "an amount is unset again" config set threshold.436e.share_of_education ''
code rule eval EA1996.436E.1 --on 2026-11-21 --hours 10 --total 40 --format json
like "then nothing is above it" '"above":false,"prescribed":false' "$out"

done_testing
