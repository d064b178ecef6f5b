/* Which rows of a file were met before. */
#include "exchange/key_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { ROOM_FIRST = 64 };

/* Where a key belongs: the lowest bit is always set, bits from 32 on chose the part. */
static size_t
home(uint64_t key, size_t room)
{
	return (size_t)(key >> 1) & (room - 1);
}

static bool
grow(struct key_part *p)
{
	size_t room = p->room == 0 ? ROOM_FIRST : p->room * 2;
	uint64_t *key = mem_new(room, sizeof(*key));

	if (key == NULL)
		return false;
	for (size_t i = 0; i < p->room; i++) {
		size_t at = home(p->key[i], room);

		while (p->key[i] != 0 && key[at] != 0)
			at = (at + 1) & (room - 1);
		if (p->key[i] != 0)
			key[at] = p->key[i];
	}
	free(p->key);
	p->key = key;
	p->room = room;
	return true;
}

bool
key_set_add(key_set *s, uint64_t key, bool *ret_again)
{
	struct key_part *p = &s->part[(key >> 32) % KEY_SET_PARTS];
	size_t at;

	if (p->n >= p->room / 8 * 7 && !grow(p)) /* nearly full is still quick: keys are hashes */
		return false;
	key |= 1;
	for (at = home(key, p->room); p->key[at] != 0; at = (at + 1) & (p->room - 1))
		if (p->key[at] == key) {
			*ret_again = true;
			return true;
		}
	p->key[at] = key;
	p->n++;
	*ret_again = false;
	return true;
}

void
key_set_clear(key_set *s)
{
	for (size_t i = 0; i < KEY_SET_PARTS; i++)
		free(s->part[i].key);
	memset(s, 0, sizeof(*s));
}
