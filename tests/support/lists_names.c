/*
 * Names for lists.c.
 *
 * Given names: ONS, Baby names in England and Wales 2013 (OGL v3), the first hundred in about their
 * order, then others in use; in 2012 the first ten were 13 % of boys and girls, with 28,000 and
 * 36,000 names in all, so the head here is flat.  Family names: the leading names of England and
 * Wales 1984-97 (Smith 1.37 %, Jones 1.14 %, Williams 0.73 %:
 * homepages.newnet.co.uk/dance/webpjd/offstats); behind them names put together from the usual
 * parts, because the first three hundred are no more than a quarter of the people.  Names of other
 * origins and their spellings: general knowledge; the three main spellings of Muhammad together
 * were the most given boys' name of 2013 (ONS).
 */
#include <stdio.h>
#include <string.h>

#include "support/lists.h"

#define COUNT(a) ((uint32_t)(sizeof(a) / sizeof((a)[0])))

static const char *const BOYS[] = {
	"Oliver",      "Jack",      "Harry",    "Jacob",   "Charlie",  "Thomas",   "Oscar",
	"William",     "James",     "George",   "Alfie",   "Joshua",   "Noah",     "Ethan",
	"Archie",      "Leo",       "Henry",    "Joseph",  "Samuel",   "Riley",    "Daniel",
	"Alexander",   "Max",       "Lucas",    "Mason",   "Logan",    "Isaac",    "Benjamin",
	"Dylan",       "Jake",      "Edward",   "Finley",  "Freddie",  "Harrison", "Tyler",
	"Sebastian",   "Zachary",   "Adam",     "Theo",    "Jayden",   "Arthur",   "Toby",
	"Luke",        "Lewis",     "Matthew",  "Harvey",  "Harley",   "David",    "Ryan",
	"Tommy",       "Michael",   "Reuben",   "Nathan",  "Blake",    "Jenson",   "Bobby",
	"Luca",        "Charles",   "Frankie",  "Dexter",  "Kai",      "Alex",     "Connor",
	"Liam",        "Jamie",     "Elijah",   "Stanley", "Louie",    "Jude",     "Callum",
	"Hugo",        "Leon",      "Elliot",   "Louis",   "Theodore", "Gabriel",  "Ollie",
	"Aaron",       "Frederick", "Evan",     "Elliott", "Owen",     "Teddy",    "Finlay",
	"Caleb",       "Ibrahim",   "Ronnie",   "Felix",   "Aiden",    "Cameron",  "Austin",
	"Kian",        "Rory",      "Seth",     "Robert",  "Albert",   "Sonny",    "Tobias",
	"Christopher", "Jasper",    "Nicholas", "Patrick", "Anthony",  "Rowan",    "Rhys",
	"Corey",       "Bradley",   "Kieran",   "Sean",    "Jonathan", "Andrew",   "Peter",
	"Stephen",     "Philip",    "Simon",    "Francis", "Barnaby",  "Rufus",    "Dominic",
	"Lawrence",    "Gregory",   "Edmund",   "Ralph",   "Laurie",   "Otto",     "Ned",
	"Wilfred",     "Ezra",      "Silas",
};
static const char *const GIRLS[] = {
	"Amelia",    "Olivia",  "Emily",    "Ava",       "Isla",     "Jessica",  "Poppy",
	"Isabella",  "Sophie",  "Mia",      "Ruby",      "Lily",     "Grace",    "Evie",
	"Sophia",    "Ella",    "Scarlett", "Chloe",     "Isabelle", "Freya",    "Charlotte",
	"Sienna",    "Daisy",   "Phoebe",   "Millie",    "Eva",      "Alice",    "Lucy",
	"Florence",  "Sofia",   "Layla",    "Lola",      "Holly",    "Imogen",   "Molly",
	"Matilda",   "Lilly",   "Rosie",    "Elizabeth", "Erin",     "Maisie",   "Lexi",
	"Ellie",     "Hannah",  "Evelyn",   "Abigail",   "Elsie",    "Summer",   "Megan",
	"Jasmine",   "Maya",    "Amelie",   "Lacey",     "Willow",   "Emma",     "Bella",
	"Eleanor",   "Esme",    "Eliza",    "Georgia",   "Harriet",  "Gracie",   "Annabelle",
	"Emilia",    "Amber",   "Ivy",      "Brooke",    "Rose",     "Anna",     "Zara",
	"Leah",      "Mollie",  "Martha",   "Faith",     "Hollie",   "Amy",      "Bethany",
	"Violet",    "Katie",   "Maryam",   "Francesca", "Julia",    "Maria",    "Darcey",
	"Isabel",    "Tilly",   "Maddison", "Victoria",  "Isobel",   "Niamh",    "Skye",
	"Madison",   "Darcy",   "Aisha",    "Beatrice",  "Sarah",    "Zoe",      "Paige",
	"Heidi",     "Lydia",   "Sara",     "Katherine", "Rebecca",  "Margaret", "Josephine",
	"Alexandra", "Rachel",  "Laura",    "Penelope",  "Thea",     "Nancy",    "Clara",
	"Orla",      "Edith",   "Mabel",    "Samantha",  "Philippa", "Miriam",   "Constance",
	"Caroline",  "Tabitha", "Ottilie",  "Bronwyn",   "Siân",     "Zoë",      "Chloé",
	"Renée",     "Anaïs",
};
static const char *const SURNAMES[] = {
	"Smith",   "Jones",    "Williams", "Taylor",     "Brown",     "Davies",   "Evans",
	"Thomas",  "Wilson",   "Roberts",  "Johnson",    "Robinson",  "Wright",   "Thompson",
	"Walker",  "White",    "Edwards",  "Green",      "Hall",      "Wood",     "Harris",
	"Hughes",  "Lewis",    "Clarke",   "Jackson",    "Turner",    "Hill",     "Moore",
	"Clark",   "Cooper",   "Ward",     "Morris",     "Harrison",  "Morgan",   "Baker",
	"King",    "James",    "Allen",    "Martin",     "Phillips",  "Scott",    "Watson",
	"Davis",   "Parker",   "Bennett",  "Price",      "Griffiths", "Shaw",     "Cook",
	"Young",   "Carter",   "Mitchell", "Richardson", "Kelly",     "Adams",    "Bailey",
	"Collins", "Simpson",  "Marshall", "Miller",     "Webb",      "Rogers",   "Cox",
	"Chapman", "Richards", "Ellis",    "Mason",      "Murphy",    "Knight",   "Campbell",
	"Stevens", "Matthews", "Barker",   "Palmer",     "Mills",     "Holmes",   "Lloyd",
	"Butler",  "Barnes",   "Graham",   "Hunt",       "Stewart",   "Reynolds", "Fisher",
	"Russell", "Powell",   "Jenkins",  "Murray",     "Dixon",     "Pearson",  "Fox",
	"Andrews", "Fletcher", "Harvey",   "Howard",     "Ford",      "Gibson",   "Gray",
	"Walsh",
};
/* Half a name each: Ash-ton, Thorn-ley. */
static const char *const FRONT[] = {
	"Ash",  "Thorn", "Brad",   "Hart",  "Whit",  "Old",  "Hamp", "Wal",    "Green", "Black",
	"Stan", "Nor",   "West",   "East",  "Sut",   "Mid",  "Lang", "Long",   "High",  "Ald",
	"Bar",  "Bent",  "Birch",  "Brom",  "Burn",  "Cald", "Clay", "Clif",   "Cole",  "Cran",
	"Crow", "Dal",   "Den",    "Dun",   "Elm",   "Farn", "Fern", "Gold",   "Had",   "Hazel",
	"Hol",  "Horn",  "Hather", "Kings", "Lin",   "Mar",  "Mel",  "Nether", "Oak",   "Pen",
	"Ring", "Row",   "Shel",   "Shir",  "Stock", "Swin", "Up",   "Wake",   "Wen",   "Win",
};
static const char *const BACK[] = { "ton",   "ley",   "field",  "worth", "ford",   "wood", "ham",
	                            "bury",  "by",    "well",   "don",   "bourne", "more", "man",
	                            "wick",  "combe", "gate",   "house", "land",   "shaw", "bridge",
	                            "croft", "stead", "thorpe", "dale" };

