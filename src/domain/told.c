/* What the adults of a child were told: a notice, a pack, a sheet; each adult separately. */
#include "domain/told.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/communication.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/household.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/sending.h"
#include "domain/setting.h"
#include "domain/sheet.h"
#include "domain/sight.h"

enum { VERSION_MAX = 60 };

enum { Q_INSERT, Q_THERE, Q_SETTLED, Q_LEFT, Q_UNREACHED, Q_OPEN, Q_WALK, Q_COUNT };
/* clang-format off */
#define UNTOLD \
	" FROM relationship l JOIN person p ON p.id = l.person_id" \
	" WHERE l.child_id IN " SAME_CHILD(SAME_NOW) " AND l.to_day IS NULL" \
	" AND (p.kind IN ('parent', 'carer') OR l.responsibility = 'yes' OR l.has_care = 'yes')" \
	" AND NOT EXISTS (SELECT 1 FROM told t WHERE t.child_id IN " SAME_CHILD(SAME_NOW) \
	"  AND t.person_id = l.person_id AND t.kind = 'privacy_notice')"
#define REACHED \
	"(EXISTS (SELECT 1 FROM person_residence h WHERE h.person_id = l.person_id" \
	"   AND h.kind <> 'previous' AND h.to_day IS NULL)" \
	"  OR EXISTS (SELECT 1 FROM contact_point n WHERE n.person_id = l.person_id" \
	"   AND n.to_day IS NULL))"
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "told.insert",
		"INSERT INTO told (child_id, person_id, kind, version, language, on_day, method,"
		" officer_id, recorded_at, rev, contact_point_id, address_id, wish_id, despite)"
		" VALUES (:child, :person, :kind, :version, :language, :on, :method, :officer, :at,"
		" :rev, :point, :address, :wish, :despite)" },
	[Q_THERE] = { "told.there",
		"SELECT 1 FROM told WHERE child_id IN " SAME_CHILD(SAME_NOW) " AND kind = :kind"
		" AND on_day = :on AND person_id = :person AND version = :version LIMIT 1" },
	/* the notice was given, or is due, under any record of the child; or it died, or nobody works
	 * with it */
	[Q_SETTLED] = { "told.settled",
		"SELECT EXISTS (SELECT 1 FROM " SAME_EACH("told", "t", SAME_NOW)
		"  WHERE t.kind = 'privacy_notice')"
		" OR EXISTS (SELECT 1 FROM " SAME_EACH("duty", "d", SAME_NOW)
		"  WHERE d.kind = 'privacy_notice' AND d.state <> 'superseded')"
		" OR EXISTS (SELECT 1 FROM " SAME_EACH("death", "x", SAME_NOW) ")"
		" OR NOT EXISTS (SELECT 1 FROM " SAME_EACH("duty", "d", SAME_NOW)
		"  WHERE d.state = 'open')" },
	/* parents and carers (s. 576) who can be reached and were not given the notice */
	[Q_LEFT] = { "told.left", "SELECT count(DISTINCT l.person_id)" UNTOLD " AND " REACHED },
	[Q_UNREACHED] = { "told.unreached",
		"SELECT DISTINCT l.person_id" UNTOLD " AND NOT " REACHED " AND " SIGHT_PERSON("l.person_id")
		" ORDER BY 1" },
	[Q_OPEN] = { "told.open",
		"SELECT child_id, opened_day FROM duty WHERE child_id IN " SAME_CHILD(SAME_NOW)
		" AND kind = 'privacy_notice' AND state = 'open' ORDER BY id LIMIT 1" },
	[Q_WALK] = { "told.walk",
		"SELECT t.id, t.child_id, t.person_id, t.kind, t.version, t.language, t.on_day, t.method,"
		" t.officer_id, o.login, t.rev, t.contact_point_id, t.address_id, t.wish_id, t.despite FROM told t JOIN officer o ON o.id = t.officer_id"
		" WHERE t.child_id = :child ORDER BY t.on_day DESC, t.id DESC" },
};
/* clang-format on */

static const char where[] = "told.add";
static const char NOTICE[] = "privacy_notice";

