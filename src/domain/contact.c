/* Attempts to reach a family.  All count, answered or not. */
#include "domain/contact.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/communication.h"
#include "domain/household.h"
#include "domain/process.h"
#include "domain/sending.h"

enum { Q_INSERT, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "contact.insert",
		"INSERT INTO contact (child_id, on_day, method, direction, person_id, outcome, interpreter, note,"
		" officer_id, recorded_at, rev, contact_point_id, address_id, wish_id, despite)"
		" VALUES (:child, :on, :method, :direction, :person, :outcome, :interpreter, :note, :officer, :at,"
		" :rev, :point, :address, :wish, :despite)" },
	[Q_WALK] = { "contact.walk",
		"SELECT c.id, c.child_id, c.on_day, c.method, c.direction, c.person_id, c.outcome,"
		" c.note, c.officer_id, o.login, c.rev, c.interpreter, c.contact_point_id, c.address_id,"
		" c.wish_id, c.despite FROM contact c JOIN officer o ON o.id = c.officer_id"
		" WHERE c.child_id = :child ORDER BY c.on_day DESC, c.id DESC" },
};
/* clang-format on */

static const char *
direction_of(const cnis_contact_new *n)
{
	return n->direction ? n->direction : "out";
}

static cnis_status
check_contact(cnis_register *r, const cnis_contact_new *n, cnis_error *reterr)
{
	static const char WHERE[] = "contact.add";
	cnis_day born = CNIS_DAY_NONE;
	cnis_status st = process_child(r, n->child_id, WHERE, &born, reterr);

	if (st == CNIS_OK)
		st = process_day(r, n->on, born, "the child was born", WHERE, "on", reterr);
	if (st == CNIS_OK && strcmp(direction_of(n), "out") != 0 &&
	    strcmp(direction_of(n), "in") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "direction", "neither out nor in");
	if (st == CNIS_OK)
		st = process_code(r, "contact_method", n->method, n->on, WHERE, "method", reterr);
	if (st == CNIS_OK)
		st =
		    process_code(r, "contact_outcome", n->outcome, n->on, WHERE, "outcome", reterr);
	if (st == CNIS_OK)
		st = process_person(r, n->child_id, n->person_id, WHERE, reterr);
	/* whoever it was: nothing is decided by a contact */
	return st == CNIS_OK ? communication_interpreter(r, n->interpreter, WHERE, reterr) : st;
}

static cnis_status
insert(cnis_register *r, const cnis_contact_new *n, const char *note, int64_t wish,
       const char *despite, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_int(&c, ":on", n->on);
	stmt_text(&c, ":method", n->method);
	stmt_text(&c, ":direction", direction_of(n));
	stmt_id(&c, ":person", n->person_id);
	stmt_text(&c, ":outcome", n->outcome);
	stmt_text(&c, ":interpreter", text_empty(n->interpreter) ? NULL : n->interpreter);
	stmt_text(&c, ":note", note);
	sending_bind(&c, &n->sent, wish, despite);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

/* A call or a visit is somebody's own care; what is written is a letter by another way. */
static bool
writes(const char *method)
{
	return text_same(method, "post") || text_same(method, "email") || text_same(method, "text");
}

/* The field of what came in that belongs to what we sent; NULL: none. */
static const char *
of_ours(const cnis_sent *sent)
{
	if (sent->considered)
		return "considered";
	if (sent->contact_point_id != 0 || sent->address_id != 0)
		return "at";
	return sent->despite_wish ? "despite_wish" : NULL;
}

/* What we sent, or a message we left: as the adult asked?  What came in always happened. */
static cnis_status
check_wish(cnis_register *r, const cnis_contact_new *n, int64_t *ret_wish, cnis_error *reterr)
{
	static const char WHERE[] = "contact.add";
	const sending s = { .child_id = n->child_id,
		            .person_id = n->person_id,
		            .method = n->method,
		            .message_left = strcmp(n->outcome, "left_message") == 0,
		            .held = writes(n->method),
		            .on = n->on,
		            .sent = n->sent };
	const char *field = of_ours(&n->sent);

	if (strcmp(direction_of(n), "out") == 0)
		return sending_check_tx(r, &s, WHERE, ret_wish, reterr);
	return field == NULL
	           ? CNIS_OK
	           : cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, field, "belongs to what we sent");
}

