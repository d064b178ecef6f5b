/* A net of words: each text is laid out once as folded tokens, each token is one look-up. */
#include "base/net.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"
#include "base/mem.h"

static const char where[] = "net";

enum {
	HEAD = NET_LEAST, /* bytes a look-up compares first */
	GAP = 12,         /* bytes between two tokens of one find, at most */
	FOLDED = 32,      /* characters one character folds to, at most */
};

/* ---- a text as tokens ------------------------------------------------------------------------ */

/* A run of letters, or of digits. */
typedef struct token {
	size_t at, len;  /* in the folded bytes */
	size_t from, to; /* in the text */
	bool digits;
} token;

typedef struct layout {
	char *bytes;
	size_t n_bytes, room_bytes;
	token *token;
	size_t n, room;
	bool open; /* the last token may go on */
} layout;

static void
layout_clear(layout *l)
{
	free(l->bytes);
	free(l->token);
}

/* The short form is the one compared: it is also how a postcode may end. */
static const struct {
	const char *word, *form;
} FORMS[] = {
	{ "apartment", "apt" }, { "av", "ave" },        { "avenue", "ave" }, { "close", "cl" },
	{ "court", "ct" },      { "crescent", "cres" }, { "drive", "dr" },   { "flat", "flt" },
	{ "gardens", "gdns" },  { "gdn", "gdns" },      { "grove", "gr" },   { "gro", "gr" },
	{ "house", "hse" },     { "la", "ln" },         { "lane", "ln" },    { "mount", "mt" },
	{ "park", "pk" },       { "place", "pl" },      { "road", "rd" },    { "saint", "st" },
	{ "square", "sq" },     { "str", "st" },        { "street", "st" },  { "terrace", "terr" },
	{ "ter", "terr" },
};

/* The last token has ended. */
static void
end_token(layout *l)
{
	token *t;

	if (!l->open)
		return;
	l->open = false;
	t = &l->token[l->n - 1];
	for (size_t i = 0; !t->digits && i < sizeof(FORMS) / sizeof(FORMS[0]); i++) {
		size_t len = strlen(FORMS[i].form);

		if (strlen(FORMS[i].word) != t->len ||
		    memcmp(l->bytes + t->at, FORMS[i].word, t->len) != 0)
			continue;
		/* "av" is one byte longer in its form: there is room for it, see grow() */
		memcpy(l->bytes + t->at, FORMS[i].form, len);
		t->len = len;
		l->n_bytes = t->at + len;
		return;
	}
}

static bool
grow(layout *l)
{
	if (l->room_bytes - l->n_bytes < 8) {
		size_t room = l->room_bytes == 0 ? 256 : l->room_bytes * 2;
		char *more = mem_grow(l->bytes, room, 1);

		if (more == NULL)
			return false;
		l->bytes = more;
		l->room_bytes = room;
	}
	if (l->n == l->room) {
		size_t room = l->room == 0 ? 64 : l->room * 2;
		token *more = mem_grow(l->token, room, sizeof(*more));

		if (more == NULL)
			return false;
		l->token = more;
		l->room = room;
	}
	return true;
}

/* One folded letter or digit, which the bytes from..to of the text say. */
static bool
put(layout *l, const char *bytes, size_t len, bool digit, size_t from, size_t to)
{
	token *t;

	if (l->open && l->token[l->n - 1].digits != digit)
		end_token(l);
	if (!grow(l))
		return false;
	if (!l->open)
		l->token[l->n++] = (token){ .at = l->n_bytes, .from = from, .digits = digit };
	l->open = true;
	t = &l->token[l->n - 1];
	memcpy(l->bytes + l->n_bytes, bytes, len);
	l->n_bytes += len;
	t->len += len;
	t->to = to;
	return true;
}

static bool
is_digit(utf8proc_int32_t c)
{
	return utf8proc_category(c) == UTF8PROC_CATEGORY_ND;
}

static bool
is_letter(utf8proc_int32_t c)
{
	utf8proc_category_t is = utf8proc_category(c);

	return is >= UTF8PROC_CATEGORY_LU && is <= UTF8PROC_CATEGORY_LO;
}

/* What stands inside a word without parting it: marks, what cannot be seen, the apostrophe. */
static bool
is_nothing(utf8proc_int32_t c)
{
	utf8proc_category_t is = utf8proc_category(c);

	return (is >= UTF8PROC_CATEGORY_MN && is <= UTF8PROC_CATEGORY_ME) ||
	       is == UTF8PROC_CATEGORY_CF || c == 0x2019 || c == 0x2bc;
}

static bool
put_character(layout *l, utf8proc_int32_t c, size_t from, size_t to)
{
	utf8proc_int32_t folded[FOLDED];
	int boundary = 0;
	utf8proc_ssize_t n;

	if (is_nothing(c))
		return true;
	n = utf8proc_decompose_char(c, folded, FOLDED,
	                            (utf8proc_option_t)(UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
	                                                UTF8PROC_STRIPMARK | UTF8PROC_DECOMPOSE),
	                            &boundary);
	if (n > FOLDED)
		n = 0;
	if (n <= 0)
		end_token(l);
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		utf8proc_uint8_t bytes[4];
		utf8proc_ssize_t len;

		if (!is_digit(folded[i]) && !is_letter(folded[i])) {
			end_token(l);
			continue;
		}
		len = utf8proc_encode_char(folded[i], bytes);
		if (len > 0 &&
		    !put(l, (const char *)bytes, (size_t)len, is_digit(folded[i]), from, to))
			return false;
	}
	return true;
}

