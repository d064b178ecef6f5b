/* Creating and opening a register, and who is using it. */
#include "domain/register.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/officer.h"
#include "domain/setting.h"
#include "domain/sight.h"
#include "domain/withheld.h"
#include "rule/identifier.h"
#include "store/journal.h"

enum { Q_LIVE };
/* clang-format off */
static const store_sql sql[] = {
	[Q_LIVE] = { "authority.live",
		"SELECT 1 FROM authority WHERE code = :code AND live = 1" },
};
/* clang-format on */

void
cnis_register_close(cnis_register *r)
{
	if (r == NULL)
		return;
	if (r->access != NULL)
		access_close(r->access);
	if (r->file != r->st)
		store_close(r->file);
	store_close(r->st);
	free(r->touched.id);
	free(r->named.id);
	free(r->recorded.id);
	free(r);
}

/* The actor as the register on disk knows them today, whatever instant is asked about. */
static cnis_status
find_actor(cnis_register *r, const char *login, bool optional, cnis_error *reterr)
{
	cnis_status st;

	if (text_empty(login) || !text_copy(r->login, sizeof(r->login), login))
		return cnis_fail(reterr, CNIS_EPERM, 0, "register.open", "login",
		                 "no account was given, or its name is too long");
	st = officer_find(r, login, store_today(r->st), &r->officer_id, NULL);
	if (st == CNIS_OK)
		return officer_roles(r, r->officer_id, store_today(r->st), &r->roles, reterr);
	/* migrate and doctor: the tables asked may not be there yet */
	r->officer_id = 0;
	if (optional)
		return CNIS_OK;
	if (st != CNIS_ENOTFOUND)
		return cnis_fail(reterr, st, 0, "register.open", "login",
		                 "the officers of this register cannot be read");
	return cnis_fail(reterr, CNIS_EPERM, 0, "register.open", "login",
	                 "this account is no current officer of the register; "
	                 "an administrator can add it (officer add)");
}

static cnis_status
go_back(cnis_register *r, int64_t instant, cnis_error *reterr)
{
	store *clone = NULL;
	cnis_status st = store_known_at(r->file, instant, &clone, reterr);

	if (st != CNIS_OK)
		return st;
	/* The answer is the one the register would have given then: its today is that day. */
	store_set_now(clone, instant);
	r->st = clone;
	r->clone = true;
	return CNIS_OK;
}

/* What is no register is a slip in naming it: there is nothing to repair. */
static cnis_status
not_opened(cnis_status st, const cnis_error *e, cnis_error *reterr)
{
	if (e->sub == STORE_NO_REGISTER)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "register.open", "register",
		                 "%s; name the register with --register or CNIS_REGISTER, or make "
		                 "one with cnis init",
		                 e->message);
	if (reterr != NULL)
		*reterr = *e;
	return st;
}

cnis_status
register_live_clock(const char *where, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_EINVAL, 0, where, "now",
	                 "the clock of a live register cannot be set");
}

static cnis_status
open_file(cnis_register *r, const char *path, const cnis_open_options *o, cnis_error *reterr)
{
	store_options so = { 0 };
	cnis_error e = { 0 };
	cnis_status st;

	so.mode = o->mode == CNIS_WRITE ? STORE_WRITE : STORE_READ;
	so.busy_ms = o->busy_ms;
	so.allow_old_schema = o->allow_old_schema;
	st = store_open(path, &so, &r->st, &e);
	if (st != CNIS_OK)
		return not_opened(st, &e, reterr);
	r->file = r->st;
	r->dry_run = o->dry_run;
	r->withheld = o->withheld;
	(void)text_copy(r->command, sizeof(r->command), o->command);
	if (o->now != 0 && !store_demonstration(r->st))
		return register_live_clock("register.open", reterr);
	if (o->now != 0)
		store_set_now(r->st, o->now);
	if (store_demonstration(r->st) && !text_empty(o->demonstration_login))
		return find_actor(r, o->demonstration_login, o->allow_old_schema, reterr);
	return find_actor(r, o->login, o->allow_old_schema, reterr);
}

