/* In whose area a child lives. */
#include "domain/area.h"

#include "base/text.h"
#include "domain/place.h"
#include "domain/same.h"

enum { Q_ELSEWHERE };
/* clang-format off */
static const store_sql SQL[] = {
	[Q_ELSEWHERE] = { "area.elsewhere",
		"SELECT a.authority, min(coalesce(a.authority <> :own, 0)) OVER ()"
		" FROM child_residence x JOIN address a ON a.id = x.address_id"
		" WHERE x.child_id IN " SAME_CHILD(SAME_NOW) " AND " PLACE_LIVES("x")
		" ORDER BY x.id DESC LIMIT 1" },
};
/* clang-format on */

cnis_status
area_elsewhere(cnis_register *r, int64_t child_id, cnis_day on, char ret_area[AREA_SIZE],
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_ELSEWHERE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":own", store_authority(r->st));
	stmt_day(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		(void)text_copy(ret_area, AREA_SIZE,
		                row && col_int(&c, 1) != 0 ? col_text(&c, 0) : "");
	stmt_close(&c);
	return st;
}
