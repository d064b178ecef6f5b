/* Numbers read to the end before anything else is done with them. */
#include "store/store.h"

cnis_status
stmt_ids(cursor *c, id_list *to, const char *where, cnis_error *reterr)
{
	bool row = true;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && (st = stmt_step(c, &row, reterr)) == CNIS_OK && row)
		st = id_list_add(to, col_int(c, 0), where, reterr);
	return st;
}
