#ifndef CNIS_EXCHANGE_KEY_SET_H
#define CNIS_EXCHANGE_KEY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KEY_SET_PARTS = 32 };

/* Which rows of a file were met before: 64 bits a row, so that a long file costs little memory.  In
 * parts, so that growing never holds all of it twice.  Zero it; keys are hashes. */
typedef struct key_set {
	struct key_part {
		uint64_t *key; /* open addressing, 0 is free */
		size_t n, room;
	} part[KEY_SET_PARTS];
} key_set;

/** Put @p key in; *ret_again tells whether it was there.  @return false when memory is gone */
bool key_set_add(key_set *s, uint64_t key, bool *ret_again);
void key_set_clear(key_set *s);

#endif
