#ifndef CNIS_STORE_NAME_KEY_H
#define CNIS_STORE_NAME_KEY_H

#include "store/store.h"

/*
 * name_key: the words of every name with their sound, and name_word: every word once.  Derived:
 * triggers on child, child_name and person_name keep them, whoever writes (a command, undo, a
 * replayed or imported change), by the SQL function name_key() of this file.
 */

/** What the keys of the register were made by (0: never made), and what this program makes. */
cnis_status store_name_keys(store *s, int *ret_register, int *ret_program, cnis_error *reterr);

/** Are the keys what the names give?  Reads every name. */
cnis_status store_name_keys_check(store *s, bool *ret_same, cnis_error *reterr);

/**
 * Make all keys anew, in a transaction of its own and without a journal entry.
 * @retval CNIS_EREADONLY  the store was opened for reading
 * @retval CNIS_EBUSY      another writer held the queue
 */
cnis_status store_name_keys_rebuild(store *s, cnis_error *reterr);

/**
 * Make them anew when another program made them or they are not what the names give.
 * @retval CNIS_EREADONLY CNIS_EBUSY  as store_name_keys_rebuild()
 */
cnis_status store_name_keys_keep(store *s, bool *ret_made, cnis_error *reterr);

#endif
