/* What a reader is not shown: sets of numbers, and the SQL function that asks them. */
#include "store/keep_back.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/inside.h"

struct store_kept {
	struct {
		int64_t *id; /* ascending */
		size_t n;
	} set[KEEP_SETS];
};

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool
store_kept_back(const store *s, int set, int64_t id)
{
	const struct store_kept *k = s->kept;

	if (k == NULL || set < 0 || set >= KEEP_SETS || k->set[set].n == 0)
		return false;
	return bsearch(&id, k->set[set].id, k->set[set].n, sizeof(id), compare) != NULL;
}

bool
store_keeps_back(const store *s, int set)
{
	return s->kept != NULL && set >= 0 && set < KEEP_SETS && s->kept->set[set].n > 0;
}

/* kept_back(set, id) */
static void
kept_back(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	const store *s = sqlite3_user_data(context);
	bool is = false;

	(void)argc;
	if (s->kept != NULL && sqlite3_value_type(argv[1]) == SQLITE_INTEGER)
		is = store_kept_back(s, sqlite3_value_int(argv[0]), sqlite3_value_int64(argv[1]));
	sqlite3_result_int(context, is ? 1 : 0);
}

int
keep_back_function(store *s)
{
	return sqlite3_create_function_v2(s->db, "kept_back", 2,
	                                  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, s,
	                                  kept_back, NULL, NULL, NULL);
}

void
keep_back_free(store *s)
{
	if (s->kept != NULL)
		for (int i = 0; i < KEEP_SETS; i++)
			free(s->kept->set[i].id);
	free(s->kept);
	s->kept = NULL;
}

cnis_status
store_keep_back(store *s, int set, const int64_t *ids, size_t n, cnis_error *reterr)
{
	int64_t *own = NULL;

	if (set < 0 || set >= KEEP_SETS)
		return store_misuse("keep_back", "there is no such set", reterr);
	if (s->kept == NULL && n == 0)
		return CNIS_OK;
	if (s->kept == NULL)
		s->kept = mem_new(1, sizeof(*s->kept));
	if (s->kept == NULL)
		return cnis_nomem(reterr, "keep_back");
	if (n > 0) {
		own = mem_new(n, sizeof(*own));
		if (own == NULL)
			return cnis_nomem(reterr, "keep_back");
		memcpy(own, ids, n * sizeof(*own));
		qsort(own, n, sizeof(*own), compare);
	}
	free(s->kept->set[set].id);
	s->kept->set[set].id = own;
	s->kept->set[set].n = n;
	return CNIS_OK;
}
