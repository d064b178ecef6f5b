# What was said against what matrix.txt expects: a line "command|what is wrong" for each command.
# Files: marks (state, mark, number), refs.*, codes, matrix.txt, then plan; the answers are in o/.
BEGIN {
	FS = "|"
	n_roles = split("officer manager safeguarding custodian exporter auditor administrator boss", role, " ")
	for (r = 1; r <= n_roles; r++)
		column[role[r]] = r
	column["owner"] = 1
	keeps["custodian"] = keeps["boss"] = 1
	n_hiding = split("restricted declared sealed", hiding, " ")
	may["manager"] = may["safeguarding"] = may["boss"] = may["owner"] = 1
	hidden["kept"] = "[ats]"
	hidden["whereabouts"] = "[a]"
}

FILENAME == "marks" {
	split($0, m, " ")
	mark[m[1]] = m[2]
	fact[m[1], "n"] = "Named" m[2]
	fact[m[1], "a"] = "Street" m[2] "|NW" m[3] " ?1AA"
	fact[m[1], "t"] = "7?700 ?90012" m[3]
	fact[m[1], "s"] = "School" m[2]
	fact[m[1], "w"] = "Words" m[2]
	next
}

FILENAME ~ /^refs\./ {
	state = substr(FILENAME, 6)
	n = split($0, pair, " ")
	for (i = 1; i <= n; i++) {
		split(pair[i], m, "=")
		if (m[1] == "SEQ")
			seq[state] = m[2]
		else if (m[1] != "s" && m[2] !~ /900-6/)
			refs[state] = refs[state] (refs[state] == "" ? "" : "|") m[2]
	}
	next
}

FILENAME == "codes" {
	code[$1] = $2
	next
}

FILENAME != "plan" { # matrix.txt
	if ($0 ~ /^#/)
		next
	name = $1
	sub(/ *$/, "", name)
	names[++rows] = name
	half = $2
	but = ""
	if ((at = index(half, ";")) > 0) {
		but = substr(half, at + 1)
		half = substr(half, 1, at - 1)
	}
	if (split(half, m, " ") != n_roles)
		wrong(name, "not a code for each role")
	for (r = 1; r <= n_roles; r++)
		want[name, r] = m[r]
	# "state CODE", "state role CODE" or one of the words explained there, commas between
	n = split(but, part, ",")
	for (i = 1; i <= n; i++) {
		k = split(part[i], m, " ")
		if (k == 1)
			word[name, m[1]] = 1
		else if (k == 2)
			except[name, m[1]] = m[2]
		else
			except[name, m[1], m[2]] = m[3]
	}
	no_reference[name] = $4 !~ /\{[A-Z]/
	n = split($3, m, " ")
	for (r = 1; r <= n_roles; r++)
		shown[name, r] = m[n == 1 ? 1 : r] == "-" ? "" : m[n == 1 ? 1 : r]
	next
}

function wrong(name, what) {
	found[name] = found[name] (found[name] == "" ? "" : "; ") what
}

function letters(state,    out, i, l) {
	out = ""
	for (i = 1; i <= 5; i++) {
		l = substr("natsw", i, 1)
		if (said ~ fact[state, l])
			out = out l
	}
	return out
}

# without what tells the families apart
function alike(text, state) {
	gsub(/[A-Z][0-9]+-[0-9]/, "REF", text)
	gsub(mark[state], "MARK", text)
	gsub(/-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]+/, "-HASH", text)
	if (state in seq)
		gsub("(^|[^0-9])" seq[state] "([^0-9]|$)", " SEQ ", text)
	return text
}

# of that state where the table says so, else as usual
function expected(state, usual) {
	if ((name, state, login) in except)
		return except[name, state, login]
	return (name, state) in except && usual != 9 ? except[name, state] : usual
}

function check(what, got, meant) {
	if (got != meant)
		wrong(name, login ", " state (asked_for ? " --withheld" : "") ": " what " " (got == "" ? "-" : got) ", not " (meant == "" ? "-" : meant) " (" id ")")
}

# the facts of that record, of which some are not to be seen
function facts(of, meant,    left, got) {
	left = meant
	got = letters(of)
	if (of in hidden && !asked_for && !((name, "whole") in word)) {
		gsub(hidden[of], "", left)
		if (got != meant && said !~ /withheld/ && !((name, "silent") in word))
			wrong(name, login ", " state ": nothing says that something is withheld (" id ")")
		if (got !~ /w/ && said ~ /withheld/)
			sub(/w/, "", left) # what was said on the telephone goes with where they live
	}
	check("shows of " of, got, left)
}

{
	id = $1
	name = $2
	login = $3
	state = $4
	asked_for = $5
	said = ""
	while ((getline line < ("o/" id)) > 0)
		said = said line "\n"
	close("o/" id)
	r = column[login]
	lists = state == "all"

	for (i = 1; i <= n_hiding; i++) {
		of = hiding[i]
		if ((name, "whole") in word || (login == "owner" && of == "declared"))
			continue # that officer declared nobody
		if (of == "restricted" && login in keeps && !((name, "published") in word))
			continue
		if (letters(of) != "")
			wrong(name, login ", " state ": shows " letters(of) " of the " of " record (" id ")")
		if (of != state && except[name, "names"] != of && said ~ ("(^|[^A-Za-z0-9])(" refs[of] ")([^0-9]|$)"))
			wrong(name, login ", " state ": names the " of " record (" id ")")
	}

	if (asked_for && !(login in may)) {
		check("exit code", code[id], 9)
		next
	}
	if (state == "never") {
		same = alike(said, state)
		same_code = code[id]
		next
	}
	if (state == "sealed" || (state == "restricted" && !(login in keeps)) ||
	    (state == "declared" && no_reference[name])) {
		if ((name, state) in except)
			check("exit code", code[id], expected(state, 0))
		else if (code[id] != same_code || alike(said, state) != same)
			wrong(name, login ", " state ": not as one that never was (" id ")")
		next
	}
	if (state == "declared") {
		check("exit code", code[id], (name, state) in except ? except[name, state] : expected(state, 9))
		next
	}
	usual = expected(state, want[name, r])
	check("exit code", code[id], asked_for ? expected("withheld", usual) : usual)
	meant = code[id] == 0 ? shown[name, r] : ""
	if (!lists) {
		facts(state, meant)
		next
	}
	if (login == "owner")
		next # whose own list it is
	facts("open", meant)
	facts("kept", meant)
	facts("whereabouts", meant)
	if (login in keeps && !((name, "published") in word))
		facts("restricted", meant)
}

END {
	for (i = 1; i <= rows; i++)
		print names[i] "|" found[names[i]]
}