/** Which edition it was: the one named, or that in use on the day.  @param ret free() */
static cnis_status
version_of(cnis_register *r, const cnis_told_new *n, char **ret, cnis_error *reterr)
{
	char name[64], in_use[201];
	cnis_status st;

	if (!text_empty(n->version))
		return process_text(n->version, VERSION_MAX, false, true, where, "version", ret,
		                    reterr);
	if (strcmp(n->kind, "what_we_hold") == 0)
		return process_text(cnis_day_iso(n->on, in_use), VERSION_MAX, false, true, where,
		                    "version", ret, reterr);
	(void)snprintf(name, sizeof(name), "told.%.30s.version", n->kind);
	st = setting_text(r, name, n->on, in_use, reterr);
	if (st == CNIS_OK && in_use[0] == '\0')
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "version",
		                 "say which version it was: setting %s names none in use", name);
	return st == CNIS_OK
	           ? process_text(in_use, VERSION_MAX, false, true, where, "version", ret, reterr)
	           : st;
}

static cnis_status
check(cnis_register *r, const cnis_told_new *n, cnis_error *reterr)
{
	cnis_day born = CNIS_DAY_NONE;
	cnis_status st = process_child(r, n->child_id, where, &born, reterr);

	if (st == CNIS_OK && n->person_id == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "person", "say who was told");
	if (st == CNIS_OK)
		st = process_person(r, n->child_id, n->person_id, where, reterr);
	if (st == CNIS_OK)
		st = process_day(r, n->on, born, "the child was born", where, "on", reterr);
	if (st == CNIS_OK)
		st = process_code(r, "told", n->kind, n->on, where, "kind", reterr);
	if (st == CNIS_OK)
		st = process_code(r, "contact_method", n->method, n->on, where, "method", reterr);
	return st == CNIS_OK ? communication_language(n->language, where, reterr) : st;
}

static void
bind_key(cursor *c, const cnis_told_new *n, const char *version)
{
	stmt_int(c, ":child", n->child_id);
	stmt_text(c, ":kind", n->kind);
	stmt_int(c, ":on", n->on);
	stmt_int(c, ":person", n->person_id);
	stmt_text(c, ":version", version);
}

static cnis_status
once(cnis_register *r, const cnis_told_new *n, const char *version, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_THERE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	bind_key(&c, n, version);
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && row)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where, "person",
		               "this version was given to the adult on that day already");
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_told_new *n, const char *version, int64_t wish,
       const char *despite, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	bind_key(&c, n, version);
	stmt_text(&c, ":language", n->language);
	stmt_text(&c, ":method", n->method);
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

/* ---- the duty to give the privacy notice ----------------------------------------------------- */

cnis_status
told_owed_tx(cnis_register *r, int64_t child_id, const char *source, cnis_day received,
             cnis_error *reterr)
{
	if (fact_from_family(source))
		return CNIS_OK;
	change_heard(r, process_given(received));
	return r->in_batch ? told_heard_tx(r, child_id, process_given(received), reterr) : CNIS_OK;
}

cnis_status
told_heard_tx(cnis_register *r, int64_t child_id, cnis_day received, cnis_error *reterr)
{
	char json[64];
	text_buf b = text_buf_on(json, sizeof(json));
	int64_t settled = 0;
	duty_new d = { .kind = NOTICE,
		       .rule = "UKGDPR.14.3",
		       .inputs = json,
		       .child_id = child_id,
		       .opened = received == CNIS_DAY_NONE ? change_today(r) : received,
		       .due = CNIS_DAY_NONE,
		       .lapse = CNIS_DAY_NONE };
	cnis_status st = stmt_ask(r->st, &SQL[Q_SETTLED], ":child", child_id, 0, &settled, reterr);

	if (st != CNIS_OK || settled != 0)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "obtained_on", d.opened);
	flat_end(&b);
	st = duty_owner_tx(r, child_id, &d.owner_id, reterr);
	return st == CNIS_OK ? duty_open_tx(r, &d, NULL, reterr) : st;
}

