/* Where the invented families stand, how they are reached, and which travel with the seasons.  Each
 * is drawn from the family alone, so that nobody else's dice fall differently. */
#include "exchange/demonstration.h"

#include "base/text.h"

enum { TELEPHONES = 1000000, MOBILES = 1000 };

static dice
dice_of(uint64_t seed, int32_t first, uint64_t what)
{
	return (dice){ seed ^ ((uint64_t)first * UINT64_C(0x9FB21C651E98DF25)) ^
		       (what * UINT64_C(0xD6E8FEB86659FD93)) };
}

const char *
demo_place(uint64_t seed, int32_t first)
{
	static const struct {
		uint32_t per_mille;
		const char *kind;
	} shares[] = { { 24, "site" },    { 10, "mooring" },       { 24, "temporary" },
		       { 12, "care_of" }, { 8, "no_fixed_abode" }, { 400, "dwelling" } };
	dice d = dice_of(seed, first, 1);
	uint32_t roll = dice_below(&d, 1000);

	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		if (roll < shares[i].per_mille)
			return shares[i].kind;
		roll -= shares[i].per_mille;
	}
	return NULL;
}

bool
demo_season(uint64_t seed, int32_t first, int year, demo_travel *ret)
{
	const char *place = demo_place(seed, first);
	bool moves = text_same(place, "site") || text_same(place, "mooring");
	dice d = dice_of(seed, first, 2);
	bool winter;

	if (!dice_odds(&d, moves ? 600 : 10))
		return false;
	winter = dice_odds(&d, 400);
	d = dice_of(seed, first, 3 + (uint64_t)year);
	ret->leaves = cnis_day_make(year, winter ? 10 : 4, 10) + (cnis_day)dice_below(&d, 30);
	ret->expected = cnis_day_make(winter ? year + 1 : year, winter ? 3 : 9, 1) +
	                (cnis_day)dice_below(&d, 25);
	ret->back = ret->expected - 6 + (cnis_day)dice_below(&d, 14);
	ret->told = dice_odds(&d, 900);
	return true;
}

/* ---- numbers nobody has ------------------------------------------------------------------------
 */

static void
add_digits(text_buf *b, uint32_t n, uint32_t size)
{
	for (uint32_t place = size / 10; place > 0; place /= 10)
		text_add_int(b, n / place % 10);
}

/* The code 01632 is nobody's, so that each family has a number of its own; of the mobile numbers
 * Ofcom keeps for invention there are a thousand. */
static bool
telephone(int32_t first, bool mobile, char buf[16])
{
	text_buf b = text_buf_on(buf, 16);
	uint32_t n = (uint32_t)((uint64_t)first * 387533 % TELEPHONES);

	if (mobile && first >= MOBILES)
		return false;
	text_add(&b, mobile ? "07700 900" : "01632 ");
	add_digits(&b, mobile ? (uint32_t)first : n, mobile ? MOBILES : TELEPHONES);
	return true;
}

static void
email(const char *family_name, int32_t first, char buf[96])
{
	text_buf b = text_buf_on(buf, 96);

	text_add(&b, family_name);
	text_add(&b, ".");
	text_add_int(&b, first);
	text_add(&b, "@post.example");
}

size_t
demo_reached(uint64_t seed, int32_t first, bool second_parent, demo_reach *reach)
{
	dice d = dice_of(seed, first, second_parent ? 5000 : 5001);
	size_t n = 0;

	if (dice_odds(&d, 650) && telephone(first, second_parent, reach->telephone))
		reach->point[n++] =
		    (cnis_form_contact_point){ .kind = second_parent ? "mobile" : "telephone",
			                       .value = reach->telephone };
	if (!second_parent && dice_odds(&d, 350)) {
		email(reach->family_name, first, reach->email);
		reach->point[n++] =
		    (cnis_form_contact_point){ .kind = "email", .value = reach->email };
	}
	return n;
}

void
demo_stand(cnis_form_address *home, const char *place)
{
	home->place = place;
	if (text_same(place, "site") || text_same(place, "mooring") ||
	    text_same(place, "care_of")) {
		home->line2 = home->line1;
		home->line1 = text_same(place, "site")      ? "Pitch 4"
		              : text_same(place, "mooring") ? "Mooring 7"
		                                            : "c/o friends of the family";
	} else if (text_same(place, "no_fixed_abode")) {
		*home = (cnis_form_address){ .authority = home->authority,
			                     .kind = home->kind,
			                     .from = home->from,
			                     .place = place };
	}
}