static cnis_status
add_tx(cnis_register *r, const cnis_contact_new *n, const char *note, int64_t *ret_id,
       cnis_error *reterr)
{
	char *despite = NULL;
	int64_t wish = 0;
	cnis_status st = check_contact(r, n, reterr);

	if (st == CNIS_OK)
		st = sending_reason(&n->sent, "contact.add", &despite, reterr);
	if (st == CNIS_OK)
		st = check_wish(r, n, &wish, reterr);
	if (st == CNIS_OK)
		st = insert(r, n, note, wish, despite, ret_id, reterr);
	free(despite);
	return st == CNIS_OK ? change_touch(r, n->child_id, reterr) : st;
}

static cnis_status
add_also_tx(cnis_register *r, const cnis_contact_new *contact, cnis_error *reterr)
{
	cnis_contact_new n = *contact;
	int64_t id = 0;
	cnis_status st = household_check(r, contact->child_id, contact->also, contact->n_also,
	                                 "contact.add", reterr);

	for (size_t i = 0; st == CNIS_OK && i < contact->n_also; i++) {
		n.child_id = contact->also[i];
		st = add_tx(r, &n, NULL, &id, reterr);
		if (st != CNIS_OK)
			st = household_failed(st, n.child_id, "contact.add", reterr);
	}
	return st;
}

cnis_status
cnis_contact_add(cnis_register *r, const cnis_contact_new *contact, int64_t *ret_id,
                 cnis_error *reterr)
{
	char *note = NULL;
	int64_t id = 0;
	const change_spec spec = { .kind = "contact.add",
		                   .roles = sending_roles(&contact->sent, CNIS_ROLE_OFFICER) };
	cnis_status st = process_text(contact->note, PROCESS_NOTE_MAX, true, false, spec.kind,
	                              "note", &note, reterr);

	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK) {
		free(note);
		return st;
	}
	st = add_tx(r, contact, note, &id, reterr);
	if (st == CNIS_OK)
		st = add_also_tx(r, contact, reterr);
	st = change_end(r, st, reterr);
	free(note);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
contact_history(cnis_register *r, const cnis_contact_new *contact, int64_t *ret_id,
                cnis_error *reterr)
{
	char *note = NULL;
	int64_t id = 0;
	cnis_status st = process_begin(r, "contact.add", contact->note, &note, reterr);

	if (st != CNIS_OK)
		return st;
	st = check_contact(r, contact, reterr);
	if (st == CNIS_OK)
		st = insert(r, contact, note, 0, NULL, &id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, contact->child_id, reterr);
	st = change_end(r, st, reterr);
	free(note);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_contact_walk(cnis_register *r, int64_t child_id, cnis_contact_fn fn, void *payload,
                  cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = process_rows(r, &SQL[Q_WALK], child_id, "contact.walk", &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		cnis_contact n = { .id = col_int(&c, 0),
			           .child_id = col_int(&c, 1),
			           .on = col_day(&c, 2),
			           .method = col_text(&c, 3),
			           .direction = col_text(&c, 4),
			           .person_id = col_int(&c, 5),
			           .outcome = col_text(&c, 6),
			           .note = col_text(&c, 7),
			           .officer_id = col_int(&c, 8),
			           .officer = col_text(&c, 9),
			           .rev = col_int(&c, 10),
			           .interpreter = col_text(&c, 11),
			           .sent = sending_of(&c, 12) };

		st = fn(&n, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
