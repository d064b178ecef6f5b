/* Which rows of a file were met before. */
#include "exchange/key_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool
grow(key_set *s)
{
	size_t room = s->room == 0 ? 1024 : s->room * 2;
	uint64_t *key = mem_new(room, sizeof(*key));

	if (key == NULL)
		return false;
	for (size_t i = 0; i < s->room; i++) {
		size_t at = s->key[i] & (room - 1);

		while (s->key[i] != 0 && key[at] != 0)
			at = (at + 1) & (room - 1);
		if (s->key[i] != 0)
			key[at] = s->key[i];
	}
	free(s->key);
	s->key = key;
	s->room = room;
	return true;
}

bool
key_set_add(key_set *s, uint64_t key, bool *ret_again)
{
	size_t at;

	if (s->n * 2 >= s->room && !grow(s))
		return false;
	key |= 1;
	for (at = key & (s->room - 1); s->key[at] != 0; at = (at + 1) & (s->room - 1))
		if (s->key[at] == key) {
			*ret_again = true;
			return true;
		}
	s->key[at] = key;
	s->n++;
	*ret_again = false;
	return true;
}

void
key_set_clear(key_set *s)
{
	free(s->key);
	memset(s, 0, sizeof(*s));
}
