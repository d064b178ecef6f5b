#!/bin/sh
# Every public function has a comment right above it that begins with what it does; every status
# named is one of status.h; one that calls a function of the caller's says what becomes of its
# answer.  Which statuses have to be named is worked out from the source by statuses.awk.
set -u
top=${1:?the source folder}
known=$(sed -n 's/^	X(\([A-Z]*\),.*/\1/p' "$top"/include/cnis/status.h | tr '\n' ' ')
bad=0
awk -v known=" $known" '
function complain(text) { print FILENAME ":" FNR ": " text; bad = 1 }
FNR == 1 { doc = ""; in_doc = 0 }
/^\/\*\*/ { doc = ""; in_doc = 1 }
in_doc { doc = doc $0 "\n"; if (/\*\//) in_doc = 0; next }
/^CNIS_API/ {
	name = $0
	if (name !~ /\(/) { getline more; name = name more }
	text = name
	while (text !~ /;/) { if ((getline more) <= 0) break; text = text more }
	after = text ~ /\/\*\*</
	sub(/\(.*/, "", name)
	sub(/.*[ *]/, "", name)
	if (doc == "" && !after) complain(name " has no comment")
	first = doc
	gsub(/[ \n*\/]+/, " ", first)
	if (!after && first ~ /^ @[a-z]/ && first !~ /^ @p /) complain(name " does not say what it does")
	callback = text
	sub(/_fn fn.*/, "_fn", callback)
	sub(/.*[ ,(]/, "", callback)
	if (text ~ /^CNIS_API cnis_status/ && callback ~ /_fn$/ && !(callback in silent) &&
	    doc !~ /what fn[ \n*]+returned/)
		complain(name " does not say \"@retval what fn returned\"")
	rest = doc
	while (match(rest, /CNIS_E[A-Z]+/)) {
		some = substr(rest, RSTART + 5, RLENGTH - 5)
		rest = substr(rest, RSTART + RLENGTH)
		if (index(known, " " some " ") == 0 && some !~ /^EXPORT/)
			complain(name " names CNIS_" some ", which is no status")
	}
	doc = ""
	next
}
/^typedef void \(\*cnis_/ { sub(/.*\(\*/, ""); sub(/\).*/, ""); silent[$0] = 1 }
/^[^ \t\/*#]/ { doc = "" }
END { exit bad }
' "$top"/include/cnis/*.h || bad=1
here=$(dirname "$0")
cd "$top" || exit 1
awk -f "$here/statuses.awk" "$here/statuses.txt" include/cnis/*.h src/*/*.h src/*/*.c || bad=1
exit "$bad"