static bool
put_ascii(layout *l, char c, size_t at)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return put(l, &c, 1, c <= '9', at, at + 1);
	if (c != '\'')
		end_token(l);
	return true;
}

static bool
lay_out(const char *text, layout *l)
{
	size_t at = 0;

	while (text[at] != '\0') {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = 1;
		bool done;

		if ((unsigned char)text[at] < 0x80) {
			done = put_ascii(l, text[at], at);
		} else {
			n = utf8proc_iterate((const utf8proc_uint8_t *)text + at, -1, &c);
			if (n <= 0) { /* no character: it parts words */
				end_token(l);
				n = 1;
				done = true;
			} else {
				done = put_character(l, c, at, at + (size_t)n);
			}
		}
		if (!done)
			return false;
		at += (size_t)n;
	}
	end_token(l);
	return true;
}

/* ---- the net --------------------------------------------------------------------------------- */

typedef struct needle {
	char *bytes;
	size_t len;
	net_kind kind;
} needle;

struct net {
	needle *needle; /* by their first bytes once it is ready */
	size_t n, room;
	bool emails;
};

net *
net_new(void)
{
	return mem_new(1, sizeof(net));
}

void
net_free(net *n)
{
	if (n == NULL)
		return;
	for (size_t i = 0; i < n->n; i++)
		free(n->needle[i].bytes);
	free(n->needle);
	free(n);
}

bool
net_empty(const net *n)
{
	return n == NULL || n->n == 0;
}

