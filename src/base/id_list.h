#ifndef CNIS_BASE_ID_LIST_H
#define CNIS_BASE_ID_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cnis/error.h>

/** Numbers of rows in the order they came; begins as { 0 }.  Release with free(list.id). */
typedef struct id_list {
	int64_t *id;
	size_t n, room;
} id_list;

/** @param where  of the failure @retval CNIS_ENOMEM  the list is as it was */
cnis_status id_list_add(id_list *to, int64_t id, const char *where, cnis_error *reterr);

/** Looks from the end: what was just added is the likeliest to be asked for again. */
bool id_list_has(const id_list *in, int64_t id);

#endif
