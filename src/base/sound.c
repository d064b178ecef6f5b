/* How a name sounds.  Pure: letters in, letters out. */
#include "base/sound.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"

/*
 * Words whose writing does not tell an English reader how they sound, and how it would be written
 * if it did.  Irish and Welsh forms in use in England, and hard or soft letters no rule can know.
 * Compiled by hand.
 */
static const struct {
	const char *word, *said;
} SAID[] = {
	{ "aibhlin", "avlin" },     { "aife", "eefa" },
	{ "aine", "onya" },         { "anthony", "antoni" },
	{ "aobh", "eev" },          { "aodhan", "aidan" },
	{ "aoibhe", "eeva" },       { "aoibheann", "avin" },
	{ "aoibhinn", "avin" },     { "aoife", "eefa" },
	{ "bronagh", "brona" },     { "caitlin", "katlin" },
	{ "caoimhe", "kiva" },      { "cathal", "kahal" },
	{ "chevonne", "shivon" },   { "ciara", "kira" },
	{ "ciaran", "kiran" },      { "cian", "kian" },
	{ "cillian", "kilian" },    { "clodagh", "kloda" },
	{ "conchobhar", "konor" },  { "daithi", "dahi" },
	{ "dearbhla", "dervla" },   { "deirbhile", "dervla" },
	{ "deirdre", "dirdra" },    { "domhnall", "donal" },
	{ "eamon", "amon" },        { "eamonn", "amon" },
	{ "eilidh", "ali" },        { "eilis", "ailish" },
	{ "eimear", "emer" },       { "eoghan", "oven" },
	{ "eoin", "oven" },         { "eve", "iv" },
	{ "fionnuala", "finola" },  { "ffion", "fion" },
	{ "grainne", "gronia" },    { "ioan", "yoan" },
	{ "iestyn", "yestin" },     { "maebh", "mev" },
	{ "meabh", "mev" },         { "maeve", "mev" },
	{ "medb", "mev" },          { "mhairi", "vari" },
	{ "michael", "mikel" },     { "micheal", "mikel" },
	{ "michaela", "mikela" },   { "muireann", "mirin" },
	{ "naoise", "nisha" },      { "neve", "niv" },
	{ "niamh", "niv" },         { "oisin", "osheen" },
	{ "orlaith", "orla" },      { "padraig", "porik" },
	{ "pauric", "porik" },      { "roise", "rosha" },
	{ "roisin", "rosheen" },    { "ruaidhri", "rori" },
	{ "ruairi", "rori" },       { "sadhbh", "siv" },
	{ "saoirse", "sersha" },    { "sean", "shon" },
	{ "shaun", "shon" },        { "shawn", "shon" },
	{ "shane", "shan" },        { "shevaun", "shivon" },
	{ "shevon", "shivon" },     { "shivaun", "shivon" },
	{ "sinead", "shinad" },     { "siobhain", "shivon" },
	{ "siobhan", "shivon" },    { "siohban", "shivon" },
	{ "sion", "shon" },         { "sioned", "shoned" },
	{ "sive", "siv" },          { "tadhg", "tig" },
	{ "tiegan", "tigan" },      { "zachary", "zakari" },
	{ "zachariah", "zakaria" },
};

/* A word under way. */
typedef struct speech {
	const char *in;
	size_t at;
	char *out;
	size_t n;
	bool gap; /* a vowel was said since the last sign */
} speech;

static bool
vowel(char ch)
{
	return ch != '\0' && strchr("aeiouy", ch) != NULL;
}

static bool
one_of(char ch, const char *set)
{
	return ch != '\0' && strchr(set, ch) != NULL;
}

static void
say(speech *s, char sign)
{
	if (s->n + 1 >= SOUND_SIZE || (!s->gap && s->n > 0 && s->out[s->n - 1] == sign))
		return;
	s->out[s->n++] = sign;
	s->gap = false;
}

static bool
here(const speech *s, const char *letters)
{
	return strncmp(s->in + s->at, letters, strlen(letters)) == 0;
}

