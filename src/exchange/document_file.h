#ifndef CNIS_EXCHANGE_DOCUMENT_FILE_H
#define CNIS_EXCHANGE_DOCUMENT_FILE_H

/* Tests change the file here: between the two readings.  NULL: nothing happens. */
extern void (*document_file_between)(void);

#endif
