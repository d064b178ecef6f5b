# Which statuses can each public function return?  Worked out from the source, without a compiler:
# a function that returns cnis_status can return every status it names outside a comparison, and
# every status of every function it names, unless it throws the answer away with (void).  What this
# says too much is taken off by the table statuses.txt.  Compared with what the headers say.
#
#   awk -f statuses.awk EXCEPTIONS include/cnis/*.h src/*/*.h src/*/*.c
#   awk -v show=cnis_child_get -f statuses.awk ...     where each status of one function comes from

function complain(text) { print text; bad = 1 }

# Text without comments and literals.
function bare(line) {
	if (in_comment) {
		if (!match(line, /\*\//))
			return ""
		line = substr(line, RSTART + 2)
		in_comment = 0
	}
	gsub(/"([^"\\]|\\.)*"/, "", line)
	gsub(/'([^'\\]|\\.)*'/, "", line)
	gsub(/\/\*([^*]|\*[^\/])*\*\//, "", line)
	if (match(line, /\/\*/)) {
		line = substr(line, 1, RSTART - 1)
		in_comment = 1
	}
	return line
}

function define(f) {
	known[f] = 1
	home[f] = FILENAME
	shorts[short(f)] = 1
	functions[++n_functions] = f
	body[f] = ""
}

FNR == 1 {
	in_comment = 0
	inside = 0
	typed = 0
	doc = ""
	in_doc = 0
	file_number++
}

# The table: see its first lines.
file_number == 1 {
	if ($0 ~ /^(#|$)/)
		next
	for (i = 1; i <= NF && $i !~ /^[-+=*]E[A-Z,]+$/; i++)
		;
	if (i == 1 || i >= NF) {
		complain(FILENAME ":" FNR ": no function, no status or no reason")
		next
	}
	sign = substr($i, 1, 1)
	n = split(substr($i, 2), list, ",")
	for (k = 1; k < i; k++) {
		line_of[$k] = FNR
		if (sign == "=")
			only[$k] = "," substr($i, 2) ","
		for (m = 1; m <= n; m++) {
			if (sign == "-")
				cut[$k, list[m]] = FNR
			else if (sign == "*")
				reading[$k, list[m]] = FNR
			else if (sign == "+")
				more_of[$k] = more_of[$k] " " list[m]
		}
	}
	next
}

FILENAME ~ /include\/cnis\// {
	if ($0 ~ /^\/\*\*/) {
		doc = ""
		in_doc = 1
	}
	if (in_doc) {
		doc = doc " " $0
		if ($0 ~ /\*\//)
			in_doc = 0
		next
	}
	if ($0 ~ /^CNIS_API cnis_status /) {
		text = $0
		while (text !~ /;/ && (getline more) > 0)
			text = text more
		name = text
		sub(/\(.*/, "", name)
		sub(/.*[ *]/, "", name)
		public[name] = doc
		prototype[name] = text
		where[name] = FILENAME
		order[++n_public] = name
	}
	if ($0 !~ /^ /)
		doc = ""
	next
}

{
	line = bare($0)
	if (inside) {
		if ($0 ~ /^}/) {
			inside = 0
			next
		}
		body[self] = body[self] " " line
		next
	}
	if (table) { # the functions in a table are called by whoever names the table
		body[table] = body[table] " " line
		if ($0 ~ /^}/)
			table = ""
		next
	}
	if (line ~ /^[a-z].*[a-zA-Z_0-9]\[.*\] = \{$/) {
		table = line
		sub(/\[.*/, "", table)
		sub(/.*[ *]/, "", table)
		if (line ~ /^static/)
			table = FILENAME ":" table
		define(table)
		next
	}
	if (typed && line ~ /^[a-z_0-9]+\(/) {
		self = line
		sub(/\(.*/, "", self)
		if (local_only) {
			self = FILENAME ":" self
		}
		candidate = self
		signature = 1
	}
	if (signature && $0 ~ /;$/)
		signature = 0
	if (signature && $0 ~ /^{/) {
		inside = 1
		signature = 0
		self = candidate
		define(self)
		next
	}
	typed = line ~ /^(static )?(inline )?cnis_status$/
	local_only = line ~ /^static cnis_status$/
}

function short(f) { sub(/.*:/, "", f); return f }
function plain(status) { sub(/^\+/, "", status); return status }
function says(f, status) { return index(out[f], " " status " ") > 0 }

# The table says that @p status does not come out of @p who, a function or "caller>callee".
function stopped(who, status) {
	status = plain(status)
	if ((who, status) in cut) {
		used[who, status] = 1
		return 1
	}
	if (who in only && index(only[who], "," status ",") == 0) {
		used[who] = 1
		return 1
	}
	return 0
}

function add(f, status, from) {
	if (says(f, status) || stopped(short(f), status) ||
	    (from != "" && stopped(short(f) ">" short(from), status)))
		return 0
	out[f] = out[f] status " "
	because[f, status] = from
	return 1
}

function name_status(f, status) {
	if ((short(f), status) in reading)
		status = "+" status
	add(f, status, "")
}

function read_body(f,    text, word, callee, edge, n, list) {
	text = body[f]
	gsub(/[=!]= *CNIS_E?[A-Z]+/, "", text)
	gsub(/case CNIS_E?[A-Z]+ *:/, "", text)
	gsub(/\(void\) *[a-z_0-9]+\(/, "(", text)
	out[f] = " "
	n = split(more_of[short(f)], list, " ")
	while (n > 0)
		add(f, list[n--], "")
	while (match(text, /[A-Za-z_][A-Za-z_0-9]*/)) {
		word = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		if (word ~ /^CNIS_E[A-Z]+$/)
			name_status(f, substr(word, 6))
		if ((home[f] ":" word) in known)
			callee = home[f] ":" word
		else if (word in known)
			callee = word
		else
			continue
		edge = f SUBSEP callee
		if (callee != f && !(edge in seen)) {
			seen[edge] = 1
			calls[f, ++n_calls[f]] = callee
		}
	}
}

function close_over(    i, k, m, f, callee, list, n, grown) {
	do {
		grown = 0
		for (i = 1; i <= n_functions; i++) {
			f = functions[i]
			for (k = 1; k <= n_calls[f]; k++) {
				callee = calls[f, k]
				n = split(out[callee], list, " ")
				for (m = 1; m <= n; m++)
					grown += add(f, list[m], callee)
			}
		}
	} while (grown)
}

function trail(f, status,    text, steps) {
	text = short(f)
	while (because[f, status] != "" && steps++ < 20) {
		f = because[f, status]
		text = text " > " short(f)
	}
	return text
}

# What the comment names, "as cnis_other()" with it.
function documented(name, depth,    text, list, other) {
	text = public[name]
	list = " "
	while (match(text, /CNIS_E[A-Z]+|(As|as|see|See) cnis_[a-z_0-9]+\(\)/)) {
		other = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		if (other ~ /^CNIS_/) {
			list = list substr(other, 6) " "
		} else if (depth < 3 && other ~ /^[Aa]s/) {
			sub(/.* /, "", other)
			sub(/\(\)/, "", other)
			if (other in public)
				list = list documented(other, depth + 1)
		}
	}
	return list
}

function explain(name,    n, list) {
	n = split(out[name], list, " ")
	while (n > 0) {
		print list[n] ": " trail(name, list[n])
		n--
	}
}

# What is said once in status.h: of every function, and of every one that is given a register.
function general(name, status) {
	if (index(" OK ENOMEM EIO ESTORE ", " " plain(status) " ") > 0)
		return 1
	return status ~ /^\+/ && prototype[name] ~ /[(,] *(const )?cnis_register \*[a-z]/
}

function check(name, said,    n, list, k) {
	n = split(out[name], list, " ")
	for (k = 1; k <= n; k++)
		if (!general(name, list[k]) && index(said, " " plain(list[k]) " ") == 0)
			complain(where[name] ": " name " does not name CNIS_" plain(list[k]) ": " \
				 trail(name, list[k]))
	n = split(said, list, " ")
	for (k = 1; k <= n; k++)
		if (!says(name, list[k]) && !says(name, "+" list[k]))
			complain(where[name] ": " name " names CNIS_" list[k] \
				 ", which it never returns")
}

END {
	for (i = 1; i <= n_functions; i++)
		read_body(functions[i])
	close_over()
	for (i = 1; i <= n_public; i++) {
		name = order[i]
		if (!(name in known)) {
			complain(where[name] ": " name " is defined nowhere")
			continue
		}
		if (name == show)
			explain(name)
		check(name, documented(name, 0))
	}
	for (key in cut)
		if (!(key in used)) {
			split(key, pair, SUBSEP)
			complain("statuses.txt:" cut[key] ": " pair[1] " -" pair[2] " takes nothing off")
		}
	for (key in only)
		if (!(key in used))
			complain("statuses.txt:" line_of[key] ": " key " takes nothing off")
	for (key in reading) {
		split(key, pair, SUBSEP)
		if (!(pair[1] in shorts))
			complain("statuses.txt:" reading[key] ": no function " pair[1])
	}
	exit bad
}
