#ifndef CNIS_BASE_SOUND_H
#define CNIS_BASE_SOUND_H

/*
 * How a name sounds to an English ear, as a short key: names that are written differently and said
 * alike get the same one.  Own code: what Debian has for C is nothing, and the well-known keys
 * (Soundex, Metaphone) are made for English alone: they part Yousef from Yusuf, Aleksandr from
 * Alexander and Siobhan from Shivaun.
 *
 * What it does: one sign for every way of writing a consonant (c k q kh x, s z sz, f ph, j dj dge);
 * vowels are dropped but for one at the start; a doubled letter counts once; h is kept where it is
 * said; and a table of words, mostly Irish and Welsh, that follow other rules.  A key is for
 * finding and for "alike by sound", never for "the same".
 */
enum { SOUND_SIZE = 12 };

/** The key of one word folded by text_fold(); "" for "".  A word that is not plain Latin letters
 * is its own key, cut to size.  Never longer than SOUND_SIZE - 1 bytes, whole characters. */
void sound_key(const char *word, char ret[SOUND_SIZE]);

#endif
