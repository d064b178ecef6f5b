/* Work that waits for an owner. */
#include "domain/duty_queue.h"

#include <stdlib.h>

#include <cnis/duty.h>
#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/custody.h"
#include "domain/death.h"
#include "domain/duty_inside.h"
#include "domain/officer.h"
#include "domain/setting.h"
#include "domain/sight.h"

enum { Q_WAITS, Q_QUEUE, Q_WAITING, Q_SETTLED, Q_COUNT };
/* clang-format off */
#define QUEUED(d) \
	"EXISTS (SELECT 1 FROM duty_owner w WHERE w.duty_id = " d ".id AND w.queued = 1" \
	" AND w.to_day IS NULL)"
#define SAME_SUBJECT(a, b) a ".child_id IS " b ".child_id AND (" b ".child_id IS NOT NULL" \
	" OR (" a ".intake_id IS " b ".intake_id AND " a ".complaint_id IS " b ".complaint_id))"
static const store_sql SQL[Q_COUNT] = {
	[Q_WAITS] = { "queue.waits",
		"SELECT 1 FROM duty_owner WHERE duty_id = :id AND queued = 1 AND to_day IS NULL" },
	[Q_QUEUE] = { "queue.put",
		"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev, queued)"
		" VALUES (:child, :duty, :keeper, :from, :rev, 1)" },
	/* one row a child, an intake nobody knows the child of, or a complaint of no family */
	[Q_WAITING] = { "queue.waiting",
		"SELECT d.child_id, CASE WHEN d.child_id IS NULL THEN d.intake_id END AS arrived,"
		" CASE WHEN d.child_id IS NULL THEN d.complaint_id END AS complains,"
		" max(w.officer_id) FROM duty_owner w INDEXED BY duty_owner_queued"
		" CROSS JOIN duty d ON d.id = w.duty_id AND d.state = 'open'"
		" WHERE w.queued = 1 AND w.to_day IS NULL AND NOT EXISTS (SELECT 1 FROM duty a"
		"  WHERE a.kind = 'allocate' AND a.state = 'open' AND " SAME_SUBJECT("a", "d") ") GROUP BY 1, 2, 3" },
	[Q_SETTLED] = { "queue.settled",
		"SELECT a.id FROM duty t JOIN duty a ON a.kind = 'allocate' AND a.state = 'open'"
		" AND " SAME_SUBJECT("a", "t")
		" WHERE t.id = :id AND NOT EXISTS (SELECT 1 FROM duty q WHERE q.state = 'open'"
		"  AND " SAME_SUBJECT("q", "t")
		"  AND " QUEUED("q") ") LIMIT 1" },
};
/* clang-format on */

static const char RELEASE[] = "duty.release";

cnis_status
queue_keeper(cnis_register *r, int64_t but, int64_t *ret_id, cnis_error *reterr)
{
	char login[201] = "";
	int64_t id = 0;
	cnis_status st = setting_text(r, "queue.keeper", change_today(r), login, reterr);

	if (st != CNIS_OK)
		return st;
	if (login[0] != '\0')
		st = officer_find(r, login, change_today(r), &id, NULL);
	if (st != CNIS_OK && st != CNIS_ENOTFOUND)
		return cnis_fail(reterr, st, 0, RELEASE, NULL, "the officers cannot be read");
	/* a keeper who left, or leaves, keeps nothing */
	if (id == 0 || id == but)
		return officer_manager_but(r, but, ret_id, reterr);
	*ret_id = id;
	return CNIS_OK;
}

cnis_status
queue_waits(cnis_register *r, int64_t duty_id, bool *ret, cnis_error *reterr)
{
	int64_t one = 0;
	cnis_status st = stmt_ask(r->st, &SQL[Q_WAITS], ":id", duty_id, 0, &one, reterr);

	*ret = one != 0;
	return st;
}

/* What waits, read before anything is written: the statement would see its own duties. */
typedef struct waiting {
	int64_t child, intake, complaint, keeper;
} waiting;

