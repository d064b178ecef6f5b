# What is asked of each state, as each role: a line "number|login|typed|words" for t50-matrix.sh, and
# for matrix-judge.awk the file plan, "number|command|role|state|withheld".
BEGIN {
	FS = "|"
	# boss has every role, and the work of every child
	n_roles = split("officer manager safeguarding custodian exporter auditor administrator boss", role, " ")
	split("plain json csv csv json plain csv json", format, " ")
	n = split(common, pair, " ")
	for (i = 1; i <= n; i++) {
		at = index(pair[i], "=")
		for_all[substr(pair[i], 1, at - 1)] = substr(pair[i], at + 1)
	}
	n_states = split("open never restricted sealed declared kept whereabouts", states, " ")
}

FILENAME == "traits" {
	trial[$1] = $2
	withheld[$1] = $3
	next
}

FILENAME ~ /^refs\./ {
	state = substr(FILENAME, 6)
	n = split($0, pair, " ")
	for (i = 1; i <= n; i++) {
		at = index(pair[i], "=")
		ref[state, substr(pair[i], 1, at - 1)] = substr(pair[i], at + 1)
	}
	next
}

# the words with the references of that state
function filled(text, state,    out, at, key) {
	out = ""
	while ((at = index(text, "{")) > 0) {
		out = out substr(text, 1, at - 1)
		text = substr(text, at + 1)
		at = index(text, "}")
		key = substr(text, 1, at - 1)
		text = substr(text, at + 1)
		out = out ((key in for_all) ? for_all[key] : ref[state, key])
	}
	return out text
}

function ask(login, as, state, extra,    of) {
	of = state == "all" ? "open" : state
	calls++
	print calls "|" login "|" filled(typed, of) "|" name " " filled(words, of) extra " --format " as (trial[name] ? " --dry-run" : "")
	print calls "|" name "|" login "|" state "|" (extra != "") >"plan"
}

/^#/ { next }

{
	name = $1
	sub(/ *$/, "", name)
	words = $4
	typed = ""
	if ((at = index(words, "~")) > 0) {
		typed = substr(words, at + 2)
		words = substr(words, 1, at - 1)
	}
	about = words
	gsub(/\{(other|cover|intake|row|batch)\}/, "", about)
	about = index(about, "{")
	for (r = 1; r <= n_roles; r++) {
		for (s = 1; s <= n_states; s++)
			if (about)
				ask(role[r], format[r], states[s], "")
		if (!about)
			ask(role[r], format[r], "all", "")
		if (withheld[name] && words !~ /--withheld/)
			ask(role[r], format[r], about ? "kept" : "all", " --withheld")
	}
	if (withheld[name] && words !~ /--withheld/)
		ask("owner", "plain", about ? "kept" : "all", " --withheld")
}
