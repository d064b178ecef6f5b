#!/bin/sh
# Language and interpreter: kept, shown, asked for where a decision is made; each parent spoken with.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

demo
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes"},
             {"name": "Sam Sample", "relationship": "father", "responsibility": "yes"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
worked "a family" register --from family.json
worked "signs" communication set P1-3 --language bfi --interpreter yes --reads signed_video
worked "is listed" communication list P1-3 --format json
like "as it was said" '"language":"bfi","interpreter":"yes","format":"signed_video","from":"2026-11-21"' "$out"
worked "with the adult" person show P1-3
like "too" 'bfi' "$out"
worked "who looked is noted" access C1-3
like "as communication list" 'communication list' "$out"
refused "no language" 2 'ISO 639' communication set P1-3 --language Polish
refused "letters that are no language" 2 'ISO 639' communication set P1-3 --language xx
refused "the day before" 2 'later day' communication set P1-3 --language pl --from 2026-11-20
refused "nothing, the same day" 2 'nothing changes' communication set P1-3
worked "a slip is put right the same day" communication set P1-3 --reads large_print
is "in the same record, and what was not said again stays" '"language":"bfi","interpreter":"yes","format":"large_print","from":"2026-11-21"' \
	"$("$CNIS" communication list P1-3 --all --format json | grep -o '"language".*"from":"[-0-9]*"')"
worked "and back" undo "$(head_seq)" --reason 'no slip'
like "as it was" '"format":"signed_video"' "$("$CNIS" communication list P1-3 --format json)"

review="review record C1-3 --method meeting --evidence conversation_parent --outcome suitable --voice not_offered --reasons-file -"
# shellcheck disable=SC2086
code_in "As heard." $review
is "a review that does not say who interpreted" 4 "$code"
like "is refused by its rule" 'LOCAL.interpreter' "$err"
# shellcheck disable=SC2086
code_in "As heard." $review --interpreter child
is "a child does not" 4 "$code"
# shellcheck disable=SC2086
code_in "As heard." $review --interpreter professional
is "a professional does" 0 "$code"
like "and the review says so" '"interpreter":"professional"' "$("$CNIS" review show R1-3 --format json)"
worked "asked beforehand" rule eval LOCAL.interpreter --needed true --interpreter relative --format json
like "the same answer" '"allowed":false' "$out"

worked "one parent is spoken with" contact add C1-3 --method telephone --outcome reached --person P1-3 --interpreter relative
worked "contacts" contact list C1-3 --format json
like "say by whom" '"interpreter":"relative"' "$out"
like "and who was not spoken with" 'not spoken with about this child yet: P2-1' "$err"
unlike "but not who was" 'yet: P1-3' "$err"
worked "the other" contact add C1-3 --method telephone --outcome reached --person P2-1
worked "contacts" contact list C1-3
unlike "nobody is left" 'not spoken with' "$err"
worked "verify" verify
done_testing