static const char *const ASIAN_BOYS[] = {
	"Muhammad", "Ali",      "Hamza",  "Yusuf",   "Zain",  "Bilal",  "Usman",    "Hassan",
	"Imran",    "Arjun",    "Rohan",  "Krishna", "Aarav", "Vihaan", "Harpreet", "Gurpreet",
	"Jaspreet", "Manpreet", "Sanjay", "Vikram",  "Ayaan", "Rayyan", "Abdullah", "Umar",
	"Hussain",  "Haroon",   "Tariq",  "Kabir",   "Dhruv", "Nikhil",
};
static const char *const ASIAN_GIRLS[] = {
	"Aisha",  "Fatima",  "Zainab", "Maryam",  "Khadija", "Amina",  "Sana",    "Hafsa",
	"Iqra",   "Aaliyah", "Priya",  "Anaya",   "Diya",    "Simran", "Jasleen", "Kiran",
	"Meera",  "Lakshmi", "Nisha",  "Pooja",   "Sumaya",  "Mariam", "Noor",    "Zahra",
	"Safiya", "Ayesha",  "Saira",  "Deepika", "Ishani",  "Kavya",
};
static const char *const ASIAN_FAMILY[] = {
	"Khan",   "Patel",   "Singh",   "Ahmed",  "Hussain", "Ali",      "Begum",  "Kaur",
	"Shah",   "Akhtar",  "Iqbal",   "Malik",  "Sharma",  "Miah",     "Rahman", "Chowdhury",
	"Uddin",  "Islam",   "Mahmood", "Mirza",  "Qureshi", "Siddiqui", "Bhatti", "Gill",
	"Sandhu", "Dhillon", "Mehta",   "Desai",  "Joshi",   "Chaudhry", "Butt",   "Raja",
	"Aslam",  "Rashid",  "Karim",   "Hoque",  "Sultana", "Yasin",    "Nawaz",  "Sheikh",
	"Verma",  "Gupta",   "Reddy",   "Nair",   "Pillai",  "Bhatt",    "Sidhu",  "Grewal",
	"Thakur", "Rao",     "Das",     "Sarkar",
};
static const char *const ARABIC_BOYS[] = {
	"Mohammed", "Ahmad",       "Omar",    "Khalid",  "Youssef",  "Ibrahim", "Mustafa",
	"Karim",    "Abdulrahman", "Hussein", "Osman",   "Idris",    "Bilal",   "Jamal",
	"Nasser",   "Samir",       "Tarek",   "Zakaria", "Sulayman",
};
static const char *const ARABIC_GIRLS[] = {
	"Layla",    "Fatimah", "Mariam", "Nour",   "Huda",   "Salma", "Yasmin",
	"Khadijah", "Aminah",  "Hanan",  "Zaynab", "Samira", "Rania", "Sumayyah",
	"Asma",     "Hiba",    "Nadia",  "Farah",  "Dunya",  "Safia",
};
static const char *const ARABIC_FAMILY[] = {
	"Al-Hassan", "Abdullah",  "El-Sayed", "Mansour", "Haddad",  "Khalil", "Saleh",   "Nasser",
	"Hamdan",    "Al-Khatib", "Ibrahim",  "Mahmoud", "Youssef", "Aziz",   "Qasim",   "Osman",
	"Farouk",    "Bakr",      "Hariri",   "Al-Amin", "Jaber",   "Sharif", "Darwish", "Zaki",
	"Rashid",    "Taha",      "Hakim",    "Najjar",  "Omar",
};
static const char *const SLAV_BOYS[] = {
	"Jakub",  "Kacper",  "Mateusz", "Aleksander", "Filip",  "Oleksandr", "Dmytro",
	"Andrei", "Nikolai", "Yuri",    "Michał",     "Łukasz", "Tomasz",    "Vasile",
	"Ștefan", "Ivan",    "Mikhail", "Serhiy",     "Kamil",  "Jan",
};
static const char *const SLAV_GIRLS[] = {
	"Zofia",   "Julia",     "Oliwia",  "Aleksandra", "Natalia",   "Kateryna",
	"Yuliya",  "Anastasia", "Daria",   "Małgorzata", "Agnieszka", "Ioana",
	"Andreea", "Olena",     "Tatiana", "Viktoriya",  "Maja",      "Hanna",
};
static const char *const SLAV_FAMILY[] = {
	"Kowalski",  "Nowak",   "Wiśniewski", "Wójcik",  "Kowalczyk",  "Zieliński", "Szymański",
	"Woźniak",   "Popescu", "Ionescu",    "Dumitru", "Shevchenko", "Kovalenko", "Bondarenko",
	"Tkachenko", "Ivanov",  "Petrov",     "Horváth", "Nagy",       "Novák",     "Müller",
	"Kaya",      "Yılmaz",  "Demir",      "Öztürk",  "Mazur",      "Krawczyk",  "Dąbrowski",
	"Jankowski", "Lis",     "Stan",       "Rusu",    "Munteanu",   "Melnyk",    "Kravchuk",
};
static const char *const AFRICAN_BOYS[] = {
	"Kwame",     "Kofi",        "Emmanuel", "Chidi",   "Emeka",    "Tunde", "Oluwaseun",
	"Babatunde", "Abdi",        "Mohamed",  "Tendai",  "Tafadzwa", "David", "Samuel",
	"Ayomide",   "Chukwuemeka", "Sekou",    "Mamadou", "Yonas",
};
static const char *const AFRICAN_GIRLS[] = {
	"Ama",       "Akua",   "Abena",     "Ngozi",   "Chioma",  "Folake", "Temitope",
	"Oluwatobi", "Hodan",  "Ayaan",     "Ifrah",   "Rutendo", "Grace",  "Blessing",
	"Precious",  "Adaeze", "Fatoumata", "Aminata", "Selam",
};
static const char *const AFRICAN_FAMILY[] = {
	"Mensah",  "Osei",  "Boateng", "Owusu",   "Asante",   "Okafor",  "Adeyemi", "Adebayo",
	"Okonkwo", "Eze",   "Nwosu",   "Balogun", "Ogunleye", "Mohamud", "Abdi",    "Warsame",
	"Hassan",  "Farah", "Moyo",    "Ndlovu",  "Dube",     "Sibanda", "Diallo",  "Traoré",
	"Tesfaye", "Gebre", "Haile",   "Kamara",  "Sesay",    "Bangura",
};
static const char *const CHINESE_GIVEN[] = {
	"Wei",      "Jia",  "Xin Yi", "Hao",     "Ming",     "Yu",        "Zhi Wei",
	"Mei Ling", "Jun",  "Xiao",   "Hoi Yan", "Chun Hei", "Tsz Ching", "Minh",
	"Thi Lan",  "Linh", "Yuki",   "Haruto",  "Sakura",   "Ji-woo",    "Min-jun",
};
static const char *const CHINESE_FAMILY[] = {
	"Wang",   "Li",     "Zhang", "Liu",    "Chen", "Chan",  "Wong", "Cheung", "Lau",
	"Lam",    "Ng",     "Leung", "Nguyen", "Tran", "Pham",  "Le",   "Kim",    "Park",
	"Tanaka", "Suzuki", "Ho",    "Tang",   "Yip",  "Tsang", "Zhao", "Huang",
};

