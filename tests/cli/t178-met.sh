#!/bin/sh
# A list that is matched and a file that is imported meet a record kept from whoever does it: they
# are told what they would be told without it, and its custodian gets a duty; a sealed one nobody.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

as boss
demo
for role in custodian safeguarding; do code officer role boss --add $role; done
for who in ann:officer cus:officer,custodian,safeguarding; do
	code_in 'An Officer' officer add "${who%%:*}" --roles "${who#*:}"
done
# form NAME UPN
form() { printf '{"schema":1,"notified_by":"parent","confirmed_not_duplicate":true,"children":[{"name":"%s","born":"2014-05-02","sex":"F","upn":"%s","reason":"unknown"}],"addresses":[{"line1":"5 Fern Road","postcode":"NW1 1AB"}]}' "$@"; }
form "Open Twig" B801200005001 | sed 's/2014-05-02/2012-01-01/; s/5 Fern/77 Elm/; s/"upn":"[^"]*",//' >twig.json
worked "a child" register --from twig.json
printf 'given_names = G\nfamily_name = F\nborn = B\nupn = U\n' >list.map
printf 'G,F,B,U\nNobody,Known,2011-01-01,\nRue,Oak,2014-05-02,B801200005001\n' >list.csv
as ann
worked "the list is matched once" match list.csv --map list.map --purpose "health list"
sqlite3 "$CNIS_REGISTER" ".backup without.cnis"
sqlite3 "$CNIS_REGISTER.access" ".backup without.cnis.access"
as boss
form "Rue Oak" B801200005001 >rue.json
worked "the child it names" --format json register --from rue.json
rue=$(printf '%s' "$out" | sed -n 's/.*"child":"\([^"]*\)".*/\1/p' | head -1)
code_in 'A threat.' restrict add "$rue" --kind protection --custodian cus
is "is restricted" 0 "$code"

alerts() { sqlite3 "$CNIS_REGISTER" "SELECT count(*) FROM duty WHERE kind = 'duplicate_alert'"; }
entries() { sqlite3 "$CNIS_REGISTER" "SELECT max(seq) FROM journal"; }
# alike LABEL WORDS...: what ann is told and shown afterwards, here and where the child never was
alike() {
	label=$1
	shift
	for at in without.cnis r.cnis; do
		CNIS_REGISTER=$T/$at
		rm -rf made rejects.csv
		as ann
		code "$@"
		{
			printf '%s %s %s\n' "$code" "$out" "$err"
			"$CNIS" due --days 30 --format json
			"$CNIS" duty list --all --format json
			"$CNIS" child list --all --format json
			"$CNIS" log --limit 3 --format json
			cat rejects.csv 2>/dev/null
		} | sed 's/[CDE][0-9]*-[0-9]/R/g; s/"seq":[0-9]*/"seq"/g; s/seq: [0-9]*/seq/; s/"uuid":"[^"]*"//g; s/"hash":"[^"]*"//g; s/batch-[0-9a-f]*//g' >"$at.seen"
	done
	is "$label: as if it were not there" "" "$(diff without.cnis.seen r.cnis.seen)"
}

# ---- match
before=$(entries)
alike "match" match list.csv --map list.map --purpose "health list" --format json
is "the custodian alone is told" 1 "$(alerts)"
as cus
like "in two working days" "$rue,.*duplicate_alert.*2026-11-24.*cus" "$("$CNIS" due --days 30 --format csv)"
d=$("$CNIS" duty list --kind duplicate_alert --format json | sed -n 's/.*"duty":"\([^"]*\)".*/\1/p')
like "of which row" 'row.*2' "$("$CNIS" duty show "$d" --format json)$("$CNIS" why "$d" --format json)"
unlike "the journal shows it to nobody else" "duplicate|$rue" "$(as ann; "$CNIS" log --format json --limit 3)"
alike "again" match list.csv --map list.map --purpose "health list"
is "once is enough" 1 "$(alerts)"
as ann
worked "a trial" --dry-run match list.csv --map list.map --purpose "health list"
as cus
code_in 'Looked into.' duty meet "$d"
is "met" 0 "$code"
as ann
before=$(entries)
worked "a trial" --dry-run match list.csv --map list.map --purpose "health list"
is "tells nobody" "$before" "$(entries)"
worked "for real" match list.csv --map list.map --purpose "health list"
is "the next time it is told again" 2 "$(alerts)"
as cus
like "a custodian who matches is told by the list" "exact.*$rue" "$("$CNIS" match list.csv --map list.map --purpose "health list" --format csv)"
is "and by no duty" 2 "$(alerts)"

# ---- a school's deletion return, a spreadsheet
printf 'name = N\nborn = B\nupn = U\nground = G\ndeleted = D\nschool_name = S\nline1 = L\npostcode = P\n' | sed 's/^name/full_name/' >del.map
printf 'N,B,U,G,D,S,L,P\nRue Oak,2014-05-02,B801200005001,f,2026-11-13,Invented School,5 Fern Road,NW1 1AB\n' >del.csv
alike "deletions, tried" import deletions del.csv --map del.map --rejects rejects.csv
is "tells nobody" 2 "$(alerts)"
alike "deletions" import deletions del.csv --map del.map --rejects rejects.csv --apply
is "tells the custodian" 3 "$(alerts)"
printf 'key = K\nfull_name = N\nborn = B\nsex = X\nreceived = R\nline1 = L\npostcode = P\nsource := parent\n' >fam.map
printf 'K,N,B,X,R,L,P\n7,Rue Oake,2014-05-02,F,2026-11-12,5 Fern Road,NW1 1AB\n' >fam.csv
alike "families" import families fam.csv --map fam.map --rejects rejects.csv --apply

# ---- sealed
CNIS_REGISTER=$T/sealed.cnis
as boss
worked "another register" init --authority 302 --demonstration
code officer role boss --add custodian
code_in 'An Officer' officer add ann --roles officer
worked "a child" --format json register --from rue.json
code_in "$(ref C1)" identity seal "$(ref C1)"
is "is sealed" 0 "$code"
as ann
worked "matched" match list.csv --map list.map --purpose "health list" --format csv
unlike "is nobody" "exact|likely" "$out"
worked "imported" import deletions del.csv --map del.map --apply
worked "registered" register --from twig.json
is "and nobody is told, custodians neither" 0 "$(alerts)"
worked "it is sound" verify --quiet
done_testing