/* Groups of letters with a sound of their own, the longest first.  S, C: sh, tch. */
static const struct {
	const char *letters;
	const char *signs;
	bool start; /* only at the start of a word */
} GROUPS[] = {
	{ "sch", "S", false },  { "tch", "C", false },  { "dge", "j", false },
	{ "chr", "kr", false }, { "chl", "kl", false }, { "chol", "kl", false },
	{ "ngu", "n", true },   { "sh", "S", false },   { "sz", "S", false },
	{ "ch", "C", false },   { "cz", "C", false },   { "ck", "k", false },
	{ "kh", "k", false },   { "ph", "f", false },   { "th", "t", false },
	{ "dh", "d", false },   { "bh", "b", false },   { "rh", "r", false },
	{ "zh", "j", false },   { "dj", "j", false },   { "dt", "t", false },
	{ "tz", "s", false },   { "kn", "n", true },    { "gn", "n", true },
	{ "ng", "n", true },    { "pn", "n", true },    { "ps", "s", true },
	{ "wr", "r", true },    { "wh", "v", true },    { "yu", "y", true },
	{ "iu", "y", true },    { "ye", "a", true },
};

static bool
group(speech *s)
{
	size_t i;
	const char *sign;

	for (i = 0; i < sizeof(GROUPS) / sizeof(GROUPS[0]); i++) {
		if ((GROUPS[i].start && s->at > 0) || !here(s, GROUPS[i].letters))
			continue;
		for (sign = GROUPS[i].signs; *sign != '\0'; sign++)
			say(s, *sign);
		s->at += strlen(GROUPS[i].letters);
		s->gap = vowel(s->in[s->at - 1]);
		return true;
	}
	return false;
}

static void
say_g(speech *s, char before, char after)
{
	if (after == 'h' && (one_of(before, "aiou") && s->at > 1))
		s->gap = true; /* Vaughan, Leigh: not said */
	else if (after == 'e' || after == 'y')
		say(s, 'j');
	else
		say(s, 'g');
}

static void
consonant(speech *s, char ch, char before, char after)
{
	switch (ch) {
	case 'c':
		say(s, one_of(after, "eiy") ? 's' : 'k');
		break;
	case 'g':
		say_g(s, before, after);
		break;
	case 'h': /* said only before a vowel, and not as part of the letter before */
		if (vowel(after) && (before == '\0' || vowel(before)))
			say(s, 'h');
		break;
	case 'q':
		say(s, 'k');
		break;
	case 'v':
	case 'w':
		if (ch == 'v' || vowel(after))
			say(s, 'v');
		break;
	case 'x':
		if (s->at > 0)
			say(s, 'k');
		say(s, 's');
		break;
	case 'z':
		say(s, before == '\0' ? 'z' : 's');
		break;
	default:
		say(s, ch);
		break;
	}
}

static void
speak(speech *s)
{
	while (s->in[s->at] != '\0') {
		char ch = s->in[s->at];
		char before = '\0';
		char after = s->in[s->at + 1];

		if (s->at > 0)
			before = s->in[s->at - 1];
		if (group(s))
			continue;
		if (vowel(ch) && s->at == 0)
			say(s, ch == 'y' && vowel(after) ? 'y' : 'a');
		if (vowel(ch))
			s->gap = true;
		else
			consonant(s, ch, before, after);
		s->at++;
	}
}

void
sound_key(const char *word, char ret[SOUND_SIZE])
{
	speech s = { .in = word, .out = ret };
	const char *ch;
	size_t i;

	ret[0] = '\0';
	for (ch = word; *ch != '\0'; ch++) {
		if (*ch < 'a' || *ch > 'z') {
			(void)text_copy(ret, SOUND_SIZE, word);
			return;
		}
	}
	for (i = 0; i < sizeof(SAID) / sizeof(SAID[0]); i++) {
		if (strcmp(word, SAID[i].word) == 0)
			s.in = SAID[i].said;
	}
	speak(&s);
	ret[s.n] = '\0';
}
