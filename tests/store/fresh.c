/* See fresh.h. */
#include "fresh.h"

#include <check.h>

#include "support/scratch.h"

void
fresh_make(void)
{
	store_identity identity = {
		.authority = "301", .demonstration = true, .officer = "amal", .now = 1000
	};
	cnis_error e = { 0 };

	scratch_make();
	ck_assert_msg(store_create(scratch("r"), &identity, &e) == CNIS_OK, "%s: %s", e.where,
	              e.message);
}

store *
fresh_open(store_mode mode)
{
	store_options options = { .mode = mode };
	store *ret = NULL;
	cnis_error e = { 0 };

	fresh_make();
	ck_assert_msg(store_open(scratch("r"), &options, &ret, &e) == CNIS_OK, "%s", e.message);
	return ret;
}