/* Short forms parents and schools use. */
static const char *const SHORT[][3] = {
	{ "Oliver", "Ollie", "Olly" },        { "Thomas", "Tom", "Tommy" },
	{ "William", "Will", "Billy" },       { "James", "Jim", "Jamie" },
	{ "Joshua", "Josh", NULL },           { "Joseph", "Joe", "Joey" },
	{ "Samuel", "Sam", "Sammy" },         { "Daniel", "Dan", "Danny" },
	{ "Alexander", "Alex", "Sandy" },     { "Benjamin", "Ben", "Benji" },
	{ "Edward", "Ted", "Eddie" },         { "Harrison", "Harry", NULL },
	{ "Zachary", "Zac", "Zach" },         { "Matthew", "Matt", NULL },
	{ "Michael", "Mike", "Mikey" },       { "Charles", "Charlie", NULL },
	{ "Frederick", "Freddie", "Fred" },   { "Theodore", "Theo", "Teddy" },
	{ "Nicholas", "Nick", "Nicky" },      { "Robert", "Rob", "Bobby" },
	{ "Christopher", "Chris", "Kit" },    { "Jonathan", "Jon", "Jonny" },
	{ "Andrew", "Andy", "Drew" },         { "Anthony", "Tony", NULL },
	{ "Patrick", "Paddy", "Pat" },        { "Stephen", "Steve", NULL },
	{ "Gregory", "Greg", NULL },          { "Lawrence", "Larry", "Laurie" },
	{ "Francis", "Frank", "Frankie" },    { "Tobias", "Toby", NULL },
	{ "Sebastian", "Seb", NULL },         { "Henry", "Harry", "Hal" },
	{ "Albert", "Bertie", "Al" },         { "Elizabeth", "Lizzie", "Beth" },
	{ "Isabella", "Bella", "Izzy" },      { "Isabelle", "Izzy", "Belle" },
	{ "Charlotte", "Lottie", "Charlie" }, { "Eleanor", "Ellie", "Nell" },
	{ "Matilda", "Tilly", "Mattie" },     { "Abigail", "Abi", "Abbie" },
	{ "Katherine", "Kate", "Kitty" },     { "Rebecca", "Becky", "Becca" },
	{ "Margaret", "Maggie", "Peggy" },    { "Josephine", "Josie", "Jo" },
	{ "Alexandra", "Alex", "Lexi" },      { "Victoria", "Vicky", "Tori" },
	{ "Samantha", "Sam", NULL },          { "Philippa", "Pippa", "Pip" },
	{ "Jessica", "Jess", "Jessie" },      { "Amelia", "Millie", "Amy" },
	{ "Florence", "Flo", "Florrie" },     { "Beatrice", "Bea", "Trixie" },
	{ "Penelope", "Penny", NULL },        { "Imogen", "Immy", NULL },
	{ "Harriet", "Hattie", NULL },        { "Madison", "Maddie", NULL },
	{ "Francesca", "Fran", "Frankie" },   { "Caroline", "Carrie", NULL },
	{ "Constance", "Connie", NULL },      { "Tabitha", "Tabby", NULL },
	{ "Emmanuel", "Manny", NULL },        { "Aleksander", "Olek", NULL },
	{ "Aleksandra", "Ola", NULL },        { "Małgorzata", "Gosia", NULL },
	{ "Oluwaseun", "Seun", NULL },        { "Temitope", "Temi", "Tope" },
	{ "Oluwatobi", "Tobi", NULL },        { "Chukwuemeka", "Emeka", NULL },
	{ "Abdulrahman", "Abdul", NULL },
};

