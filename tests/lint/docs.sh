#!/bin/sh
# Every public function has a comment right above it; one that returns a status names the statuses
# (or, when it passes on what a callback or another function says, says so with @return); every
# status named is one of status.h; and one that writes says that somebody else may be writing.
set -u
top=${1:?the source folder}
known=$(sed -n 's/^	X(\([A-Z]*\),.*/\1/p' "$top"/include/cnis/status.h | tr '\n' ' ')
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
	if (text ~ /^CNIS_API cnis_status/ && doc !~ /@retval|@return|As cnis_|Same answers/)
		complain(name " does not say which statuses it returns")
	if (text ~ /^CNIS_API cnis_status/ &&
	    name ~ /_(add|end|assign|extend|waive|meet|set|role|move|rename|born|apply|decide|serve|refer|outcome|notify|left|record|sign|receive|recalc|tick|undo)$/ &&
	    doc !~ /EBUSY|As cnis_|Same answers/)
		complain(name " writes, and does not name CNIS_EBUSY")
	rest = doc
	while (match(rest, /@retval[ \n*]+(CNIS_[A-Z]+[ ,]*)+/)) {
		some = substr(rest, RSTART, RLENGTH)
		rest = substr(rest, RSTART + RLENGTH)
		while (match(some, /CNIS_[A-Z]+/)) {
			if (index(known, " " substr(some, RSTART + 5, RLENGTH - 5) " ") == 0)
				complain(name " names " substr(some, RSTART, RLENGTH) ", which is no status")
			some = substr(some, RSTART + RLENGTH)
		}
	}
	doc = ""
	next
}
/^[^ \t\/*#]/ { doc = "" }
END { exit bad }
' "$top"/include/cnis/*.h