cnis_status
cnis_register_open(const char *path, const cnis_open_options *options, cnis_register **ret,
                   cnis_error *reterr)
{
	cnis_register *r;
	cnis_status st;

	if (path == NULL || options == NULL || options->size < sizeof(*options))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "register.open", "options",
		                 "no path, or options of another version");
	if (options->known_at != 0 && options->mode == CNIS_WRITE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "register.open", "known_at",
		                 "what was known at a past instant can only be read");
	r = mem_new(1, sizeof(*r));
	if (r == NULL)
		return cnis_nomem(reterr, "register.open");
	if (!text_copy(r->path, sizeof(r->path), path))
		st =
		    cnis_fail(reterr, CNIS_EIO, 0, "register.open", "path", "the path is too long");
	else
		st = open_file(r, path, options, reterr);
	if (st == CNIS_OK && options->known_at != 0)
		st = go_back(r, options->known_at, reterr);
	if (st == CNIS_OK)
		st = sight_load(r, reterr);
	if (st == CNIS_OK && !options->allow_old_schema)
		st = withheld_check(r, reterr);
	if (st == CNIS_OK && !options->allow_old_schema)
		st = withheld_load(r, reterr);
	if (st != CNIS_OK) {
		cnis_register_close(r);
		return st;
	}
	*ret = r;
	return CNIS_OK;
}

static cnis_status
check_init(const cnis_init_options *o, cnis_error *reterr)
{
	if (o == NULL || o->size < sizeof(*o))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "register.init", "options",
		                 "options of another version");
	if (o->authority == NULL || rule_authority_name(o->authority) == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "register.init", "authority",
		                 "no authority has this code; give the three digits of the "
		                 "Department for Education");
	if (o->now != 0 && !o->demonstration)
		return register_live_clock("register.init", reterr);
	return CNIS_OK;
}

static cnis_status
check_live(cnis_register *r, const char *code, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_LIVE], &c, reterr);

	if (st == CNIS_OK) {
		stmt_text(&c, ":code", code);
		st = stmt_step(&c, &row, reterr);
	}
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, "register.init", "authority",
		               "the authority with this code exists no more");
	return st;
}

static cnis_status
in_force_tx(cnis_register *r, const char *name, cnis_day from, cnis_error *reterr)
{
	char iso[CNIS_DAY_ISO_SIZE];

	if (from == CNIS_DAY_NONE)
		return CNIS_OK;
	return setting_set_tx(r, name, cnis_day_iso(from, iso), CNIS_DAY_NONE, reterr);
}

/* The first entry of the authority's own: its first officer and the law as it stands here. */
static cnis_status
first_entry(cnis_register *r, const cnis_init_options *o, cnis_error *reterr)
{
	const cnis_officer_new first = { sizeof(first), o->login, o->name, NULL,
		                         CNIS_ROLE_ADMINISTRATOR | CNIS_ROLE_OFFICER |
		                             CNIS_ROLE_MANAGER };
	store_entry entry = { 0 };
	cnis_status st;

	entry.officer = o->login;
	entry.kind = "register.init";
	entry.command = "init";
	entry.undo = STORE_FINAL;
	st = store_begin(r->st, &entry, reterr);
	if (st != CNIS_OK)
		return st;
	st = check_live(r, o->authority, reterr);
	if (st == CNIS_OK)
		st = officer_add_tx(r, &first, NULL, reterr);
	if (st == CNIS_OK)
		st = in_force_tx(r, "law.s37.in_force_from", o->s37, reterr);
	if (st == CNIS_OK)
		st = in_force_tx(r, "law.s38.in_force_from", o->s38, reterr);
	if (st == CNIS_OK)
		st = in_force_tx(r, "law.s39.in_force_from", o->s39, reterr);
	if (st == CNIS_OK)
		st = store_commit(r->st, NULL, reterr);
	if (st != CNIS_OK)
		store_rollback(r->st);
	return st;
}

