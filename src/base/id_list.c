/* A list of numbers that grows. */
#include "base/id_list.h"

#include "base/error.h"
#include "base/mem.h"

cnis_status
id_list_add(id_list *to, int64_t id, const char *where, cnis_error *reterr)
{
	if (to->n == to->room) {
		size_t room = to->room == 0 ? 16 : to->room * 2;
		int64_t *more = mem_grow(to->id, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(reterr, where);
		to->id = more;
		to->room = room;
	}
	to->id[to->n++] = id;
	return CNIS_OK;
}

bool
id_list_has(const id_list *in, int64_t id)
{
	for (size_t i = in->n; i > 0; i--)
		if (in->id[i - 1] == id)
			return true;
	return false;
}
