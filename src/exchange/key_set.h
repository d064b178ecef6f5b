#ifndef CNIS_EXCHANGE_KEY_SET_H
#define CNIS_EXCHANGE_KEY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which rows of a file were met before: 64 bits a row, so that a long file costs little memory. */
typedef struct key_set {
	uint64_t *key; /* open addressing, 0 is free */
	size_t n, room;
} key_set;

/** Put @p key in; *ret_again tells whether it was there.  @return false when memory is gone */
bool key_set_add(key_set *s, uint64_t key, bool *ret_again);
void key_set_clear(key_set *s);

#endif
