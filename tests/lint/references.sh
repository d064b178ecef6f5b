#!/bin/sh
# Whoever copies a reference from the help, the manual or a README must not be told of a slip in
# typing: the check digit of every one is right (Damm's method, as src/base/reference.c has it).
set -u
cd "${1:?the source folder}" || exit 99

# A letter is of one kind of record.
twice=$(sed -n "s/.*CNIS_REF_[A-Z_0-9]* = '\(.\)'.*/\1/p" include/cnis/reference.h | sort | uniq -d)
if [ -n "$twice" ]; then
	echo "include/cnis/reference.h: two kinds of record share the letter $twice"
	exit 1
fi

# One line for each: FILE:LINE:REFERENCE.  What a README of the tests says of slips is no example.
grep -rnowE '[A-Z][0-9]{1,18}-[0-9]' README.md include src schema $(find migrations tests -name README.md) |
	sed 's/:\([^:]*\)$/ \1/' |
	awk '
	BEGIN {
		split("0317598642 7092154863 4206871359 1750983426 6123045978 3674209581 5869720134" \
			" 8945362017 9438617205 2581436790", row, " ")
	}
	{
		digits = substr($2, 2, index($2, "-") - 2)
		state = 0
		for (i = 1; i <= length(digits); i++)
			state = substr(row[state + 1], substr(digits, i, 1) + 1, 1)
		n++
		if (state != substr($2, length($2))) {
			print $1 ": " $2 " fails its own check digit, which is " state
			bad = 1
		}
	}
	END {
		if (n < 100) {
			print "only " n " references were found: has the way they are written changed?"
			bad = 1
		}
		exit bad
	}'
