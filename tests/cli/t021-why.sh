# Why: refusals of the command; the answers are tried in tests/domain/test_why.c.
# shellcheck source=lib.sh
. "$LIB"

export CNIS_LOGIN=boss
demo

refused "no reference" 2 'argument|REFERENCE' why
refused "a slip in typing" 2 'slip in typing' why D1-0
refused "a record nobody knows" 3 'no such record' why D1-3
refused "a kind that needs no why" 2 'why answers for a duty' why A1-3

done_testing