/* A register that could not be finished was never there. */
static void
remove_all(const char *path)
{
	static const char *const suffix[] = {
		"", "-wal", "-shm", ".lock", ".access", ".access-wal", ".access-shm", ".access.lock"
	};
	char name[4096 + 16];

	for (size_t i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", path, suffix[i]);
		(void)unlink(name);
	}
}

/* The access log of a register that is no more is no other register's. */
static cnis_status
no_log_yet(const char *path, cnis_error *reterr)
{
	bool there = false;
	cnis_status st = access_there(path, &there, reterr);

	/* beside a register that is there it is in its place */
	if (st != CNIS_OK || !there || faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return st;
	return cnis_fail(reterr, CNIS_EEXISTS, 0, "register.init", "path",
	                 "an access log of that name (%s.access) is there already: move it aside, "
	                 "or give the register another name",
	                 strrchr(path, '/') == NULL ? path : strrchr(path, '/') + 1);
}

static cnis_status
fill_new(const char *path, const cnis_init_options *o, cnis_error *reterr)
{
	store_options so = { .mode = STORE_WRITE };
	cnis_register *r = mem_new(1, sizeof(*r));
	cnis_status st;

	if (r == NULL)
		return cnis_nomem(reterr, "register.init");
	st = store_open(path, &so, &r->st, reterr);
	if (st == CNIS_OK) {
		r->file = r->st;
		if (o->now != 0)
			store_set_now(r->st, o->now);
		/* before the first entry: until then nobody can have read anything */
		st = access_make(r->st, reterr);
	}
	if (st == CNIS_OK)
		st = first_entry(r, o, reterr);
	cnis_register_close(r);
	return st;
}

cnis_status
cnis_register_init(const char *path, const cnis_init_options *options, cnis_error *reterr)
{
	store_identity identity = { 0 };
	cnis_status st = check_init(options, reterr);

	if (st != CNIS_OK)
		return st;
	if (path == NULL || strlen(path) >= 4096)
		return cnis_fail(reterr, CNIS_EIO, 0, "register.init", "path",
		                 "no path, or one too long");
	st = officer_check_new(&(cnis_officer_new){ sizeof(cnis_officer_new), options->login,
	                                            options->name, NULL, CNIS_ROLE_OFFICER },
	                       reterr);
	if (st != CNIS_OK)
		return st;
	st = no_log_yet(path, reterr);
	if (st != CNIS_OK)
		return st;
	identity.authority = options->authority;
	identity.demonstration = options->demonstration;
	identity.officer = options->login;
	identity.now = options->now;
	st = store_create(path, &identity, reterr);
	if (st != CNIS_OK)
		return st;
	st = fill_new(path, options, reterr);
	if (st != CNIS_OK || options->dry_run)
		remove_all(path);
	return st;
}

const char *
cnis_register_path(const cnis_register *r)
{
	return r->path;
}

const char *
cnis_register_login(const cnis_register *r)
{
	return r->login;
}

const char *
cnis_register_authority(const cnis_register *r)
{
	return store_authority(r->st);
}

bool
cnis_register_demonstration(const cnis_register *r)
{
	return store_demonstration(r->st);
}

unsigned
cnis_register_roles(const cnis_register *r)
{
	return r->roles;
}

int64_t
cnis_register_now(const cnis_register *r)
{
	return store_now(r->st);
}

cnis_day
cnis_register_today(const cnis_register *r)
{
	return store_today(r->st);
}

cnis_status
cnis_register_hold(cnis_register *r, cnis_error *reterr)
{
	cnis_status st = store_snapshot_begin(r->st, reterr);

	if (st != CNIS_OK)
		return st;
	st = withheld_load(r, reterr); /* as of that state */
	if (st != CNIS_OK)
		store_snapshot_end(r->st);
	return st;
}

void
cnis_register_let_go(cnis_register *r)
{
	store_snapshot_end(r->st);
}

int64_t
cnis_register_seq(const cnis_register *r)
{
	return r->last_seq;
}

bool
cnis_register_wrote_withheld(const cnis_register *r)
{
	return r->wrote_withheld;
}
