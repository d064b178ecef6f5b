# Making a register, and every way a file can fail to be one.
# shellcheck source=lib.sh
. "$LIB"

demo --in-force 37=2027-01-01,38=2027-04-01
is "the register is its owner's alone" 600 "$(stat -c %a r.cnis)"
code -n -r dry.cnis init --authority 302 --demonstration --format json
is "a dry run works" 0 "$code"
is "a dry run leaves nothing" "" "$(find . -name "dry.cnis*")"
refused "a second one is not made" 5 'exists' init --authority 302 --demonstration
like "the next command is named" '^next: cnis ' "$(CNIS_REGISTER=$T/s.cnis "$CNIS" init --authority 302 --demonstration 2>&1 >/dev/null)"

refused "no authority" 2 'authority' init -r a.cnis
refused "an authority that never was" 2 'authority' init --authority 999 -r a.cnis --demonstration
refused "a bad date of a section" 2 'in-force' init --authority 302 --in-force 38=soon -r a.cnis --demonstration
refused "an unknown section" 2 'in-force' init --authority 302 --in-force 40=2027-01-01 -r a.cnis --demonstration
refused "a section twice" 2 'in-force' init --authority 302 --in-force 38=2027-01-01,38=2027-02-01 -r a.cnis --demonstration
is "nothing was made" "" "$(find . -name 'a.cnis*')"
refused "no such folder" 1 'folder' init --authority 302 --demonstration -r nowhere/a.cnis
refused "a clock for a live register" 2 'live register' init --authority 302 -r live.cnis
unset CNIS_NOW
worked "a live register by the real clock" -q -r live.cnis init --authority 302 --format json
is "quiet says nothing" "" "$err"
CNIS_LOGIN=stranger
export CNIS_LOGIN
worked "a live register ignores CNIS_LOGIN" -r live.cnis log
unset CNIS_LOGIN
CNIS_NOW=2026-11-21
export CNIS_NOW
refused "the clock of a live register cannot be set" 2 'live register' -r live.cnis log
refused "... nor for restoring one" 2 'live register' -r new.cnis restore live.cnis

echo "nothing of the kind" >text.cnis
: >empty.cnis
mkdir folder.cnis
ln -s r.cnis link.cnis
head -c 5000 r.cnis >cut.cnis
refused "a register that is missing" 3 'no register' -r gone.cnis log
refused "a text file" 2 'name the register' -r text.cnis log
unlike "... is no reason to restore anything" 'restore|verify' "$err"
refused "an empty file" 8 '' -r empty.cnis log
refused "a folder" 2 'folder|directory' -r folder.cnis log
refused "a symbolic link" 2 'symbolic link' -r link.cnis log
refused "a truncated register" 8 'truncated' -r cut.cnis log
# Encrypted by some other program: noise from the first byte on, in a file of the same size.
noise() { head -c "$1" /dev/urandom; }
size=$(stat -c %s r.cnis)
noise "$size" >noise.cnis
refused "an encrypted register" 2 'encrypted' -r noise.cnis log
noise 4096 >head.cnis
tail -c +4097 r.cnis >>head.cnis
cp head.cnis head.before
refused "a register with an encrypted head" 2 'encrypted' -r head.cnis officer add bob --roles officer
is "which stays as it was" "" "$(cmp head.cnis head.before 2>&1)"
cp cut.cnis cut.before
refused "a truncated register is not written to" 8 'truncated' -r cut.cnis officer add bob --roles officer
is "and stays as it was" "" "$(cmp cut.cnis cut.before 2>&1)"
cp r.cnis other.cnis
command -v sqlite3 >/dev/null && {
	sqlite3 other.cnis 'PRAGMA application_id = 7' >/dev/null 2>&1
	refused "another application's file" 2 'name the register' -r other.cnis log
	cp r.cnis newer.cnis
	sqlite3 newer.cnis 'PRAGMA user_version = 999' >/dev/null 2>&1
	refused "a newer register" 7 'newer' -r newer.cnis log
}

# Which register: -r, then $CNIS_REGISTER, then the configured path, then ./register.cnis.
refused "--register wins over CNIS_REGISTER" 3 'no register' -r gone.cnis log
unset CNIS_REGISTER
refused "./register.cnis at last" 3 'no register' log
mkdir -p "$HOME/.config/cnis"
echo "$T/r.cnis" >"$HOME/.config/cnis/register"
worked "the configured path" log
mkdir -p xdg/cnis
echo "$T/gone.cnis" >xdg/cnis/register
XDG_CONFIG_HOME=$T/xdg
export XDG_CONFIG_HOME
refused "XDG_CONFIG_HOME is honoured" 3 'no register' log

# Who acts.
CNIS_REGISTER=$T/r.cnis
CNIS_LOGIN=stranger
export CNIS_REGISTER CNIS_LOGIN
refused "a stranger is not let in" 9 'no current officer' log

# The caller's name: given, else the account's, else the login.
name_of() { "$CNIS" -r "$1" --format json officer list | sed -n 's/.*"name":"\([^"]*\)".*/\1/p'; }
unset CNIS_LOGIN
worked "a name given" -r named.cnis init --authority 302 --demonstration --name 'Ann Officer'
is "is the officer's" 'Ann Officer' "$(name_of named.cnis)"
unlike "and stands in no journal line" 'Ann' "$("$CNIS" -r named.cnis log --format json)"
account=$(getent passwd "$(id -u)" | cut -d: -f5 | cut -d, -f1)
worked "no name given" -r account.cnis init --authority 302 --demonstration --no-input
is "the account's" "${account:-$(id -un)}" "$(name_of account.cnis)"
refused "an empty name" 2 'name' -r a.cnis init --authority 302 --demonstration --name ''
refused "a name that a terminal would obey" 2 'name' -r a.cnis init --authority 302 --demonstration --name "$(printf 'A\033[2J')"
CNIS_LOGIN=boss
export CNIS_LOGIN
worked "somebody invented" -r boss.cnis init --authority 302 --demonstration
is "has no account: the login" boss "$(name_of boss.cnis)"
worked "or a name given" -r boss2.cnis init --authority 302 --demonstration --name 'The Boss'
is "with that name" 'The Boss' "$(name_of boss2.cnis)"
is "nothing else was made" "" "$(find . -name 'a.cnis*')"

# A register that may only be read says what still works and whom to ask.
if [ "$(id -u)" -ne 0 ]; then
	chmod 400 r.cnis
	refused "a register that may only be read" 1 'read-only.*right to write' officer add jsmith --name x
	like "... with the next step" 'only reads still works' "$err"
	chmod 600 r.cnis
fi

done_testing