/* The same name as other clerks wrote it. */
static const char *const SPELT[][4] = {
	{ "Muhammad", "Mohammed", "Mohammad", "Muhammed" },
	{ "Yusuf", "Yousuf", "Youssef", "Yusef" },
	{ "Hussain", "Hussein", "Husain", "Hossain" },
	{ "Ahmed", "Ahmad", "Ahmet", NULL },
	{ "Usman", "Osman", "Uthman", "Othman" },
	{ "Umar", "Omar", NULL, NULL },
	{ "Aisha", "Ayesha", "Aysha", "Aishah" },
	{ "Fatima", "Fatimah", "Fathima", NULL },
	{ "Zainab", "Zaynab", "Zeinab", NULL },
	{ "Maryam", "Mariam", "Miriam", NULL },
	{ "Khadija", "Khadijah", "Hadija", NULL },
	{ "Amina", "Aminah", "Ameena", NULL },
	{ "Rahman", "Rehman", "Rahaman", NULL },
	{ "Chowdhury", "Choudhury", "Chaudhry", "Chaudhary" },
	{ "Uddin", "Udin", "Ud-Din", NULL },
	{ "Mahmood", "Mahmoud", "Mehmood", "Mahmud" },
	{ "Sheikh", "Shaikh", "Shaykh", NULL },
	{ "Miah", "Mia", "Miya", NULL },
	{ "Qureshi", "Quraishi", "Kureshi", NULL },
	{ "Siddiqui", "Siddiqi", "Siddique", NULL },
	{ "Zahra", "Zara", "Zehra", NULL },
	{ "Noor", "Nour", "Nur", NULL },
	{ "Safiya", "Safia", "Safiyya", NULL },
	{ "Sumaya", "Sumayyah", "Sumaiya", NULL },
	{ "Abdullah", "Abdallah", "Abdulla", NULL },
	{ "Haroon", "Harun", "Haroun", NULL },
	{ "Tariq", "Tarek", "Tareq", NULL },
	{ "Layla", "Leila", "Laila", NULL },
	{ "Yasmin", "Yasmeen", "Jasmine", NULL },
	{ "Sulayman", "Suleiman", "Suleman", NULL },
	{ "Al-Hassan", "Alhassan", "El Hassan", NULL },
	{ "El-Sayed", "Al-Sayed", "Elsayed", NULL },
	{ "Al-Khatib", "Alkhatib", "El Khatib", NULL },
	{ "Farouk", "Faruk", "Farooq", NULL },
	{ "Qasim", "Kassim", "Qassem", NULL },
	{ "Sharif", "Shareef", "Sherif", NULL },
	{ "Oleksandr", "Aleksandr", "Alexander", NULL },
	{ "Dmytro", "Dmitro", "Dmitri", "Dmitry" },
	{ "Andrei", "Andrey", "Andriy", NULL },
	{ "Nikolai", "Nikolay", "Mykola", NULL },
	{ "Serhiy", "Sergei", "Sergiy", NULL },
	{ "Mikhail", "Mykhailo", "Michail", NULL },
	{ "Kateryna", "Katerina", "Ekaterina", NULL },
	{ "Yuliya", "Julia", "Iuliia", NULL },
	{ "Viktoriya", "Viktoria", "Victoria", NULL },
	{ "Shevchenko", "Ševčenko", "Schewtschenko", NULL },
	{ "Kovalenko", "Kowalenko", NULL, NULL },
	{ "Aleksandra", "Alexandra", NULL, NULL },
	{ "Mohamed", "Mohammed", "Maxamed", NULL },
	{ "Abdi", "Cabdi", NULL, NULL },
	{ "Mohamud", "Mahamud", "Maxamuud", NULL },
	{ "Wong", "Huang", "Wang", NULL },
	{ "Cheung", "Zhang", NULL, NULL },
	{ "Lam", "Lin", NULL, NULL },
	{ "Sophie", "Sofie", NULL, NULL },
	{ "Isabelle", "Isabel", "Isobel", NULL },
	{ "Chloe", "Khloe", "Cloe", NULL },
	{ "Niamh", "Neve", NULL, NULL },
	{ "Callum", "Calum", NULL, NULL },
	{ "Sean", "Shaun", "Shawn", NULL },
	{ "Elliot", "Elliott", "Eliot", NULL },
	{ "Lilly", "Lily", "Lillie", NULL },
	{ "Stephen", "Steven", NULL, NULL },
	{ "Philip", "Phillip", NULL, NULL },
	{ "Clarke", "Clark", NULL, NULL },
	{ "Davies", "Davis", NULL, NULL },
	{ "Phillips", "Philips", NULL, NULL },
	{ "Stewart", "Stuart", NULL, NULL },
	{ "Thompson", "Thomson", NULL, NULL },
	{ "Reynolds", "Renolds", NULL, NULL },
	{ "Gray", "Grey", NULL, NULL },
	{ "Bailey", "Bayley", "Baillie", NULL },
	{ "Müller", "Mueller", "Muller", NULL },
	{ "Öztürk", "Oezturk", "Ozturk", NULL },
};

