# An authority's working list, one row a child, as src/exchange/maps/families_across.map reads it.
# Nobody in it is real.  The same n and seed give the same list on every machine.
#   awk -v n=1000 -v seed=436 -v broken=33 -v expect=FILE -f sheet.awk >sheet.csv
# Every `broken`-th row (0: none) is broken, each kind in turn; expect receives `row|kind of problem`.
function dice(m) { state = (state * 16807) % 2147483647; return state % m }
function two(x) { return x < 10 ? "0" x : x }
function surname(f,   h, s, k) {
	h = (f * 7919 + 13) % 160000
	for (k = 0; k < 4; k++) { s = s syllable[h % 20 + 1]; h = int(h / 20) }
	return toupper(substr(s, 1, 1)) substr(s, 2)
}
function row(id, fam, sur, given, born, sex, post, status) {
	return id "," fam "," sur "," given "," born "," sex "," told "," start "," street "," \
		"Netherwick," post "," mum "," "Mother" "," dad "," status "," reason
}
BEGIN {
	split("ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu", syllable, " ")
	n_given = split("Ada Bryony Celestine Dorothea Ezekiel Florence Gideon Hyacinth Ignatius Josephine Kit Leopold Marigold Nathaniel Ottoline Peregrine Quentin Rosamund Sylvester Theodora Ursula Valentine Winifred Xanthe Yolanda Zebedee Ambrose Beatrix Cuthbert Delphine", given_name, " ")
	n_letter = split("A B D E F G H J L N P Q R S T U W X Y Z", letter, " ")
	n_reason = split("Lifestyle,Dissatisfaction,Mental health,", reason_of, ",")
	state = seed % 2147483646 + 1
	print "Child ID,Family ID,Surname,Forenames,DOB,Gender,Date notified,EHE start,Address,Town,Postcode,Parent 1,Relationship 1,Parent 2,Status,Reason"
	for (i = 1; i <= n; i++) {
		f = int((i + 1) / 2)
		if (i % 2 == 1) {
			sur = surname(f)
			street = (f % 180 + 1) " Row " (f % 97 + 1)
			post = "QZ" (f % 9 + 1) " " (int(f / 9) % 9 + 1) letter[int(f / 81) % 20 + 1] letter[int(f / 1620) % 20 + 1]
			mum = given_name[dice(n_given) + 1] " " sur
			dad = dice(3) == 0 ? "" : given_name[dice(n_given) + 1] " " sur
			year = 2012 + dice(4)
		}
		given = given_name[(dice(15) * 2 + i % 2) % n_given + 1]
		born = two(dice(28) + 1) "/" two(dice(12) + 1) "/" (year + (i % 2 == 0 ? 2 + dice(3) : 0))
		sex = dice(20) == 0 ? "" : dice(2) == 0 ? "Female" : "Male"
		month = dice(9) + 1
		start = "01/" two(month) "/2026"
		told = two(dice(20) + 2) "/" two(month) "/2026"
		reason = reason_of[dice(n_reason) + 1]
		good = row(i, "F" f, sur, given, born, sex, post, "Open")
		if (broken == 0 || i % broken != 0) {
			print good
			last_good = good; last_id = i; last_given = given; last_born = born; last_sur = sur
			last_post = post; last_street = street
			continue
		}
		kind = int(i / broken - 1) % 11
		if (kind == 0) { print row(i, "F" f, "", given, born, sex, post, "Open"); what = "a value is missing" }
		if (kind == 1) { print row(i, "F" f, sur, given, "31/02/2015", sex, post, "Open"); what = "not a day that can be" }
		if (kind == 2) { print row(i, "F" f, sur, given, "03/02/2027", sex, post, "Open"); what = "not a day that can be" }
		if (kind == 3) { print row(i, "F" f, sur, given, born, "X", post, "Open"); what = "unknown code" }
		if (kind == 4) { print row(i, "F" f, sur, given, born, sex, "nowhere", "Open"); what = "a number that cannot be right" }
		if (kind == 5) { print row(i, "F" f, "\"" sur "\n" sur "\"", given, born, sex, post, "Open"); what = "text that cannot be kept" }
		if (kind == 6) { print substr(good, 1, length(good) - length(reason) - 1); what = "not as many columns as the header" }
		if (kind == 7) { print row(i, "F" f, sur, given, "15/03/2007", sex, post, "Open"); what = "not eligible: school age or area" }
		if (kind == 8) { print last_good; what = "the same row again" }
		if (kind == 9) { print row(last_id, "F" f, sur, given, born, sex, post, "Open"); what = "here already under another row" }
		if (kind == 10) {
			keep = street; street = last_street
			print row("N" i, "", last_sur, last_given, last_born, sex, last_post, "Open")
			street = keep
			what = "perhaps a child who is here already: a person must look"
		}
		if (expect != "") print i "|" what >expect
	}
}
