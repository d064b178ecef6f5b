/* Who may take which entry of the journal back. */
#include "domain/undo_may.h"

#include "base/error.h"
#include "base/text.h"
#include "domain/complaint.h"
#include "domain/sight.h"

static const char WHERE[] = "journal.undo";

enum { Q_LIMITS, Q_RECORDS, Q_COUNT };
/* clang-format off */
/* What a later entry changed is not taken back at all: the rows are as the entry left them. */
static const store_sql SQL[Q_COUNT] = {
	/* a change beside limits that stand as they were leaves them standing */
	[Q_LIMITS] = { "undo.limits",
		"SELECT 1 FROM main.relationship x WHERE x.rev = :seq AND x.contact_limits IS NOT NULL"
		" AND x.to_day IS NULL AND NOT EXISTS (SELECT 1 FROM main.relationship b"
		"  WHERE b.rev = :seq AND b.id <> x.id AND b.child_id = x.child_id"
		"  AND b.person_id = x.person_id AND b.to_day IS NOT NULL"
		"  AND b.contact_limits = x.contact_limits) LIMIT 1" },
	[Q_RECORDS] = { "undo.records",
		"SELECT 1 FROM main.hold WHERE rev = :seq AND kind <> 'letters' LIMIT 1" },
};
/* clang-format on */

/* What protects by being there, and who ends it. */
static const struct protecting {
	const char *kind; /* of the entry */
	unsigned roles;
	int when;       /* only when this finds a row; Q_COUNT: always */
	bool complaint; /* not whom it is about, to whom it is not named */
	const char *who;
} PROTECTING[] = {
	{ "withhold.add", SIGHT_ROLES, Q_COUNT, false, "a manager or the role safeguarding" },
	{ "court_order.add", SIGHT_ROLES, Q_COUNT, false, "a manager or the role safeguarding" },
	{ "relationship.add", SIGHT_ROLES, Q_LIMITS, false, "a manager or the role safeguarding" },
	{ "relationship.change", SIGHT_ROLES, Q_LIMITS, false,
	  "a manager or the role safeguarding" },
	{ "complaint.add", SIGHT_ROLES, Q_COUNT, true, "a manager who is not concerned in it" },
	{ "complaint.close", SIGHT_ROLES, Q_COUNT, true, "a manager who is not concerned in it" },
	{ "restriction.add", CNIS_ROLE_CUSTODIAN, Q_COUNT, false, "a custodian" },
	{ "hold.add", CNIS_ROLE_MANAGER, Q_RECORDS, false, "a manager" },
};

static cnis_status
finds(cnis_register *r, int query, int64_t seq, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->file, &SQL[query], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", seq);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

/* NULL: an entry like any other. */
static cnis_status
look_up(cnis_register *r, const journal_row *entry, const struct protecting **ret,
        cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	*ret = NULL;
	for (size_t i = 0; i < sizeof(PROTECTING) / sizeof(PROTECTING[0]); i++) {
		bool does = true;

		if (!text_same(entry->kind, PROTECTING[i].kind))
			continue;
		if (PROTECTING[i].when != Q_COUNT)
			st = finds(r, PROTECTING[i].when, entry->seq, &does, reterr);
		if (st == CNIS_OK && does)
			*ret = &PROTECTING[i];
		break;
	}
	return st;
}

static cnis_status
protecting_may(cnis_register *r, const journal_row *entry, const struct protecting *p,
               cnis_error *reterr)
{
	bool out = (r->roles & p->roles) == 0;
	cnis_status st = CNIS_OK;

	if (!out && p->complaint)
		st = complaint_entry_about(r, entry->seq, &out, reterr);
	return st == CNIS_OK && out
	           ? cnis_fail(reterr, CNIS_EPERM, 0, WHERE, "seq",
	                       "entry %lld is more than a slip of whoever typed it: %s takes it "
	                       "back, with a reason (--reason)",
	                       (long long)entry->seq, p->who)
	           : st;
}

cnis_status
undo_may(cnis_register *r, const journal_row *entry, const char *reason, cnis_error *reterr)
{
	const struct protecting *p = NULL;
	bool own = text_same(entry->officer, r->login);
	cnis_status st = look_up(r, entry, &p, reterr);

	if (st == CNIS_OK && p != NULL)
		st = protecting_may(r, entry, p, reterr);
	else if (st == CNIS_OK && !own && (r->roles & CNIS_ROLE_MANAGER) == 0)
		st = cnis_fail(reterr, CNIS_EPERM, 0, WHERE, "seq",
		               "entry %lld was made by another officer; a manager may take it back",
		               (long long)entry->seq);
	if (st != CNIS_OK || (own && p == NULL) || !text_empty(reason))
		return st;
	return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "reason",
	                 own ? "entry %lld protects somebody: say why it is taken back"
	                     : "entry %lld was made by another officer: say why it is taken back",
	                 (long long)entry->seq);
}
