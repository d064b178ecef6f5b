#!/bin/sh
# A complaint changes nothing about how a family is dealt with: who reads the table, and which rule
# names one, is a short list.  Usage: complaints.sh SOURCE
cd "$1" || exit 99
bad=0
say() {
	echo "$1"
	bad=1
}
# the table: its own noun, who is shown what, who takes over from a leaver
for f in $(grep -rlE '(FROM|JOIN|INTO|UPDATE) (main\.)?complaint\b' src --include='*.c' --include='*.h'); do
	case $f in
	src/domain/complaint.c | src/domain/sight_load.c | src/domain/officer_leave.c | src/domain/custody_settle.c) ;;
	*) say "$f reads complaints: no list, priority, review or export does" ;;
	esac
done
# the law knows of none: their own clocks alone, which take a day and a number of days
for f in $(grep -rli 'complain' src/rule); do
	case $f in
	src/rule/catalogue_local_hard.c | src/rule/eval.c) ;;
	*) say "$f names complaints: they are never an input of a rule" ;;
	esac
done
grep -n -i 'complain' src/rule/eval.c | grep -v '{ "LOCAL\.complaint\.[a-z-]*", eval_days },' && say 'src/rule/eval.c: a complaint is more than a clock of its own'
grep -n '\.inputs = .*complain' src/rule/*.c && say 'a rule takes a complaint'
exit "$bad"