typedef struct stock {
	const char *const *boys;
	const char *const *girls;
	const char *const *family;
	uint32_t n_boys, n_girls, n_family;
} stock;

#define STOCK(b, g, f)                                                                             \
	{                                                                                          \
		b, g, f, COUNT(b), COUNT(g), COUNT(f)                                              \
	}
static const stock STOCKS[LISTS_ORIGINS] = {
	STOCK(BOYS, GIRLS, SURNAMES),
	STOCK(ASIAN_BOYS, ASIAN_GIRLS, ASIAN_FAMILY),
	STOCK(ARABIC_BOYS, ARABIC_GIRLS, ARABIC_FAMILY),
	STOCK(SLAV_BOYS, SLAV_GIRLS, SLAV_FAMILY),
	STOCK(AFRICAN_BOYS, AFRICAN_GIRLS, AFRICAN_FAMILY),
	STOCK(CHINESE_GIVEN, CHINESE_GIVEN, CHINESE_FAMILY),
};

/* The earlier, the more often: the smaller of two throws. */
static const char *
pick(lists_dice *d, const char *const *names, uint32_t n)
{
	uint32_t a = lists_roll(d, n);
	uint32_t b = lists_roll(d, n);

	return names[a < b ? a : b];
}

int
lists_origin(lists_dice *d)
{
	static const int shares[LISTS_ORIGINS] = { 740, 110, 40, 50, 45, 15 };
	int at = (int)lists_roll(d, 1000);
	int i = 0;

	while (at >= shares[i])
		at -= shares[i++];
	return i;
}

