#!/bin/sh
# Every public function has a comment right above it; one that returns a status names the statuses
# (or, when it passes on what a callback or another function says, says so with @return).
set -u
top=${1:?the source folder}
awk '
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
	doc = ""
	next
}
/^[^ \t\/*#]/ { doc = "" }
END { exit bad }
' "$top"/include/cnis/*.h
