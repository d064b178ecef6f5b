# Electronic service, as a story: a notice by e-mail is refused without the parent's agreement in
# writing for that address, and goes through with it; other addresses, other parents, other days do not.
# shellcheck source=lib.sh
. "$LIB"

as boss
demo --in-force 37=2026-09-01,38=2026-09-01,39=2026-09-01
code_in "An Officer" officer add guard --roles officer,safeguarding
cat >form.json <<'EOF'
{"schema": 1, "notified_by": "school",
 "children": [{"name": "Robin One", "born": "2015-03-02", "reason": "unknown",
  "school": {"name": "Fernhill School", "on_roll": true, "placement": "special", "placed_by": "302"}}],
 "parents": [{"name": "Parent One", "relationship": "mother", "responsibility": "yes", "has_care": "yes",
   "contact_points": [{"kind": "email", "value": "one@home.example"}, {"kind": "mobile", "value": "07700 900123"}]},
  {"name": "Parent Two", "relationship": "father", "responsibility": "yes", "has_care": "yes",
   "contact_points": [{"kind": "email", "value": "two@home.example"}]}],
 "addresses": [{"line1": "1 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
EOF
code register --from form.json
is "consent is needed" 4 "$code"
worked "an application" consent apply W1-3 --by parent --person P1-3
as guard
code_in "The letter says why." consent decide W1-3 --grant --reasons-file -
is "granted" 0 "$code"

refused "no agreement" 4 'EA1996.572.2' consent serve W1-3 --to applicant --method electronic
like "with its citation" 's\. 572\(2\)' "$err"
unlike "and no address" 'home.example|900123' "$err"
worked "nothing was kept of it" consent list --all --format csv
unlike "no notice" ',1,$' "$(tr -d '\r' <out | tail -1)"
sound "refused"
worked "why, beforehand" rule eval EA1996.572.2 --section 434A --served_on 2026-11-21 --format json
like "the same answer" '"allowed":false' "$out"
worked "a preliminary notice is another matter" rule eval EA1996.572.2 --section 436H --served_on 2026-11-21 --format json
like "s. 572(4)" '"allowed":true' "$out"

worked "agreed to, for the telephone" e-service add N2-1 --from 2026-11-20
like "by a reference" 'U1-' "$out"
refused "which is not the e-mail address" 4 'EA1996.572.2' consent serve W1-3 --to applicant --method electronic --at N1-3
refused "of somebody else" 2 'at' consent serve W1-3 --to applicant --method electronic --at N3-7
worked "agreed to, for the address" e-service add N1-3
refused "twice" 5 'already' e-service add N1-3
worked "where" e-service list P1-3 --format json
is "two" 2 "$(printf '%s\n' "$out" | grep -c '"e_service"')"
as boss
worked "who looked is noted" access C1-3
like "as e-service list" 'e-service list' "$out"
as guard
worked "the notice" consent serve W1-3 --to applicant --method electronic --at N1-3
like "the next is who was not served" 'next: cnis consent serve W1-3 --to proprietor --method post' "$err"
refused "the other parent has not agreed" 4 'EA1996.572.2' consent serve W1-3 --to other_parent --person P2-1 --method electronic
worked "the school needs no such agreement" consent serve W1-3 --to proprietor --method electronic
like "who is left" 'next: cnis consent serve W1-3 --to other_parent --person P2-1 --method post' "$err"
worked "who is written to" consent serve W1-3 --to other_parent --person P2-1 --method post
like "nobody is" 'everybody the Act names has been served' "$err"
worked "ended" e-service end U2-1
sound "served"
refused "once" 4 'already' e-service end U2-1
as boss
sound "ended"
done_testing
