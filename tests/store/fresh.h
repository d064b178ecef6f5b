#ifndef CNIS_TEST_FRESH_H
#define CNIS_TEST_FRESH_H

#include "store/store.h"

/** A scratch folder with a register "r" in it that nobody wrote to yet, made by amal at 1000. */
void fresh_make(void);

/** The same, open. */
store *fresh_open(store_mode mode);

#endif
