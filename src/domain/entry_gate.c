/* Entering a child who is known already: the consent gate first, then the entry. */
#include <stdio.h>

#include <cnis/reference.h>

#include "domain/entry.h"
#include "domain/withdrawal.h"

cnis_status
cnis_entry_open(cnis_register *r, const cnis_entry_new *n, int64_t *ret_id, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	char command[64];
	change_spec spec = { .kind = "entry.open",
		             .command = command,
		             .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		             .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st;

	(void)snprintf(command, sizeof(command), "entry open %s",
	               cnis_reference_format(CNIS_REF_CHILD, n->child_id, ref));
	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = withdrawal_gate_tx(r, n->child_id, change_today(r), n->on_roll, reterr);
	if (st == CNIS_OK)
		st = entry_open_tx(r, n, &id, reterr);
	if (st == CNIS_OK)
		st = withdrawal_entered_tx(r, n->child_id, id, change_today(r), reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}
