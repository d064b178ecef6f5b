#!/bin/sh
# Work that goes from one officer to another never ends with one it is closed to: who declared the
# family, or whom a complaint is about.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

as boss
demo
for who in ann:officer ben:officer mary:officer,manager max:officer,manager cus:officer,custodian cas:officer,custodian; do
	code_in 'An Officer' officer add "${who%%:*}" --roles "${who#*:}"
done
as ann
for name in Robin Kit; do
	cat >family.json <<END_OF_FORM
{"schema": 1, "confirmed_not_duplicate": true, "children": [{"name": "$name Sample", "born": "2015-03-02"}],
 "parents": [{"name": "Alex $name", "relationship": "mother"}],
 "addresses": [{"line1": "1 $name Road", "town": "London", "postcode": "NW1 1AA"}]}
END_OF_FORM
	worked "$name" register --from family.json
done
c=$(ref C1) kit=$(ref C2)
printf 'It was late.\n' >words.txt
# who has what of a child, as the register has it
of() { sqlite3 "$CNIS_REGISTER" "SELECT d.kind || ' ' || o.login || CASE WHEN w.queued THEN ' waits' ELSE '' END FROM duty d JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL JOIN officer o ON o.id = w.officer_id WHERE d.state = 'open' AND d.child_id = $1 ORDER BY 1" | tr '\n' ',' | sed 's/,$//'; }
copy() { # copy NAME: the register as it is now, to go on with
	sqlite3 "$T/start.cnis" ".backup '$T/$1.cnis'"
	sqlite3 "$T/r.cnis.access" ".backup '$T/$1.cnis.access'"
	CNIS_REGISTER=$T/$1.cnis
}
sound() { worked "$1: verify" verify --quiet; like "$1: nothing is forgotten" '"check":"duties","state":"ok"' "$("$CNIS" doctor --format json 2>"$T/err")"; }

# ---- ben declared one of ann's two families, and so did mary, who keeps the queue
as ben
worked "ben declares" conflict declare "$c"
as boss
worked "mary keeps the queue" config set queue.keeper mary
as mary
worked "mary declares" conflict declare "$c"
sqlite3 "$CNIS_REGISTER" ".backup '$T/start.cnis'"
before=$(of 2 | sed 's/ann/ben/g')
is "ann has it all" "" "$(of 1 | tr ',' '\n' | grep -v ' ann$')"

copy handed
as boss
worked "ann goes, ben takes over" officer end ann --hand-to ben
like "with the count, and nothing more" "in the queue: [1-9]" "$err"
unlike "not of whom" "$c|declare|ben " "$err"
is "what is open to him is his" "$before" "$(of 2)"
unlike "of the family he declared he has nothing" "ben|mary|ann" "$(of 1)"
like "it waits with another manager" "(boss|max) waits" "$(of 1)"
like "who is to allocate it" "allocate (boss|max)" "$(of 1)"
sound "handed"

copy queue
worked "into the queue of who declared it" officer end ann --to-queue
unlike "not with her" "mary|ann" "$(of 1)"
like "but with another manager" "(boss|max) waits" "$(of 1)"
like "the rest with her" "mary waits" "$(of 2)"
sound "queue"

copy released
as ann
d=$("$CNIS" duty list --child "$c" --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p' | head -1)
worked "given back" duty release "$d"
unlike "not to her" "mary" "$(of 1)"
like "but to another manager" "(boss|max) waits" "$(of 1)"
sound "released"

copy covered
as ann
refused "cover by who would not be shown it" 4 '^cnis: cover add: [1-9][0-9]* of these duties are closed to that officer' cover add ann --by ben --to 2026-11-27
unlike "which is all that is said" "$c|declare|family" "$err"
worked "by another" cover add ann --by cus --to 2026-11-27

# ---- a complaint about who would take it
copy complaint
as ann
worked "about max" complaint add "$kit" --kind own --source parent --about max --owner mary --words-file words.txt
as boss
worked "the queue is his" config set queue.keeper max
sqlite3 "$CNIS_REGISTER" ".backup '$T/start.cnis'"
copy complained
worked "mary, who answers, goes" officer end mary --to-queue
is "it comes to another manager" "complaint_acknowledge boss,complaint_reply boss" "$(of 2 | tr ',' '\n' | grep complaint | tr '\n' ',' | sed 's/,$//')"
sound "complained"
copy himself
as max
worked "nor when he ends her" officer end mary --hand-to ben
is "does it come to him" "complaint_acknowledge boss,complaint_reply boss" "$(of 2 | tr ',' '\n' | grep complaint | tr '\n' ',' | sed 's/,$//')"
copy nobody
as boss
worked "boss is a manager no more" officer role boss --end manager
as max
before=$(sqlite3 "$CNIS_REGISTER" "SELECT max(seq) FROM journal")
refused "there is nobody else" 4 'officer end: 2 of these duties are closed to everybody' officer end mary --to-queue
is "and nothing is written" "$before" "$(sqlite3 "$CNIS_REGISTER" "SELECT max(seq) FROM journal")"

# ---- about the custodian of a restricted record
copy restricted
as boss
for who in cus cas; do worked "$who is shown every duty" officer role $who --add safeguarding; done
as mary
code_in 'A threat.' restrict add "$kit" --kind protection --custodian cus
is "restricted" 0 "$code"
as cas
worked "a complaint about its custodian" complaint add "$kit" --kind own --source parent --about cus --words-file words.txt
like "is another's" "complaint_reply cas" "$(of 2)"

# ---- what opens when school age ends, for who had work of the child last
copy leaving
as boss
worked "max keeps the queue" config set queue.keeper max
as ann
d=$("$CNIS" duty list --child "$kit" --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p' | head -1)
worked "given back" duty release "$d"
as max
worked "and allocated by him" duty assign "$d" --to ann
worked "who then declares the family" conflict declare "$kit"
CNIS_NOW=2031-07-10T12:00:00Z
as boss
mkdir nights
worked "the night" nightly --out nights
like "there is a hand-over" "handover [a-z]*" "$(of 2)"
unlike "but not his" "max" "$(of 2)"
sound "leaving"
done_testing
