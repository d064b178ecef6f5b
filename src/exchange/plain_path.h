#ifndef CNIS_EXCHANGE_PLAIN_PATH_H
#define CNIS_EXCHANGE_PLAIN_PATH_H

/*
 * A file somebody named, and nothing else: in a folder others may write to, a link they put on the
 * way would have the reader take another file of their own into the register.
 *
 * The file itself is no link.  A folder on the way may be one where it belongs to the reader or to
 * root; each part is opened from the one before, so nothing is changed in between.
 * Descriptor, or -1 with errno; ELOOP: a link that is not followed.
 */
int plain_path_open(const char *path, int flags);

#endif