static cnis_status
add_bytes(net *n, net_kind kind, const char *before, const char *bytes, size_t len,
          cnis_error *reterr)
{
	size_t m = strlen(before);
	needle *to;

	if (m + len < NET_LEAST)
		return CNIS_OK;
	if (n->n == n->room) {
		size_t room = n->room == 0 ? 32 : n->room * 2;
		needle *more = mem_grow(n->needle, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(reterr, where);
		n->needle = more;
		n->room = room;
	}
	to = &n->needle[n->n];
	to->bytes = mem_new(m + len + 1, 1);
	if (to->bytes == NULL)
		return cnis_nomem(reterr, where);
	memcpy(to->bytes, before, m);
	memcpy(to->bytes + m, bytes, len);
	to->len = m + len;
	to->kind = kind;
	n->emails = n->emails || kind == NET_EMAIL;
	n->n++;
	return CNIS_OK;
}

/* As people write it: with the country or without, and a London number without its 02. */
static cnis_status
add_number(net *n, const char *digits, size_t len, cnis_error *reterr)
{
	static const char *const before[] = { "", "0", "44", "0044", "440", "00440" };
	cnis_status st = CNIS_OK;

	if (len < 6)
		return CNIS_OK;
	if (strncmp(digits, "44", 2) != 0) {
		st = add_bytes(n, NET_NUMBER, "", digits, len, reterr);
		return st == CNIS_OK ? add_bytes(n, NET_NUMBER, "00", digits, len, reterr) : st;
	}
	for (size_t i = 0; st == CNIS_OK && i < sizeof(before) / sizeof(before[0]); i++)
		st = add_bytes(n, NET_NUMBER, before[i], digits + 2, len - 2, reterr);
	if (st == CNIS_OK && len == 12 && digits[2] == '2')
		st = add_bytes(n, NET_NUMBER, "", digits + 4, len - 4, reterr);
	return st;
}

cnis_status
net_add(net *n, net_kind kind, const char *text, cnis_error *reterr)
{
	layout l = { 0 };
	cnis_status st;

	if (text == NULL)
		return CNIS_OK;
	if (!lay_out(text, &l))
		st = cnis_nomem(reterr, where);
	else if (kind == NET_NUMBER)
		st = add_number(n, l.bytes == NULL ? "" : l.bytes, l.n_bytes, reterr);
	else
		st = add_bytes(n, kind, "", l.bytes == NULL ? "" : l.bytes, l.n_bytes, reterr);
	layout_clear(&l);
	return st;
}

static int
by_head(const void *a, const void *b)
{
	return memcmp(((const needle *)a)->bytes, ((const needle *)b)->bytes, HEAD);
}

void
net_ready(net *n)
{
	if (n->n > 1)
		qsort(n->needle, n->n, sizeof(*n->needle), by_head);
}

/* ---- taking out ------------------------------------------------------------------------------ */

static bool
is_word(const layout *l, size_t i, const char *word)
{
	return l->token[i].len == strlen(word) &&
	       memcmp(l->bytes + l->token[i].at, word, l->token[i].len) == 0;
}

/* "at" and "dot", where an e-mail address is compared. */
static bool
is_spoken(const layout *l, size_t i)
{
	return is_word(l, i, "at") || is_word(l, i, "dot");
}

/* How many tokens from @p i on say the needle; 0: they do not. */
static size_t
said(const layout *l, size_t i, const needle *x)
{
	size_t at = 0;
	size_t k = i;

	for (; at < x->len && k < l->n; k++) {
		const token *t = &l->token[k];

		if (k > i && t->from > l->token[k - 1].to + GAP)
			return 0;
		if (x->kind == NET_EMAIL && k > i && is_spoken(l, k) &&
		    memcmp(x->bytes + at, l->bytes + t->at,
		           t->len < x->len - at ? t->len : x->len - at) != 0)
			continue;
		if (t->len > x->len - at || memcmp(x->bytes + at, l->bytes + t->at, t->len) != 0)
			return 0;
		at += t->len;
	}
	return at == x->len ? k - i : 0;
}

/* The first bytes from token @p i on. */
static bool
head_of(const layout *l, size_t i, bool spoken, char head[HEAD])
{
	size_t n = 0;

	for (size_t k = i; k < l->n && n < HEAD; k++) {
		const token *t = &l->token[k];
		size_t len = t->len < HEAD - n ? t->len : HEAD - n;

		if (spoken && k > i && is_spoken(l, k))
			continue;
		memcpy(head + n, l->bytes + t->at, len);
		n += len;
	}
	return n == HEAD;
}

typedef struct find {
	size_t tokens; /* the most that is said there; 0: nothing */
	bool enough;   /* some of it is, by itself */
} find;

static void
look_up(const net *n, const layout *l, size_t i, bool spoken, find *best)
{
	char head[HEAD];
	size_t low = 0;
	size_t high = n->n;

	if (!head_of(l, i, spoken, head))
		return;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (memcmp(n->needle[mid].bytes, head, HEAD) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < n->n && memcmp(n->needle[low].bytes, head, HEAD) == 0; low++) {
		const needle *x = &n->needle[low];
		size_t tokens = said(l, i, x);

		if (tokens == 0)
			continue;
		best->enough = best->enough || x->kind != NET_BESIDE;
		if (tokens > best->tokens)
			best->tokens = tokens;
	}
}

static find
at_token(const net *n, const layout *l, size_t i)
{
	find best = { 0 };

	look_up(n, l, i, false, &best);
	if (n->emails)
		look_up(n, l, i, true, &best);
	return best;
}

/* From token @p i on, what is found one straight after another, or one begun within another: how
 * many tokens, and is any of it enough by itself? */
static size_t
chain(const net *n, const layout *l, size_t i, bool *ret_enough)
{
	size_t end = i;

	*ret_enough = false;
	for (size_t k = i; k < l->n && k <= end; k++) {
		find f;

		if (k == end && k > i && l->token[k].from > l->token[k - 1].to + GAP)
			break;
		f = at_token(n, l, k);
		if (k + f.tokens > end && (k == end || f.enough))
			end = k + f.tokens;
		*ret_enough = *ret_enough || f.enough;
	}
	return end - i;
}

typedef struct taken {
	char *text;
	size_t n, room;
} taken;

static bool
append(taken *to, const char *bytes, size_t len)
{
	if (to->text == NULL || to->room - to->n < len + 1) {
		size_t room = to->room * 2 + len + 64;
		char *more = mem_grow(to->text, room, 1);

		if (more == NULL)
			return false;
		to->text = more;
		to->room = room;
	}
	memcpy(to->text + to->n, bytes, len);
	to->n += len;
	to->text[to->n] = '\0';
	return true;
}

static bool
take(const net *n, const layout *l, const char *text, const char *word, taken *to)
{
	size_t done = 0;
	size_t i = 0;

	while (i < l->n) {
		bool enough = false;
		size_t tokens = chain(n, l, i, &enough);
		size_t from = l->token[i].from;

		if (!enough) {
			i++;
			continue;
		}
		if (from < done) /* the rest of a character of which a part was taken */
			from = done;
		else if (from > done && text[from - 1] == '+')
			from--;
		if (!append(to, text + done, from - done) || !append(to, word, strlen(word)))
			return false;
		i += tokens;
		done = l->token[i - 1].to;
	}
	return to->text == NULL || append(to, text + done, strlen(text + done));
}

cnis_status
net_take(const net *n, const char *text, const char *word, char **ret, cnis_error *reterr)
{
	layout l = { 0 };
	taken to = { 0 };
	bool done;

	*ret = NULL;
	if (net_empty(n) || text == NULL)
		return CNIS_OK;
	done = lay_out(text, &l) && take(n, &l, text, word, &to);
	layout_clear(&l);
	if (!done) {
		free(to.text);
		return cnis_nomem(reterr, where);
	}
	*ret = to.text;
	return CNIS_OK;
}

bool
net_holds(const net *n, const char *text)
{
	char *without = NULL;
	cnis_status st = net_take(n, text, "", &without, NULL);
	bool is = st != CNIS_OK || without != NULL;

	free(without);
	return is;
}
