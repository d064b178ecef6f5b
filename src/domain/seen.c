/* Seen: its own fact, recorded by whoever learnt of it, from whoever saw the child. */
#include <cnis/seen.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/process.h"

enum { Q_INSERT, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "seen.insert",
		"INSERT INTO seen (child_id, on_day, means, place, by_whom, alone, voice, note, source,"
		" officer_id, recorded_at, rev)"
		" VALUES (:child, :on, :means, :place, :by, :alone, :voice, :note, :source, :officer,"
		" :at, :rev)" },
	[Q_WALK] = { "seen.walk",
		"SELECT s.id, s.child_id, s.on_day, s.means, s.place, s.by_whom, s.alone, s.voice,"
		" s.note, s.source, s.officer_id, o.login, s.rev FROM seen s"
		" JOIN officer o ON o.id = s.officer_id"
		" WHERE s.child_id = :child ORDER BY s.on_day DESC, s.id DESC" },
};
/* clang-format on */

static const char *
alone_of(const cnis_seen_new *n)
{
	return n->alone ? n->alone : "unknown";
}

static const char *
source_of(const cnis_seen_new *n)
{
	return n->source ? n->source : "this_authority";
}

static cnis_status
check_words(const cnis_seen_new *n, cnis_error *reterr)
{
	static const char WHERE[] = "seen.add";
	const char *alone = alone_of(n);
	bool on_screen = n->means && strcmp(n->means, "on_screen") == 0;

	if (!on_screen && (n->means == NULL || strcmp(n->means, "in_person") != 0))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "means",
		                 "neither in_person nor on_screen");
	if (n->place && on_screen != (strcmp(n->place, "on_screen") == 0))
		return cnis_fail(
		    reterr, CNIS_EINVAL, 0, WHERE, "place",
		    "a child seen on screen was seen at the place on_screen, and only then");
	if (strcmp(alone, "yes") != 0 && strcmp(alone, "no") != 0 && strcmp(alone, "unknown") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "alone",
		                 "not one of yes, no, unknown");
	return CNIS_OK;
}

static cnis_status
check_seen(cnis_register *r, const cnis_seen_new *n, cnis_error *reterr)
{
	static const char WHERE[] = "seen.add";
	cnis_day born = CNIS_DAY_NONE;
	cnis_status st = process_child(r, n->child_id, WHERE, &born, reterr);

	if (st == CNIS_OK)
		st = process_day(r, n->on, born, "the child was born", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = death_refuse(r, n->child_id, n->on, WHERE, reterr);
	if (st == CNIS_OK)
		st = check_words(n, reterr);
	if (st == CNIS_OK)
		st = process_code(r, "seen_place", n->place, n->on, WHERE, "place", reterr);
	if (st == CNIS_OK)
		st = process_code(r, "professional", n->by_whom, n->on, WHERE, "by", reterr);
	if (st == CNIS_OK)
		st = process_code(r, "voice", n->voice, n->on, WHERE, "voice", reterr);
	if (st == CNIS_OK)
		st = process_code(r, "source", source_of(n), n->on, WHERE, "source", reterr);
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_seen_new *n, const char *note, int64_t *ret_id,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_int(&c, ":on", n->on);
	stmt_text(&c, ":means", n->means);
	stmt_text(&c, ":place", n->place);
	stmt_text(&c, ":by", n->by_whom);
	stmt_text(&c, ":alone", alone_of(n));
	stmt_text(&c, ":voice", n->voice);
	stmt_text(&c, ":note", note);
	fact_heard(r, source_of(n), n->on);
	stmt_text(&c, ":source", source_of(n));
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

cnis_status
cnis_seen_add(cnis_register *r, const cnis_seen_new *seen, int64_t *ret_id, cnis_error *reterr)
{
	static const char WHERE[] = "seen.add";
	char *note = NULL;
	int64_t id = 0;
	cnis_status st = process_begin(r, WHERE, seen->note, &note, reterr);

	if (st != CNIS_OK)
		return st;
	st = check_seen(r, seen, reterr);
	if (st == CNIS_OK)
		st = insert(r, seen, note, &id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, seen->child_id, reterr);
	st = change_end(r, st, reterr);
	free(note);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_seen_walk(cnis_register *r, int64_t child_id, cnis_seen_fn fn, void *payload,
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = process_rows(r, &SQL[Q_WALK], child_id, "seen.walk", &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		cnis_seen n = { .id = col_int(&c, 0),
			        .child_id = col_int(&c, 1),
			        .on = col_day(&c, 2),
			        .means = col_text(&c, 3),
			        .place = col_text(&c, 4),
			        .by_whom = col_text(&c, 5),
			        .alone = col_text(&c, 6),
			        .voice = col_text(&c, 7),
			        .note = col_text(&c, 8),
			        .source = col_text(&c, 9),
			        .officer_id = col_int(&c, 10),
			        .officer = col_text(&c, 11),
			        .rev = col_int(&c, 12) };

		st = fn(&n, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