static cnis_status
read_waiting(cnis_register *r, waiting **rows, size_t *n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WAITING], &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		waiting *more = mem_grow(*rows, *n + 1, sizeof(*more));

		if (more == NULL) {
			st = cnis_nomem(reterr, RELEASE);
			break;
		}
		*rows = more;
		more[(*n)++] =
		    (waiting){ col_int(&c, 0), col_int(&c, 1), col_int(&c, 2), col_int(&c, 3) };
	}
	stmt_close(&c);
	return st;
}

cnis_status
queue_allocate_tx(cnis_register *r, cnis_error *reterr)
{
	waiting *rows = NULL;
	size_t n = 0;
	cnis_status st = read_waiting(r, &rows, &n, reterr);

	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		const duty_local d = { .kind = "allocate",
			               .rule = "LOCAL.queue.allocate",
			               .setting = "queue.allocate_days",
			               .unit = "working",
			               .child_id = rows[i].child,
			               .intake_id = rows[i].intake,
			               .complaint_id = rows[i].complaint,
			               .opened = change_today(r),
			               .owner_id = rows[i].keeper };

		st = death_duty_tx(r, &d, reterr);
	}
	free(rows);
	return st;
}

cnis_status
queue_settle_tx(cnis_register *r, int64_t duty_id, cnis_error *reterr)
{
	int64_t id = 0;
	cnis_status st = stmt_ask(r->st, &SQL[Q_SETTLED], ":id", duty_id, 0, &id, reterr);

	return st == CNIS_OK && id != 0 && id != duty_id
	           ? duty_end_row_tx(r, id, DUTY_MET, change_today(r), "duty.allocate", NULL,
	                             reterr)
	           : st;
}

/* ---- given back ------------------------------------------------------------------------------ */

cnis_status
queue_put_tx(cnis_register *r, int64_t id, int64_t child_id, int64_t keeper, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = duty_disown_tx(r, id, change_today(r) - 1, reterr);

	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_QUEUE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_id(&c, ":child", child_id);
	stmt_int(&c, ":duty", id);
	stmt_int(&c, ":keeper", keeper);
	stmt_day(&c, ":from", change_today(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
release_tx(cnis_register *r, int64_t id, cnis_error *reterr)
{
	duty_kept k;
	int64_t owner = 0, keeper = 0;
	cnis_status st = duty_read_tx(r, id, &k, reterr);

	if (st == CNIS_OK && (!sight_duty(r, k.kind) || sight_own_complaint(r, id)))
		st = duty_missing(reterr);
	if (st == CNIS_OK && !k.open)
		st = duty_ended_already(reterr);
	if (st == CNIS_OK && (sight_step(k.kind) || text_same(k.kind, "allocate")))
		return cnis_refuse(reterr, "LOCAL.queue.allocate", RELEASE, "duty",
		                   "this does not wait in the queue: give it to somebody "
		                   "(duty assign)");
	if (st == CNIS_OK)
		st = duty_now_owner(r, id, &owner, reterr);
	if (st == CNIS_OK && owner != r->officer_id && (r->roles & CNIS_ROLE_MANAGER) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, RELEASE, "duty",
		                 "whoever has it gives it back, or a manager");
	if (st == CNIS_OK)
		st = queue_keeper(r, 0, &keeper, reterr);
	if (st == CNIS_OK)
		st = queue_put_tx(r, id, k.d.child_id, keeper, reterr);
	if (st == CNIS_OK)
		st = custody_settle_tx(r, 0, NULL, reterr);
	if (st == CNIS_OK)
		st = queue_allocate_tx(r, reterr);
	return st == CNIS_OK ? change_touch(r, k.d.child_id, reterr) : st;
}

cnis_status
cnis_duty_release(cnis_register *r, int64_t id, cnis_error *reterr)
{
	const change_spec spec = { .kind = RELEASE,
		                   .command = "duty release",
		                   .letter = CNIS_REF_DUTY,
		                   .id = id,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st == CNIS_OK)
		st = release_tx(r, id, reterr);
	return change_end(r, st, reterr);
}
