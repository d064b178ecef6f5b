/* What officers said of rows: kept with a key only this register can make. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/fact.h"
#include "domain/same.h"
#include "exchange/match_inside.h"

static const char where[] = "match.decide";

enum { Q_SECRET, Q_NEW_SECRET, Q_DECIDED, Q_INSERT, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_SECRET] = { "match.secret", "SELECT value FROM match_secret ORDER BY id LIMIT 1" },
	[Q_NEW_SECRET] = { "match.new_secret",
		"INSERT INTO match_secret (value, rev) VALUES (:value, :rev)" },
	/* the last word on each child counts */
	[Q_DECIDED] = { "match.decided",
		"SELECT " SAME_KEPT("d.child_id", SAME_HOLDS) ", d.same, d.on_day, o.login FROM match_decision d"
		" JOIN officer o ON o.id = d.officer_id WHERE d.row_key = :key"
		" AND NOT EXISTS (SELECT 1 FROM match_decision n WHERE n.row_key = d.row_key"
		" AND n.child_id = d.child_id AND n.id > d.id) ORDER BY d.id" },
	[Q_INSERT] = { "match.insert",
		"INSERT INTO match_decision (row_key, child_id, same, officer_id, on_day, reason, recorded_at, rev)"
		" VALUES (:key, :child, :same, :officer, :on, :reason, :at, :rev)" },
};
/* clang-format on */

/* ---- the secret -------------------------------------------------------------------------------
 */

static cnis_status
read_secret(cnis_register *r, unsigned char ret[MATCH_SECRET], bool *ret_there, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	size_t len = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_SECRET], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row &&
	    (sodium_hex2bin(ret, MATCH_SECRET, col_text(&c, 0), strlen(col_text(&c, 0)), NULL, &len,
	                    NULL) != 0 ||
	     len != MATCH_SECRET))
		st = cnis_fail(reterr, CNIS_ECORRUPT, 0, where, "match_secret",
		               "the secret of this register cannot be read");
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_there = row;
	return st;
}

static cnis_status
write_secret_tx(cnis_register *r, const unsigned char secret[MATCH_SECRET], cnis_error *reterr)
{
	unsigned char other[MATCH_SECRET];
	char hex[MATCH_SECRET * 2 + 1];
	cursor c = { 0 };
	bool there = false;
	cnis_status st = read_secret(r, other, &there, reterr);

	if (st == CNIS_OK && there)
		return cnis_fail(reterr, CNIS_ECONFLICT, 0, where, "match_secret",
		                 "another program matched a list meanwhile: run it again");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_NEW_SECRET], &c, reterr);
	if (st == CNIS_OK) {
		stmt_text(&c, ":value", sodium_bin2hex(hex, sizeof(hex), secret, MATCH_SECRET));
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
		sodium_memzero(hex, sizeof(hex));
	}
	stmt_close(&c);
	return st;
}

cnis_status
match_secret(cnis_register *r, unsigned char ret[MATCH_SECRET], bool *ret_there, cnis_error *reterr)
{
	cnis_status st = read_secret(r, ret, ret_there, reterr);

	if (st == CNIS_OK && !*ret_there)
		hash_random(ret, MATCH_SECRET);
	return st;
}

cnis_status
match_secret_keep(cnis_register *r, const unsigned char secret[MATCH_SECRET], cnis_error *reterr)
{
	const change_spec spec = { .kind = "match.secret",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_FINAL };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	return change_end(r, write_secret_tx(r, secret, reterr), reterr);
}

/* ---- what was said ----------------------------------------------------------------------------
 */

const char *
match_key_text(uint64_t key, char ret[CNIS_MATCH_KEY])
{
	static const char digits[] = "0123456789abcdef";
	int i;

	for (i = CNIS_MATCH_KEY - 2; i >= 0; i--, key >>= 4)
		ret[i] = digits[key & 15];
	ret[CNIS_MATCH_KEY - 1] = '\0';
	return ret;
}