/* Met once everybody who can be reached was told, by the last of them. */
static cnis_status
meet(cnis_register *r, const cnis_told_new *n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	int64_t left = 0, child = 0;
	cnis_day opened = CNIS_DAY_NONE;
	cnis_status st = stmt_ask(r->st, &SQL[Q_LEFT], ":child", n->child_id, 0, &left, reterr);

	if (st == CNIS_OK && left == 0)
		st = stmt_open(r->st, &SQL[Q_OPEN], &c, reterr);
	if (st != CNIS_OK || left != 0)
		return st;
	stmt_int(&c, ":child", n->child_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		child = col_int(&c, 0);
		opened = col_day(&c, 1);
	}
	stmt_close(&c);
	if (st != CNIS_OK || !row)
		return st;
	return duty_end_all_tx(r, &(duty_which){ .kind = NOTICE, .child_id = child }, DUTY_MET,
	                       n->on > opened ? n->on : opened, where, NULL, reterr);
}

/* ---- adding ---------------------------------------------------------------------------------- */

/* To the adult's wish, or despite it. */
static cnis_status
send(cnis_register *r, const cnis_told_new *n, const char *version, int64_t *ret_id,
     cnis_error *reterr)
{
	const sending s = { .child_id = n->child_id,
		            .person_id = n->person_id,
		            .method = n->method,
		            .held = true,
		            .on = n->on,
		            .sent = n->sent };
	char *despite = NULL;
	int64_t wish = 0;
	cnis_status st = sending_reason(&n->sent, where, &despite, reterr);

	if (st == CNIS_OK)
		st = sending_check_tx(r, &s, where, &wish, reterr);
	if (st == CNIS_OK)
		st = insert(r, n, version, wish, despite, ret_id, reterr);
	free(despite);
	return st;
}

cnis_status
told_add_tx(cnis_register *r, const cnis_told_new *told, int64_t *ret_id, cnis_error *reterr)
{
	cnis_told_new n = *told;
	char *version = NULL;
	char language[4];
	cnis_status st;

	st = communication_of(r, n.person_id, n.on, language, reterr);
	if (n.language == NULL)
		n.language = language;
	if (st == CNIS_OK)
		st = check(r, &n, reterr);
	if (st == CNIS_OK)
		st = version_of(r, &n, &version, reterr);
	if (st == CNIS_OK)
		st = once(r, &n, version, reterr);
	if (st == CNIS_OK)
		st = send(r, &n, version, ret_id, reterr);
	free(version);
	if (st == CNIS_OK && strcmp(n.kind, NOTICE) == 0)
		st = meet(r, &n, reterr);
	if (st == CNIS_OK && strcmp(n.kind, "what_we_hold") == 0)
		st = sheet_told_tx(r, n.child_id, n.on, reterr);
	return st == CNIS_OK ? change_touch(r, n.child_id, reterr) : st;
}

static cnis_status
add_also_tx(cnis_register *r, const cnis_told_new *told, cnis_error *reterr)
{
	cnis_told_new n = *told;
	int64_t id = 0;
	cnis_status st =
	    household_check(r, told->child_id, told->also, told->n_also, where, reterr);

	for (size_t i = 0; st == CNIS_OK && i < told->n_also; i++) {
		n.child_id = told->also[i];
		st = told_add_tx(r, &n, &id, reterr);
		if (st != CNIS_OK)
			st = household_failed(st, n.child_id, where, reterr);
	}
	return st;
}

cnis_status
cnis_told_add(cnis_register *r, const cnis_told_new *told, int64_t *ret_id, cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .roles = sending_roles(&told->sent,
		                                          CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER),
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = told_add_tx(r, told, &id, reterr);
	if (st == CNIS_OK)
		st = add_also_tx(r, told, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_told_walk(cnis_register *r, int64_t child_id, cnis_told_fn fn, void *payload,
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = process_rows(r, &SQL[Q_WALK], child_id, "told.walk", &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_told t = { .id = col_int(&c, 0),
			              .child_id = col_int(&c, 1),
			              .person_id = col_int(&c, 2),
			              .kind = col_text(&c, 3),
			              .version = col_text(&c, 4),
			              .language = col_text(&c, 5),
			              .on = col_day(&c, 6),
			              .method = col_text(&c, 7),
			              .officer_id = col_int(&c, 8),
			              .officer = col_text(&c, 9),
			              .rev = col_int(&c, 10),
			              .sent = sending_of(&c, 11) };

		st = fn(&t, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_told_unreached(cnis_register *r, int64_t child_id, cnis_told_person_fn fn, void *payload,
                    cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_UNREACHED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = fn(col_int(&c, 0), payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
