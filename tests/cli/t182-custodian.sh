# Whoever keeps a restricted record has all its duties, and is shown each of them.
# shellcheck source=lib.sh disable=SC2154
. "$LIB"
# shellcheck source=kept.sh
. "${LIB%/*}/kept.sh"
made_by_boss
officers ann:officer kit:officer,custodian sue:officer,custodian,safeguarding mia:manager adi:administrator
cat >form.json <<'END'
{"schema": 1, "notified_by": "parent", "children": [{"name": "Hidden Leaf", "born": "2014-05-02", "reason": "unknown",
  "flags": [{"kind": "s47_enquiry", "from": "2026-11-10", "authority": "302"}]}],
 "parents": [{"name": "Parent Leaf", "relationship": "mother", "responsibility": "yes", "has_care": "yes"}],
 "addresses": [{"line1": "2 Fern Road", "town": "London", "postcode": "NW1 1AA"}]}
END
worked "a child" register --from form.json --format json
c=$(refs C | head -1)

# keeper: who keeps the record, as a custodian reads it; steps: whose step the enquiry calls for
keeper() { CNIS_LOGIN=sue "$CNIS" restrict list --format json | sed -n 's/.*"custodian":"\([a-z]*\)".*/\1/p'; }
steps() { sqlite3 r.cnis "SELECT group_concat(o.login) FROM duty d JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL
 JOIN officer o ON o.id = w.officer_id WHERE d.state = 'open' AND d.kind IN ('speak_social_care', 'consider_436h5')"; }

# ---- restricting
for who in --custodian=kit --custodian=ann; do
	code_in "A threat." restrict add "$c" --kind protection $who
	is "$who may not" "$([ $who = --custodian=kit ] && echo 4 || echo 2)" "$code"
done
worked "nobody else does" officer role sue --end custodian
code_in "A threat." restrict add "$c" --kind protection
is "where no other custodian is, nobody keeps it" 4 "$code"
like "which roles it takes" "manager or safeguarding" "$err"
CNIS_LOGIN=kit code_in "A threat." restrict add "$c" --kind protection
is "nor the custodian who asks" 4 "$code"
worked "her again" officer role sue --add custodian
is "nothing is restricted" "" "$(keeper)"
CNIS_LOGIN=kit code_in "A threat." restrict add "$c" --kind protection
is "a custodian asks, who may not keep it" 0 "$code"
is "who may does" "sue sue" "$(keeper) $(steps)"
as sue duty list --owner sue --format csv
like "and is shown the step" "$c,.*(speak_social_care|consider_436h5)" "$out"
sound "restricted"

# ---- away, and a role that ends
as sue cover add sue --by kit --from 2026-12-01 --to 2026-12-04
is "covered by nobody who is not shown it" 4 "$code"
as boss officer role sue --end safeguarding
is "the last one who may keep it stays so" 4 "$code"
like "what to do" "custodian who is manager or safeguarding" "$err"
as boss officer end sue --to-queue
is "and does not leave" 4 "$code"
worked "another one" officer role boss --add custodian
as boss officer role sue --end safeguarding
is "then it ends" 0 "$code"
is "the record and its step are handed on" "boss boss" "$(keeper) $(steps)"
sound "handed on"

# ---- put back: who kept it might not have, then
CNIS_LOGIN=boss code_in "Over." restrict end "$("$CNIS" restrict list --format csv | sed -n 's/^\(X[0-9]*-[0-9]\),.*/\1/p')"
is "it is over" 0 "$code"
as boss cover add boss --by mia --to 2026-11-27
is "its custodian is away" 0 "$code"
z=$(printf '%s\n' "$out" | sed -n 's/^reference: //p')
code_in "A threat." restrict add "$c" --kind protection
is "who covers would not be shown it" 4 "$code"
like "what to do" "name another custodian, or end that cover" "$err"
sound "who is away keeps nothing"
as boss cover end "$z"
is "back" 0 "$code"
worked "a backup" backup before.cnis
worked "a role afterwards" officer role kit --add safeguarding
code_in "A threat." restrict add "$c" --kind protection --custodian kit
is "restricted again" "0 kit kit" "$code $(keeper) $(steps)"
worked "put back" restore before.cnis
is "kept by who may, as the roles are now" "boss boss" "$(keeper) $(steps)"
sound "put back"

# ---- however it came about, who looks after the register is told
cp r.cnis other.cnis
sqlite3 other.cnis "UPDATE officer_role SET to_day = 20000 WHERE role = 'manager' AND officer_id = (SELECT id FROM officer WHERE login = 'boss')"
CNIS_REGISTER=$T/other.cnis as adi doctor --format csv
like "steps nobody is shown are counted" "^steps,failed,steps whose owner is not shown them: 1" "$out"
like "and records nobody may keep" "^restricted,failed,restricted records without a current custodian: 1" "$out"
unlike "not which" "$c|Leaf" "$out$err"
done_testing