static cnis_status
add_not(match_row *row, int64_t child_id, cnis_error *reterr)
{
	int64_t *more = mem_grow(row->not_these, row->n_not + 1, sizeof(*more));

	if (more == NULL)
		return cnis_nomem(reterr, where);
	row->not_these = more;
	row->not_these[row->n_not++] = child_id;
	return CNIS_OK;
}

cnis_status
match_decided(cnis_register *r, match_row *row, cnis_error *reterr)
{
	char key[CNIS_MATCH_KEY];
	cursor c = { 0 };
	bool found = true;
	cnis_status st = stmt_open(r->st, &SQL[Q_DECIDED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":key", match_key_text(row->result->key, key));
	stmt_day(&c, ":on", store_today(r->st));
	while (st == CNIS_OK && (st = stmt_step(&c, &found, reterr)) == CNIS_OK && found) {
		if (col_int(&c, 1) == 0) {
			st = add_not(row, col_int(&c, 0), reterr);
			continue;
		}
		row->result->verdict = CNIS_MATCH_DECIDED;
		row->result->decided_id = col_int(&c, 0);
		row->result->decided_on = col_day(&c, 2);
		(void)text_copy(row->result->decided_by, sizeof(row->result->decided_by),
		                col_text(&c, 3));
	}
	stmt_close(&c);
	return st;
}

/* ---- saying it --------------------------------------------------------------------------------
 */

static bool
key_ok(const char *key)
{
	return key != NULL && strlen(key) == CNIS_MATCH_KEY - 1 &&
	       strspn(key, "0123456789abcdef") == CNIS_MATCH_KEY - 1;
}

/* Nothing said twice, and no row said to be two children. */
static cnis_status
check_earlier(cnis_register *r, const char *key, int64_t child_id, bool same, cnis_error *reterr)
{
	cursor c = { 0 };
	bool found = true;
	cnis_status st = stmt_open(r->st, &SQL[Q_DECIDED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":key", key);
	stmt_day(&c, ":on", store_today(r->st));
	while (st == CNIS_OK && (st = stmt_step(&c, &found, reterr)) == CNIS_OK && found) {
		bool was = col_int(&c, 1) != 0;

		if (col_int(&c, 0) == child_id && was == same)
			st = cnis_fail(reterr, CNIS_EEXISTS, 0, where, "child",
			               "this was said of the row before");
		else if (col_int(&c, 0) != child_id && was && same)
			st = cnis_fail(
			    reterr, CNIS_EEXISTS, 0, where, "child",
			    "the row was said to be another child: say first that it is not");
	}
	stmt_close(&c);
	return st;
}

static cnis_status
insert(cnis_register *r, const char *key, int64_t child_id, bool same, const char *reason,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":key", key);
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":same", same ? 1 : 0);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_day(&c, ":on", change_today(r));
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

static cnis_status
decide_tx(cnis_register *r, const char *key, int64_t child_id, bool same, const char *reason,
          cnis_error *reterr)
{
	unsigned char secret[MATCH_SECRET];
	char *clean = NULL;
	bool there = false;
	cnis_status st = key_ok(key)
	                     ? read_secret(r, secret, &there, reterr)
	                     : cnis_fail(reterr, CNIS_EINVAL, 0, where, "key",
	                                 "not a key of a row: 16 signs, as `match` shows them");

	sodium_memzero(secret, sizeof(secret));
	if (st == CNIS_OK && !there)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, where, "key",
		               "no list was ever matched with this register");
	if (st == CNIS_OK)
		st = fact_exists(r, "child", child_id, &there, reterr);
	if (st == CNIS_OK && !there)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK)
		st = fact_text(reason, FACT_NOTE, true, where, "reason", &clean, reterr);
	if (st == CNIS_OK)
		st = check_earlier(r, key, child_id, same, reterr);
	if (st == CNIS_OK)
		st = insert(r, key, child_id, same, clean, reterr);
	free(clean);
	return st;
}

cnis_status
cnis_match_decide(cnis_register *r, const char *key, int64_t child_id, bool same,
                  const char *reason, cnis_error *reterr)
{
	const change_spec spec = { .kind = "match.decide",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	return change_end(r, decide_tx(r, key, child_id, same, reason, reterr), reterr);
}
