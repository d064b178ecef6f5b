#ifndef CNIS_CLI_EVIDENCE_H
#define CNIS_CLI_EVIDENCE_H

#include "cli/cli.h"

/* The documents a record rests on.  None of these fails: what was to be shown is shown. */

/** Under which letter the rows of this list are quoted; '\0': none. */
char evidence_kind(const out_spec *spec);

/** Name the documents that show the record, came with it, or are about the child. */
void evidence_say(cli *x, char kind, int64_t id);

/** The same of every record of that kind which documents about the child show. */
void evidence_below(cli *x, char kind, int64_t child_id);

#endif
