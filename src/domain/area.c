/* In whose area a child lives. */
#include "domain/area.h"

#include "base/text.h"
#include "domain/place.h"
#include "domain/same.h"

enum { Q_ELSEWHERE, Q_LIVES };
/* clang-format off */
static const store_sql SQL[] = {
	[Q_ELSEWHERE] = { "area.elsewhere",
		"SELECT x.id, a.authority, a.authority <> :own"
		" FROM " SAME_EACH("child_residence", "x", SAME_NOW) " JOIN address a ON a.id = x.address_id"
		" WHERE " PLACE_LIVES("x") },
	[Q_LIVES] = { "area.lives_in",
		"SELECT 1 FROM " SAME_EACH("child_residence", "x", SAME_NOW) " JOIN address a ON a.id = x.address_id"
		" WHERE a.authority = :area AND " PLACE_LIVES("x") " LIMIT 1" },
};
/* clang-format on */

cnis_status
area_elsewhere(cnis_register *r, int64_t child_id, cnis_day on, char ret_area[AREA_SIZE],
               cnis_error *reterr)
{
	cursor c = { 0 };
	char area[AREA_SIZE] = "";
	int64_t last = 0;
	bool row = false, elsewhere = true;
	cnis_status st = stmt_open(r->st, &SQL[Q_ELSEWHERE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":own", store_authority(r->st));
	stmt_day(&c, ":on", on);
	/* the home recorded last names the area, once every home lies elsewhere */
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		elsewhere = elsewhere && !col_null(&c, 2) && col_int(&c, 2) != 0;
		if (col_int(&c, 0) > last) {
			last = col_int(&c, 0);
			(void)text_copy(area, sizeof(area), col_text(&c, 1));
		}
	}
	stmt_close(&c);
	if (st == CNIS_OK)
		(void)text_copy(ret_area, AREA_SIZE, elsewhere ? area : "");
	return st;
}

cnis_status
area_lives_in(cnis_register *r, int64_t child_id, cnis_day on, const char *area, bool *ret,
              cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_LIVES], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":area", area);
	stmt_day(&c, ":on", on);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}