void
lists_given_name(lists_dice *d, int origin, char sex, char buf[LISTS_NAME])
{
	const stock *s = &STOCKS[origin];

	(void)snprintf(buf, LISTS_NAME, "%s",
	               sex == 'F' ? pick(d, s->girls, s->n_girls) : pick(d, s->boys, s->n_boys));
}

static void
one_family_name(lists_dice *d, int origin, char buf[LISTS_NAME])
{
	const stock *s = &STOCKS[origin];

	if (origin == LISTS_ENGLISH && !lists_chance(d, 300)) {
		(void)snprintf(buf, LISTS_NAME, "%s%s", FRONT[lists_roll(d, COUNT(FRONT))],
		               BACK[lists_roll(d, COUNT(BACK))]);
		return;
	}
	(void)snprintf(buf, LISTS_NAME, "%s", pick(d, s->family, s->n_family));
}

void
lists_family_name(lists_dice *d, int origin, char buf[LISTS_NAME])
{
	char other[LISTS_NAME / 2];
	char first[LISTS_NAME];

	one_family_name(d, origin, buf);
	/* 11 % of couples of 18 to 34 join their names (2017, quoted by psg-law.co.uk). */
	if (origin == LISTS_ENGLISH && lists_chance(d, 110)) {
		one_family_name(d, origin, first);
		(void)snprintf(other, sizeof(other), "%.30s", buf);
		(void)snprintf(buf, LISTS_NAME, "%.30s-%s", first, other);
	}
}

bool
lists_nickname(lists_dice *d, const char *name, char buf[LISTS_NAME])
{
	uint32_t i;

	for (i = 0; i < COUNT(SHORT); i++)
		if (strcmp(SHORT[i][0], name) == 0) {
			uint32_t n = SHORT[i][2] == NULL ? 1 : 2;

			(void)snprintf(buf, LISTS_NAME, "%s", SHORT[i][1 + lists_roll(d, n)]);
			return true;
		}
	return false;
}

bool
lists_other_spelling(lists_dice *d, const char *name, char buf[LISTS_NAME])
{
	uint32_t i;
	uint32_t k;

	for (i = 0; i < COUNT(SPELT); i++)
		for (k = 0; k < 4 && SPELT[i][k] != NULL; k++)
			if (strcmp(SPELT[i][k], name) == 0) {
				uint32_t n = 0;
				uint32_t at;

				while (n < 4 && SPELT[i][n] != NULL)
					n++;
				at = (k + 1 + lists_roll(d, n - 1)) % n;
				(void)snprintf(buf, LISTS_NAME, "%s", SPELT[i][at]);
				return true;
			}
	return false;
}
