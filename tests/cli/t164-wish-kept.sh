#!/bin/sh
# What an adult asked about being reached is kept to: a letter, an e-mail and a message left are
# refused where it was asked that none is; a manager sets it aside and says why; what came in is
# always recorded.
# shellcheck source=tests/cli/lib.sh disable=SC2154
. "$LIB"

as boss
demo
code_in 'An Officer' officer add ann --roles officer
cat >family.json <<'END'
{"schema": 1, "notified_by": "parent",
 "children": [{"name": "Robin Sample", "born": "2015-03-02"}],
 "parents": [{"name": "Alex Sample", "relationship": "mother", "responsibility": "yes",
              "contact_points": [{"kind": "mobile", "value": "07700 900123"}, {"kind": "email", "value": "alex@home.example"}]},
             {"name": "Sam Sample", "relationship": "father", "responsibility": "yes"}],
 "addresses": [{"line1": "1 Invented Row", "postcode": "N2 0AB"}]}
END
as ann
worked "a family" register --from family.json
worked "a letter, as long as nobody minds" tell add C1-3 --kind support_pack --edition 1 --person P1-3 --method post
worked "do not write here" contact-wish add P1-3 --at A1-3 --kind no_writing
worked "nor there" contact-wish add N2-1 --kind no_writing
worked "leave no message" contact-wish add N1-3 --kind no_message

refused "a letter" 4 'LOCAL.contact-wish' tell add C1-3 --kind support_pack --edition 2 --person P1-3 --method post
like "by which wish" 'B1-3' "$err"
like "says what to do" 'use another way' "$err"
unlike "and no address" 'Invented Row' "$err"
refused "an e-mail" 4 'B2-1' tell add C1-3 --kind support_pack --edition 2 --person P1-3 --method email
refused "a message" 4 'B3-' contact add C1-3 --method telephone --outcome left_message --person P1-3
refused "a letter to nobody in particular" 4 'to whom' contact add C1-3 --method post --outcome no_reply
echo 'The last address that is known.' >why
refused "not an officer's to set aside" 9 'manager' tell add C1-3 --kind support_pack --edition 2 --person P1-3 --method post --despite-wish --reason-file why
worked "a call that is answered by nobody" contact add C1-3 --method telephone --outcome no_reply --person P1-3
worked "what came in" contact add C1-3 --method email --outcome information_given --direction in --person P1-3
worked "handed over" tell add C1-3 --kind support_pack --edition 2 --person P1-3 --method in_person
worked "the other parent asked nothing" tell add C1-3 --kind support_pack --edition 2 --person P2-1 --method post
worked "the sheet" sheet C1-3 --for P1-3 --out -
unlike "is not addressed there" '^  *address: 1 Invented Row' "$(sed '/^The child/q' out)"
like "is to be handed over" 'may be written to' "$err"
worked "the rule beforehand" rule eval LOCAL.contact-wish --method post --asked_not 1 --format json
like "answers the same" '"allowed":false' "$out"

as boss
refused "without a reason" 2 'reason' --no-input tell add C1-3 --kind support_pack --edition 2 --person P1-3 --method post --despite-wish
refused "where nothing was asked" 2 'stands against it' tell add C1-3 --kind support_pack --edition 3 --person P2-1 --method post --despite-wish --reason-file why
worked "a manager sets it aside" tell add C1-3 --kind support_pack --edition 3 --person P1-3 --method post --at A1-3 --despite-wish --reason-file why
worked "kept with what was sent" tell list C1-3 --format json
like "where, what was asked, why" '"at":"A1-3","despite_wish":"B1-3","reason":"The last address that is known."' "$out"
refused "at somebody else's" 2 'at' tell add C1-3 --kind support_pack --edition 3 --person P2-1 --method email --at N2-1
refused "somebody's, and nobody is named" 2 'say with whom' contact add C1-3 --method post --outcome information_given --at A1-3
like "by the option" 'field: person' "$err"
refused "at no place" 2 'contact point' tell add C1-3 --kind support_pack --edition 3 --person P2-1 --method email --at C1-3
worked "another e-mail address" contact-point list P1-3
code_in 'other@home.example' contact-point add P1-3 --kind email
refused "which of them" 4 'which it was' tell add C1-3 --kind privacy_notice --edition 1 --person P1-3 --method email
worked "the one they left open" tell add C1-3 --kind privacy_notice --edition 1 --person P1-3 --method email --at N3-7
worked "the wish ends" contact-wish end B1-3
worked "it holds to the end of the day" tell add C1-3 --kind support_pack --edition 4 --person P1-3 --method in_person
CNIS_NOW=2026-11-22T12:00:00Z
worked "and is free on the next" tell add C1-3 --kind support_pack --edition 4 --person P1-3 --method post
worked "verify" verify
done_testing
