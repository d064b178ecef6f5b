# History, proof, copies, health.
# shellcheck source=lib.sh
. "$LIB"

demo
code log --format json
is "three entries after init" 3 "$(wc -l <out | tr -d ' ')"
like "newest first" '"seq":3,.*"kind":"register.init"' "$(head -1 out)"
code --format csv log
is "csv ends its lines with CR LF" 4 "$(grep -c "$(printf '\r')\$" out)"
code log --limit 1 --exit-code
is "a list that is not empty exits 10 when asked" 10 "$code"

refused "an entry that is final" 4 'final' undo 3
refused "an entry that is not there" 3 'no journal entry' undo 99
refused "an entry that is no number" 2 'whole number' undo three
refused "a child that cannot be: a typing slip" 2 'slip in typing' log C1042-8

worked "verify" verify
code verify --format json
like "verify is sound" '"sound":true' "$out"
head=$(sed 's/.*"head_hash":"\([0-9a-f]*\)".*/\1/' out)
is "verify gives the head to keep elsewhere" 64 "${#head}"

worked "a backup" backup b.cnis
is "a backup is its owner's alone" 600 "$(stat -c %a b.cnis)"
refused "a backup is never written over" 5 '' backup b.cnis
refused "a backup into no folder" 1 '' backup nowhere/b.cnis

# It is kept as it was made: what writes refuses it, what reads does not.
before=$(cksum <b.cnis)
refused "a setting of a backup" 1 'this is a backup' -r b.cnis config set query.days 9
like "... and what to do is said" 'cnis restore' "$err"
refused "a migration of a backup" 1 'this is a backup' -r b.cnis migrate
worked "a backup is read" -r b.cnis config list
is "and is as it was" "$before" "$(cksum <b.cnis)"

# The register that is replaced is kept.
worked "restore" restore b.cnis
code log --format json
is "the register is as it was backed up" 3 "$(wc -l <out | tr -d ' ')"
is "what stood there is kept" 1 "$(find . -name 'r.cnis.before-restore-*' ! -name '*-wal' ! -name '*-shm' | wc -l | tr -d ' ')"
worked "verify after restore" verify
refused "the journal is not a fact of a day" 2 "does not take it" log --as-at 2026-01-01
worked "a dry restore only checks" -n restore b.cnis
mkfifo pipe.cnis
refused "a pipe is not moved aside" 1 'not a file' -r pipe.cnis restore b.cnis
is "and stands where it stood" yes "$([ -p pipe.cnis ] && echo yes)"
refused "no such backup" 3 'no backup' restore gone.cnis
echo junk >junk.cnis
refused "a backup that is none" 8 'no backup of a register' restore junk.cnis
like "... which says nothing of the register" 'the register itself is not concerned: give another backup' "$err"
unlike "... that would have to be stopped" 'stop writing|cnis verify' "$err"
refused "a newer copy that is none" 8 'no copy of a register' restore b.cnis --newer junk.cnis
unlike "... says nothing of the register either" 'stop writing|cnis verify' "$err"
CNIS_REGISTER=$T/other.cnis "$CNIS" init --authority 303 --demonstration >/dev/null 2>&1
refused "a backup that is none, to where no register is" 8 '' -r new.cnis restore junk.cnis
cp b.cnis spoilt.cnis
dd if=/dev/zero of=spoilt.cnis bs=4096 seek=20 count=20 conv=notrunc 2>/dev/null
refused "a spoilt one" 8 '' -r new.cnis restore spoilt.cnis
unlike "... nor of the one that is not there" 'stop writing|cnis verify' "$err"
is "a refused restore leaves nothing" "" "$(find . -name '*new.cnis*')"
refused "a backup of another register" 5 '' -r other.cnis restore b.cnis
CNIS_LOGIN=stranger
export CNIS_LOGIN
refused "a stranger restores nothing" 9 '' restore b.cnis
unset CNIS_LOGIN
worked "the register still stands" verify

code doctor --format json
is "a new register has warnings only" 0 "$code"
like "doctor misses the policy of a gate" '"check":"policies","state":"warning"' "$out"
like "doctor knows of no night" '"check":"night","state":"warning"' "$out"
chmod 644 r.cnis
code doctor --format json
is "a register others can read fails" 1 "$code"
like "and says so" '"check":"files","state":"failed"' "$out"
chmod 600 r.cnis

worked "migrate tried has nothing to do either" -n migrate
like "and says so" 'nothing to do: the register has schema version' "$err"
worked "migrate has nothing to do" migrate
worked "access is empty" access

# One byte changed behind its back.
if command -v sqlite3 >/dev/null; then
	cp r.cnis t.cnis
	sqlite3 t.cnis "DROP TRIGGER journal_no_update; UPDATE journal SET command = 'inik' WHERE seq = 3;" 2>err
	code -r t.cnis verify --format json
	is "a changed journal row is found" 8 "$code"
	cp r.cnis t.cnis
	sqlite3 t.cnis "UPDATE officer SET name = 'Somebody Else'" 2>err
	code -r t.cnis verify --format json
	is "a changed value is found" 8 "$code"
	like "and its table named" '"bad_table":"officer","bad_row":1' "$out"
	code -r t.cnis verify --quick
	is "the quick check does not replay" 0 "$code"
	# the number of the register is in every hash, and in the access log beside it
	"$CNIS" backup u.cnis >said 2>&1
	worked "the copy has an access log of its own" -r u.cnis verify
	triggers=$(sqlite3 u.cnis "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'register'")
	sqlite3 u.cnis "$triggers; UPDATE register SET uuid = CASE substr(uuid, 1, 1) WHEN 'a' THEN 'b' ELSE 'a' END || substr(uuid, 2)" 2>err
	code -r u.cnis verify --format json
	is "another number is damage, not a matter of who may" 8 "$code"
	like "and says what is wrong" '"sound":false.*"problem":"[^"]' "$out"
	"$CNIS" backup v.cnis >said 2>&1
	sqlite3 u.cnis.access "VACUUM INTO 'w.access'"
	triggers=$(sqlite3 w.access "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'")
	sqlite3 w.access "$triggers; UPDATE access_header SET register_uuid = '00000000-0000-4000-8000-000000000000'"
	mv w.access v.cnis.access
	code -r v.cnis verify --format json
	is "the access log of another register is found" 8 "$code"
	like "and named" 'access log' "$out$err"
fi

done_testing
