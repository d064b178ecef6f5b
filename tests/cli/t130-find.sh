#!/bin/sh
# child find: any mixture of terms, from stdin only, the best first and why.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
family() { # family NAME BORN POSTCODE
	printf '{"schema": 1, "children": [{"name": "%s", "born": "%s"}], "addresses": [{"line1": "1 Invented Row", "postcode": "%s"}]}\n' "$1" "$2" "$3" >f.json
	worked "a family" register --from f.json --not-duplicate
}
family "Yusuf Khan" 2014-06-09 "N2 0AB"
family "Robin Sample" 2015-03-04 "E1 6AN"
family "Siobhán O'Neill" 2013-01-20 "E1 6AN"

found() { # found TERMS PATTERN
	code_in "$1
" --format json child find
	is "$1: found" 0 "$code"
	like "$1: with the reason" "$2" "$out"
}
found "yousuf" '"name":"Yusuf Khan".*"why":"name sounds alike"'
found "khan yusuf" '"why":"name the same; name the same"'
found "oneill siobhan" '"why":"name the same; name the same"'
found "E1 6AN" '"why":"this postcode"'
found "3/4/2015 sample" '"why":"birth date with day and month swapped; name the same"'
found "robin 2010-01-01" '"matched":1,"terms":2'
like "and says that nobody matches all" 'nobody matches every term' "$err"
for f in table plain csv json; do
	code_in 'robin
' --format "$f" child find
	is "as $f" 0 "$code"
	like "as $f it is there" 'Robin Sample' "$out"
	like "as $f it says why" 'name the same' "$out"
done
code_in 'E1 6AN
' --format json child find --limit 1
like "a page says how to go on" 'skip 1' "$err"
is "one row" 1 "$(printf '%s\n' "$out" | grep -c child)"
code_in 'E1 6AN
' --format json child find --limit 1 --skip 1
is "the next" 1 "$(printf '%s\n' "$out" | grep -c child)"

code_in 'nobody-of-this-name
' --format json child find --exit-code
is "nobody" 0 "$code"
is "no row" "" "$out"
code_in '31/2/2015
' child find
is "no such day" 2 "$code"
like "says the place, not the term" 'word 1' "$err"
unlike "the term is not repeated" '31/2' "$err"
code_in '
' child find
is "nothing to search for" 2 "$code"
refused "terms never stand on a command line" 2 'too many|takes no' child find robin

c=$("$CNIS" --format json child list | sed -n '1s/.*"child":"\([^"]*\)".*/\1/p')
code_in "$c
" --format json child find
like "a reference" '"why":"this reference"' "$out"
worked "who looked is noted" access "$c"
like "as child find" 'child find' "$out"
unlike "and no name" 'yousuf|robin' "$out"
done_testing
