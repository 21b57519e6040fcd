//! All words, tables and rules of reading, loaded from `rules/` and a newsroom's own folders.

mod built;
mod calls;
mod class;
mod files;
pub mod frame_file;
mod holders;
mod pack;
mod pattern;
pub mod row;
mod shelf;
mod store;
pub mod tables;
mod trie;
mod world;

pub use calls::{Called, Calls, Candidate};
pub use class::{Bits, ClassId, ClassSet, ClassTable, FewClasses, MAX_CLASSES, few_bits};
pub use files::{CASES, RuleText, rule_texts};
pub use holders::{Holders, Term};
pub use pack::{Direction, Entry, EntryId, Form, Origin, Pack, PackFile, Phrase, Script, WordInfo};
pub use pattern::{Conjunction, Pattern, Step, Times, pattern_classes};
pub use tables::{Family, Growth, Kind, KindId, Office, POSTED, Seat, SubjectType, Tables, Unit, ValueType};
pub use world::{Entity, EntityClass, EntityId, Level, World};

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use frame_file::{FrameFile, PatternDef, SchemaFile};
use pack::written;
use row::{Case, Row, RowFile};
use shelf::Shelf;
use trie::TrieBuilder;
use world::WorldBuilder;

use crate::error::{Problem, Result};
use crate::normalise::fold_into;

/// Most words of a text by which its language is told.
const TOLD_BY: usize = 400;

/// The file that tells who held which office: no claim is read by it.
pub const PEOPLE: &str = "people.yaml";

/// The classes the engine itself speaks of, as numbers known when the program is built: to ask a unit for one is a test of one bit.
#[derive(Debug, Clone, Copy)]
pub struct Core;

impl std::ops::Deref for Core {
    type Target = CoreClasses;
    #[inline(always)]
    fn deref(&self) -> &CoreClasses {
        &CORE
    }
}

macro_rules! core_classes {
    ($($(#[$doc:meta])* $field:ident = $name:literal),* $(,)?) => {
        /// Classes the engine itself speaks of.
        #[derive(Debug, Clone, Copy)]
        pub struct CoreClasses { $($(#[$doc])* pub $field: ClassId),* }
        /// Their order.
        #[allow(non_camel_case_types)]
        #[repr(u16)]
        enum Order { $($field),* }
        /// Their numbers, which are the first of all and known when the program is built.
        static CORE: CoreClasses = CoreClasses { $($field: ClassId(Order::$field as u16)),* };
        impl Core {
            /// Gives them their numbers in a table without any.
            fn new(t: &mut ClassTable) -> Self {
                let right = [$(t.intern($name) == CORE.$field),*];
                assert!(right.iter().all(|r| *r), "the classes of the engine are the first of a table, and no name stands for two");
                Core
            }
        }
    };
}

core_classes! {
    /// Any word in no list.
    word = "w",
    /// Any cue of any kind: stops the gaps of others.
    cue = "cue",
    /// A cue of a kind that is no date: stops the gaps of figures, which "since the war began" does not.
    figure_cue = "figure-cue",
    /// A clause ends here.
    clause = "clause",
    /// Behind somebody set against another: "polis ise".
    set_apart = "set-apart",
    /// A comma.
    comma = "comma",
    /// An opening bracket.
    open = "open",
    /// A closing bracket.
    close = "close",
    /// A colon.
    colon = "colon",
    /// A dash.
    dash = "dash",
    /// A quotation mark.
    quote = "quotation",
    /// A number word.
    num = "num",
    /// A word that multiplies.
    scale = "scale",
    /// A fraction.
    fraction = "fraction",
    /// A vague quantity.
    vague = "vague",
    /// An ordinal.
    ordinal = "ordinal",
    /// A factor.
    factor = "factor",
    /// A percent sign.
    percent = "percent",
    /// Nobody.
    zero = "zero",
    /// A hedge.
    modifier = "modifier",
    /// Month.
    month = "month",
    /// Hijri month.
    hijri = "hijri-month",
    /// Month of the Islamic solar calendar.
    solar = "solar-month",
    /// Weekday.
    weekday = "weekday",
    /// Today, yesterday.
    day_offset = "day-offset",
    /// Morning, evening.
    daypart = "daypart",
    /// Last, next.
    deixis = "deixis",
    /// Early, mid, late.
    month_part = "month-part",
    /// Season.
    season = "season",
    /// Unit of time.
    time_unit = "time-unit",
    /// The word year.
    year_word = "year-word",
    /// The word for a year that stands behind its digits.
    year_mark = "year-mark",
    /// Ago.
    ago = "ago",
    /// Later.
    later = "later",
    /// For, lasting.
    for_ = "for",
    /// Within.
    within = "within",
    /// Since.
    since = "since",
    /// When (before a clause).
    when = "when",
    /// Unit of measure.
    measure = "measure",
    /// Currency.
    currency = "currency",
    /// Persons.
    people = "people",
    /// Things.
    thing = "thing",
    /// A body of persons.
    collective = "collective",
    /// Office.
    office = "office",
    /// The field of an office: finance.
    portfolio = "portfolio",
    /// Portfolio, brief, ministry.
    post_word = "post-word",
    /// His counterpart: the same office elsewhere.
    counterpart = "counterpart",
    /// His predecessor.
    predecessor = "predecessor",
    /// A noun for a body or a part of one, between an office and a name.
    body = "body",
    /// Appointed, named.
    appoint = "appoint",
    /// Takes over, keeps: of an office.
    take_post = "take-post",
    /// Went to, was given to: of an office.
    give_post = "give-post",
    /// Resigned, was dismissed.
    leave_post = "leave-post",
    /// Replaces, in place of.
    succeed = "succeed",
    /// Worth, paid: what is counted is money.
    money_word = "money-word",
    /// Straight, consecutive: of days.
    in_a_row = "in-a-row",
    /// Enters, for, in its: before the day in a row.
    nth_lead = "nth-lead",
    /// Is, was.
    be = "be",
    /// Has, had.
    have = "have",
    /// Title.
    title = "title",
    /// Former, acting.
    role_mod = "role-mod",
    /// Event word.
    event = "event",
    /// Said.
    say = "say",
    /// According to.
    according = "according",
    /// Who can say.
    source = "source",
    /// Quoting.
    quoting = "quote-of",
    /// Denied.
    deny = "deny",
    /// Planned.
    plan = "plan",
    /// Feared.
    fear = "fear",
    /// Doubted.
    doubt = "claim-doubt",
    /// Given up.
    superseded = "superseded",
    /// Corrected.
    corrected = "corrected",
    /// Among them.
    among = "among",
    /// Others.
    other_people = "other-people",
    /// Only.
    alone = "alone",
    /// Each.
    each = "each",
    /// Before a number that names what it stands for and counts nothing.
    numbered = "numbered",
    /// Before a day: the night that ends on it.
    night_to = "night-to",
    /// An age by its decade.
    age_decade = "age-decade",
    /// A word that tells money only behind a scale.
    scaled_currency = "scaled-currency",
    /// A name of a currency that several countries share.
    shared_currency = "shared-currency",
    /// In all.
    total = "total",
    /// And.
    and = "and",
    /// Or.
    or = "or",
    /// In, at.
    in_ = "in",
    /// Of.
    of = "of",
    /// To.
    to = "to",
    /// From.
    from = "from",
    /// Than.
    than = "than",
    /// By.
    by = "by",
    /// That.
    that = "that",
    /// Not.
    not = "not",
    /// Who, which.
    rel = "rel",
    /// Never part of a name.
    stop = "stop",
    /// Part of a name.
    name_part = "name-part",
    /// A given name that is no other word: a person's name may begin with it.
    given_name = "given-name",
    /// Of every: between the two numbers of a share.
    of_every = "of-every",
    /// A family name that is no other word, known without a given name.
    family_name = "family-name",
    /// Any (in a negated clause: none).
    any = "any",
    /// Between.
    between = "between",
    /// Rose to, stood at.
    reach = "reach",
    /// The number of.
    number_of = "number-of",
    /// They are, namely.
    they_are = "they-are",
    /// Had (done so before).
    had = "had",
    /// Sent, treated, buried: what happens to some of those counted.
    handled = "handled",
    /// Whose: what follows is of what stands before.
    whose = "whose",
    /// Every day, a week, a year: so many in each.
    rate = "rate",
    /// Found, brought out: what a search comes upon bit by bit.
    found = "found",
    /// After (in "four days after").
    after = "after",
    /// More, further.
    further = "further",
    /// Behind a figure: those of the ones just counted who are left.
    rest = "rest",
    /// What a place does that has a share of a figure: accounted for, recorded.
    accounts = "accounts",
    /// What was done on a day, with its name for all languages.
    deed = "deed",
    /// New: of what adds up, more of it.
    fresh = "fresh",
    /// Opens what is told of another event: "in a separate incident".
    elsewhere_event = "elsewhere-event",
    /// Measures what happened against what had happened before: "the deadliest … since".
    most = "most",
    /// A word for any disaster, which names no sort of it.
    calamity = "calamity",
    /// Where a body sits, which is no place of what it tells.
    seated = "seated",
    /// A name of two states, as the one that is meant beside the other.
    namesake = "namesake",
    /// Beside the places named.
    other_parts = "other-parts",
    /// As of, by (a day).
    as_of = "as-of",
    /// One unit of time, said without a number.
    one_unit = "one-unit",
    /// No (before a noun).
    none_of = "none-of",
    /// Anyone (under a negation: nobody).
    anyone = "anyone",
    /// Its, their.
    determiner = "determiner",
    /// A few, after a noun of time.
    few = "few",
    /// A country.
    country = "country",
    /// An organisation.
    org = "org",
    /// A place.
    place = "place",
    /// A nationality.
    nationality = "nationality",
    /// A quantity of people or things, or bare.
    count = "count",
    /// A count with a noun for persons.
    n_person = "n:person",
    /// A count with a noun for things.
    n_thing = "n:thing",
    /// A count without noun.
    n_bare = "n:bare",
    /// A count whose noun tells the kind.
    n_kind = "n:kind",
    /// An amount of money.
    money = "money",
    /// A percentage or fraction.
    share = "share",
    /// A measure.
    quantity = "quantity",
    /// A length of time.
    duration = "duration",
    /// A date.
    date = "date",
    /// A year alone.
    year = "year",
    /// A time of day.
    clock = "clock",
    /// A list.
    set = "set",
    /// A person's name.
    name = "name",
    /// "a", "an" before a word that multiplies.
    indefinite = "indefinite",
    /// The definite article as a word of its own.
    article = "article",
    /// Future verb.
    future = "future",
    /// am, pm.
    half_day = "half-day",
    /// What somebody is named for, behind the name.
    tasked = "tasked",
    /// An unknown part of those counted: some of them.
    some_of_them = "some-of-them",
    /// To form a government: what a prime minister is named for.
    forming = "forming",
    /// A verb whose object the word for "to" leads to, which is no bound there: sentenced to.
    leads_to = "leads-to",
    /// Stands before an office and asks for it in another case than its holder's name.
    governs = "governs",
    /// In the place of the one told before.
    in_his_place = "in-his-place",
    /// Takes or leaves office, with no word for which: "in" or "out".
    into_office = "into-office",
    /// Names a clock that is not the event's own: GMT.
    elsewhere_clock = "elsewhere-clock",
    /// The word for day before a weekday or date.
    day_word = "day-word",
    /// o'clock, the hour.
    hour_word = "hour-word",
    /// What stands between an hour and its minutes, or behind an hour: 14h30, "à 14 heures".
    hour_mark = "hour-mark",
    /// A word behind which an hour is told: à, vers.
    hour_lead = "hour-lead",
    /// A word for about so many: une vingtaine.
    rounded = "rounded",
    /// An adjective that may stand between a figure and its noun.
    adjective = "adjective",
    /// A word that turns the number after it negative.
    minus = "minus",
    /// The decimal point as a word.
    point = "point",
    /// The lower part of a fraction: fifths.
    denominator = "denominator",
    /// "two over three".
    fraction_bar = "fraction-bar",
    /// "one in five".
    out_of = "out-of",
    /// "or equal to" behind a bound.
    or_equal = "or-equal",
    /// A hundredth of a currency.
    sub_unit = "sub-unit",
    /// The last of its month or year.
    final_ = "final",
    /// "from now".
    from_now = "from-now",
    /// A unit of time in one letter, right behind digits.
    short_unit = "short-unit",
    /// A scale in one letter that only other texts than news write.
    short_scale = "short-scale",
    /// The lower part of a fraction in the singular: "three quarter".
    part = "part",
    /// A month without its capital.
    short_month = "short-month",
    /// A weekday cut short, or without its article.
    short_weekday = "short-weekday",
    /// Last, this, next, where news would mean another time.
    loose_deixis = "loose-deixis",
    /// Before a length of time: as long from now.
    ahead = "ahead",
    /// Less of a unit of time.
    fewer = "fewer",
    /// Before "days": those on which work is done.
    working = "working",
    /// Deep, across: behind a letter that is a length and no million.
    dimension = "dimension",
    /// A year counted from this one.
    year_offset = "year-offset",
    /// Between a weekday or another calendar's date and the date it falls on.
    falling = "falling-on",
    /// A dual of a scale that is also another word: read before the noun it counts alone.
    dual_scale = "dual-scale",
    /// A feast with a rule for its day.
    holiday = "holiday",
    /// After a year: of which era.
    era = "era",
    /// Possessive.
    possessive = "possessive",
    /// One side of an opposition: rise and fall, win and lose.
    pole = "pole",
    /// What a figure measures: turnout, depth, ransom.
    aspect = "aspect",
    /// What tells two figures of one aspect apart: core and headline, with debt and without.
    facet = "facet",
    /// Before a figure of the time before: against, compared with.
    comparand = "comparand",
    /// Behind a figure of the time before: a year earlier.
    year_before = "year-before",
    /// A whole of which shares are told side by side: the votes, the owners of a company.
    shared_whole = "shared-whole",
    /// A share that is none of that whole: turnout, votes counted.
    other_share = "other-share",
    /// A figure with a pronoun for those who are counted: "six of them".
    of_them = "of-them",
    /// A list whose own figure says how long it is, and that figure.
    set_counted = "set:counted",
    /// See [`set_counted`](Self::set_counted).
    count_listed = "count:listed",
    /// A word with a pronoun behind it.
    suffixed = "suffixed",
    /// A word that narrows the group it stands behind: seriously.
    qualifier = "qualifier",
    /// Behind a count of the dead: some of them so far have been buried.
    laid_out = "laid-out",
    /// A year counted from the one told before: "the following year".
    year_shift = "year-shift",
    /// A day counted from the one told before or behind it: "le lendemain", "the day after 3 May"; behind a weekday, so many days on.
    day_shift = "day-shift",
    /// Speaks of those whom a kind counts, without a figure: the list of the missing.
    spoken_of = "spoken-of",
    /// The day told before.
    that_day = "that-day",
    /// Points back to an event that was told of before: "then".
    back_then = "back-then",
    /// Asks for a number of people.
    how_many = "how-many",
    /// Tells a day among many: the bloodiest day.
    record_day = "record-day",
    /// What comes in a first and a second, other than events: a wave.
    blow = "blow",
    /// What a figure comes to with those counted before: "bringing the toll to".
    sums_to = "sums-to",
    /// Holds as its members: brings together.
    hold = "hold",
    /// What those are whom a list names: members, observers.
    role = "role",
    /// How far a figure reaches.
    reach_of = "reach-of",
    /// What some are held for beside what the story tells of: looting.
    side_charge = "side-charge",
    /// Held by order of a court.
    remanded = "remanded",
    /// Words behind which those stand whom a count leaves out.
    apart_from = "apart-from",
    /// One place where people live: whoever is "from a village" is no village.
    one_locality = "one-locality",
    /// Expects, puts at: what is told behind its "that" with a verb of [`to_come`](Self::to_come) is no toll yet.
    expects = "expects",
    /// Right before such a verb: it may be so.
    may = "may",
    /// A verb in the mood of what may come: "would reach".
    to_come = "to-come",
    /// A count of somebody's own people: "three of its soldiers".
    n_owned = "n:owned",
    /// With a word for a toll: it is of everywhere.
    overall = "overall",
    /// Before the name of what a figure reaches across.
    reach_across = "reach-across",
    /// Beside a place, and not in it: near, outside.
    near = "near",
    /// Behind a figure that nobody has checked.
    unverified = "unverified",
    /// Before what a figure is made of: that is, namely.
    that_is = "that-is",
    /// The capital of the country told of.
    the_capital = "the-capital",
    /// Between a distance and the place from which it is told: away, north.
    toward = "toward",
    /// Each of those named: before a list of people.
    each_of = "each-of",
    /// What has a size by which it is told: a ship, a tower.
    sized = "sized",
    /// A side of a fight, with the word that says whose.
    side = "side",
    /// Of all sides of a fight.
    both_sides = "both-sides",
    /// In the ranks of a body.
    ranks = "ranks",
    /// What a side lost.
    losses = "losses",
    /// The state of whoever speaks.
    own_country = "own-country",
    /// A word for somebody's rule, before their name.
    rule_of = "rule-of",
    /// Stands for a noun told before, with what it is of behind it: celui (de la Défense).
    that_one = "that-one",
    /// Words for a count that something else names: the tally, the figure.
    toll_of = "toll-of",
    /// A word for a count by itself, of what was counted before: the tally, the figure.
    tally = "tally",
    /// They were, there were: before a figure that counts those told of before.
    so_many = "so-many",
    /// Among: before a group, behind which some of it are told.
    group_of = "group-of",
    /// Leads: of who leads a body.
    leads = "leads",
    /// A rank that stands before the name of whoever holds it.
    rank = "rank",
    /// Says that somebody stands at the head of a body.
    foremost = "foremost",
    /// Power that is handed on.
    power = "power",
    /// Wins a term of office.
    wins_term = "wins-term",
    /// Forms or names a cabinet.
    forms_cabinet = "forms-cabinet",
    /// Holds an office in place of another.
    stands_in = "stands-in",
    /// Between a verb and the person it is said of.
    verb_aside = "verb-aside",
    /// Becomes, so that what stands behind it is what somebody is from then on.
    becomes = "becomes",
    /// To whose advantage something is given up.
    in_favour = "in-favour",
    /// Before a day.
    on_day = "on",
    /// Goes on as before: what is told with it is a state, and no deed of that day.
    still = "still",
    /// Declares what holds from the same day.
    declare = "declare",
    /// Units of time in the plural that count by themselves.
    time_plural = "time-plural",
    /// What became of a vote, before its score.
    scored = "scored",
    /// A term of office that is won.
    term_of_office = "term-of-office",
    /// A cabinet.
    cabinet = "cabinet",
    /// Verbs that go on with "as" and an office.
    as_verb = "as-verb",
    /// As.
    as_ = "as",
    /// At.
    at = "at",
    /// Holding an office.
    in_office = "in-office",
    /// Entering an office.
    enters_office = "enters-office",
    /// A verb that tells an office.
    office_verb = "office-verb",
    /// Offices told in the plural.
    offices = "offices",
    /// Charged with an office.
    charge = "charge",
    /// A body that somebody leads.
    led_body = "led-body",
    /// A personal pronoun.
    pronoun = "pronoun",
    /// Before the members of what is made of them.
    membership_of = "membership/of",
    /// For, against, abstaining.
    vote_side = "vote-side",
    /// A state whose name is also another place's.
    listed_state = "listed-state",
    /// A list of more than two.
    set_many = "set:many",
    /// Others than those named.
    others = "others",
    /// A figure whose noun is left out.
    n_elided = "n:elided",
    /// A bare figure of millions.
    n_millions = "n:millions",
    /// A count of a million people or more, of whom nothing else is said.
    n_multitude = "n:multitude",
    /// A figure of a hundred or more.
    n_hundreds = "n:hundreds",
    /// Did no work: what many do together is told of as an event.
    strike_off = "participants/strike-off",
    /// A rank as high as an age in years.
    ordinal_years = "ordinal:years",
    /// Passes a figure.
    exceed = "exceed",
    /// A verb that tells of what has happened.
    past_verb = "past-verb",
    /// A negated verb that bounds the figure behind its subject.
    bounds = "bounds",
    /// Comes near a figure.
    approach = "approach",
    /// All but.
    except = "except",
    /// Between an hour and the minutes that it is short of.
    short_of = "short-of",
    /// Before the whole of a part.
    base = "base",
    /// What something led to.
    outcome = "outcome",
    /// A pronoun for the person just named, with what is told of him: «وهو ابن الخامسة والستين».
    he_is = "he-is",
    /// Words that tell from when a thing holds that is declared: "starting Wednesday".
    starting = "starting",
    /// Set for a day to come.
    scheduled = "scheduled",
    /// Once: what is told behind it in the present is to come.
    once = "once",
    /// A verb in the present.
    present_verb = "present-verb",
    /// Aged.
    aged = "age/aged",
    /// Years old.
    old = "age/old",
    /// Behind what is owned.
    owned_by = "owned-by",
    /// Were killed.
    deaths_passive = "deaths/passive",
    /// Lost their lives.
    deaths_life = "deaths/life",
    /// Among the dead.
    deaths_among = "deaths/among",
    /// Were wounded.
    injuries_passive = "injuries/passive",
    /// Among the wounded.
    injuries_among = "injuries/among",
    /// Were arrested.
    detentions_passive = "detentions/passive",
    /// Were taken hostage.
    hostages_passive = "hostages/passive",
    /// Went missing.
    missing_passive = "missing/passive",
    /// Were rescued.
    rescued_passive = "rescued/passive",
    /// Death, killing.
    deaths_noun = "deaths/noun",
    /// Injury.
    injuries_noun = "injuries/noun",
    /// Arrest.
    detentions_noun = "detentions/noun",
    /// Start of the sentence.
    start = "start",
    /// End of the sentence.
    end = "end",
}

/// What was written of one kind in one language.
#[derive(Debug)]
pub struct FrameSource {
    /// Kind.
    pub kind: KindId,
    /// Prefix of its local classes: `deaths/`.
    pub prefix: String,
    /// Patterns, ready to run.
    pub patterns: Shelf<Pattern>,
    /// Number of the file in [`Lexicon::files`].
    pub file_number: u16,
    /// Patterns not made ready yet.
    written: Vec<(PatternDef, Origin)>,
}

impl FrameSource {
    /// The file as written.
    pub fn file(&self, lexicon: &Lexicon) -> Result<FrameFile> {
        lexicon.files[self.file_number as usize].parse()
    }
}

/// Everything loaded.
#[derive(Debug)]
pub struct Lexicon {
    /// Names of classes.
    pub classes: ClassTable,
    /// The classes the engine knows by name.
    pub core: Core,
    /// Language-free tables.
    pub tables: Tables,
    /// Entities.
    pub world: World,
    /// Who held which office.
    pub holders: Holders,
    /// Packs, by language code.
    pub packs: Vec<Pack>,
    /// Frames as written, per pack.
    pub frames: Vec<Vec<FrameSource>>,
    /// Which of them a sentence calls for, per pack.
    pub calls: Vec<Calls>,
    /// Files read.
    pub files: Vec<RuleText>,
    /// Classes of cues: a value keeps those of its words.
    pub cues: ClassSet,
    /// Classes of words that carry no content of their own.
    pub function_words: ClassSet,
    /// Class `says:` of each kind.
    says: Vec<Option<ClassId>>,
    /// Class `kind:` of each kind.
    kinds: Vec<ClassId>,
    /// Classes of the words under which each kind's own figures stand, looked up when first asked for.
    headings: Vec<OnceLock<[Option<ClassId>; 2]>>,
    /// Classes `pop:` of each population and of those that hold it, worked out when first asked for.
    people: FxHashMap<String, OnceLock<Box<[ClassId]>>>,
}

impl CoreClasses {
    /// Classes of words right behind which an indefinite singular tells of one person.
    pub fn befell_one(&self) -> [ClassId; 9] {
        [
            self.deaths_passive,
            self.deaths_life,
            self.deaths_among,
            self.injuries_passive,
            self.injuries_among,
            self.detentions_passive,
            self.hostages_passive,
            self.missing_passive,
            self.rescued_passive,
        ]
    }

    /// Nouns for what befalls people.
    pub fn befalling(&self) -> [ClassId; 3] {
        [self.deaths_noun, self.injuries_noun, self.detentions_noun]
    }

    /// Classes of signs, prepositions, hedges and verbs of saying.
    fn function_words(&self) -> ClassSet {
        let mut out = ClassSet::default();
        for c in [
            self.and,
            self.or,
            self.in_,
            self.of,
            self.to,
            self.from,
            self.than,
            self.by,
            self.that,
            self.not,
            self.rel,
            self.stop,
            self.say,
            self.according,
            self.comma,
            self.dash,
            self.quote,
            self.open,
            self.close,
            self.colon,
            self.modifier,
            self.article,
            self.indefinite,
            self.among,
            self.ago,
            self.later,
            self.for_,
            self.since,
            self.within,
            self.deixis,
            self.total,
            self.alone,
            self.plan,
        ] {
            out.insert(c);
        }
        out
    }
}

impl Lexicon {
    /// Loads the built-in rules alone.
    pub fn built_in() -> Result<Self> {
        Self::load(rule_texts(&[] as &[&str])?)
    }

    /// Loads rule files. Those of the program alone were read when it was built; with any other they are read together.
    pub fn load(files: Vec<RuleText>) -> Result<Self> {
        match built::words(&files) {
            Some(data) => Self::read(files, data),
            None => Self::parse(files),
        }
    }

    /// Everything but words: tables, and the classes that they and the engine name.
    fn without_words(files: &[RuleText], mut classes: ClassTable) -> Result<Self> {
        let core = Core::new(&mut classes);
        for unit in ["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"] {
            classes.intern(&format!("time:{unit}"));
        }
        let mut tables = Tables::default();
        for f in files {
            match f.path.as_str() {
                "kinds.yaml" => tables.add_kinds(f.parse()?),
                "events.yaml" => tables.add_families(f.parse()?),
                "populations.yaml" => tables.add_populations(f.parse()?),
                "offices.yaml" => tables.add_offices(f.parse()?),
                "units.yaml" => tables.add_units(f.parse()?),
                _ => {}
            }
        }
        let (mut says, mut kinds, mut people) = (Vec::new(), Vec::new(), FxHashMap::default());
        for k in &tables.kinds {
            kinds.push(classes.intern(&format!("kind:{}", k.id)));
            says.push(Some(classes.intern(&format!("says:{}", k.id))));
        }
        for p in tables.populations.keys().collect::<std::collections::BTreeSet<_>>() {
            classes.intern(&format!("pop:{p}"));
            people.insert(p.clone(), OnceLock::new());
        }
        let function_words = core.function_words();
        Ok(Lexicon {
            classes,
            core,
            function_words,
            tables,
            holders: Holders::default(),
            world: World::default(),
            packs: Vec::new(),
            frames: Vec::new(),
            calls: Vec::new(),
            cues: ClassSet::default(),
            files: Vec::new(),
            headings: kinds.iter().map(|_| OnceLock::new()).collect(),
            says,
            kinds,
            people,
        })
    }

    /// Reads rule files as they are written, built in or not.
    pub fn parse(files: Vec<RuleText>) -> Result<Self> {
        let mut lexicon = Self::without_words(&files, ClassTable::default())?;
        let mut world = WorldBuilder::default();
        for f in files.iter().filter(|f| f.path.starts_with("world/")) {
            world.add(f.parse()?);
        }
        for f in files.iter().filter(|f| f.stem() == "pack") {
            if let Some(code) = f.path.split('/').nth(1) {
                lexicon.load_pack(code, &files, &world)?;
            }
        }
        lexicon.world = world.finish();
        if let Some(f) = files.iter().rev().find(|f| f.path == PEOPLE) {
            lexicon.holders = Holders::of(&f.parse()?, &lexicon.tables, &lexicon.world)?;
        }
        lexicon.files = files;
        if lexicon.classes.is_full() {
            let help = "every class of rows, every cue and word group of kinds/ and every word in quotes in a pattern takes one: put words of one use in one group";
            return Err(Box::new(Problem::new(format!("the rules name more than {MAX_CLASSES} classes of words")).help(help)));
        }
        lexicon.compile_patterns()?;
        let local = |(_, name): &(u16, &str)| name.contains('/');
        lexicon.cues = [lexicon.core.cue, lexicon.core.figure_cue].into_iter().chain((0..).zip(lexicon.classes.names()).filter(local).map(|(n, _)| ClassId(n))).collect();
        lexicon.calls = lexicon.frames.iter().map(|f| Calls::new(&lexicon, f)).collect();
        Ok(lexicon)
    }

    /// Patterns may name classes of any pack, so that they wait until all are loaded.
    fn compile_patterns(&mut self) -> Result<()> {
        for s in self.frames.iter_mut().flatten() {
            for (def, origin) in s.written.drain(..) {
                let text = def.pattern.clone();
                let stop = if self.tables.kind(s.kind).value == ValueType::Quantity { self.core.figure_cue } else { self.core.cue };
                let p = Pattern::compile(def, origin, &s.prefix, &self.classes, &self.core, stop).map_err(|m| {
                    let f = &self.files[s.file_number as usize];
                    let at = f.text.find(&*text).unwrap_or(0);
                    Box::new(
                        Problem::new(format!("{}: {m}", f.name))
                            .at(&f.name, &f.text, at..at + text.len(), "this pattern")
                            .help("a pattern names classes of rows, @cues of its own file, or mentions such as <count>, <date>, <set>; see rules/README.md"),
                    )
                })?;
                s.patterns.push(p);
            }
        }
        Ok(())
    }

    /// The class of words that tell a kind of fact.
    pub fn says(&self, kind: KindId) -> Option<ClassId> {
        self.says.get(kind.0 as usize).copied().flatten()
    }

    /// The classes of the words that name a kind's figure ahead of it: its label ("dead: 12") and its toll ("the death toll").
    pub fn headings(&self, kind: KindId) -> impl Iterator<Item = ClassId> + '_ {
        let id = &self.tables.kind(kind).id;
        let named = self.headings.get(kind.0 as usize).map(|h| *h.get_or_init(|| ["label", "toll"].map(|w| self.classes.get(&format!("{id}/{w}")))));
        named.into_iter().flatten().flatten()
    }

    /// The class of what a noun of a kind counts.
    pub fn kind_class(&self, kind: KindId) -> Option<ClassId> {
        self.kinds.get(kind.0 as usize).copied()
    }

    /// The classes of a population and of those that hold it.
    pub fn people_classes(&self, population: &str, mut take: impl FnMut(ClassId)) {
        let all = || self.tables.ancestors(population).into_iter().filter_map(|a| self.classes.named("pop", a));
        match self.people.get(population) {
            Some(known) => known.get_or_init(|| all().collect()).iter().for_each(|c| take(*c)),
            None => all().for_each(take),
        }
    }

    /// The narrowest population that holds all of these.
    pub fn common_population(&self, all: &[String]) -> String {
        if all.iter().any(|p| p == "women") && all.iter().any(|p| p == "children") && all.len() == 2 {
            return "women_and_children".into();
        }
        let mut common: Vec<&str> = self.tables.ancestors(&all[0]);
        common.retain(|c| all.iter().all(|p| self.tables.is_part(p, c)));
        common.first().map_or("all", |c| *c).to_owned()
    }

    /// The pack of a language.
    pub fn pack_of(&self, language: &str) -> Option<usize> {
        let stem = language.split(['-', '_']).next().unwrap_or(language);
        self.packs.iter().position(|p| p.file.code == stem)
    }

    /// The pack that texts of a script are taken for where nothing tells their language: the one that says so, or the first.
    pub fn pack_of_script(&self, script: Script) -> Option<usize> {
        let own = |p: &Pack| p.file.script == script;
        self.packs.iter().position(|p| own(p) && p.file.untold).or_else(|| self.packs.iter().position(own))
    }

    /// The pack of a script that a text is told to be of by its small words; the one of the script that stands for all where they tell nothing.
    pub fn pack_of_text(&self, script: Script, text: &str) -> Option<usize> {
        let first = self.pack_of_script(script)?;
        if self.packs.iter().filter(|p| p.file.script == script).nth(1).is_none() {
            return Some(first);
        }
        let mut tally: Vec<u32> = vec![0; self.packs.len()];
        let mut word = String::new();
        for w in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(TOLD_BY) {
            word.clear();
            fold_into(w, &mut word);
            for (n, p) in self.packs.iter().enumerate() {
                tally[n] += u32::from(p.file.script == script && p.tells(w, &word));
            }
        }
        // of equals the first, and one word alone may be a name: "Le Monde"
        (0..self.packs.len()).rev().max_by_key(|n| (tally[*n], *n == first)).filter(|n| tally[*n] > 1).or(Some(first))
    }

    /// The row files of a language as written, with their numbers among [`Lexicon::files`].
    pub fn row_files(&self, code: &str) -> Result<Vec<(u16, RowFile)>> {
        let mine = |f: &RuleText| f.path.strip_prefix("lang/").and_then(|p| p.strip_prefix(code)).and_then(|p| p.strip_prefix('/')).is_some_and(is_row_file);
        self.files.iter().enumerate().filter(|(_, f)| mine(f)).map(|(n, f)| Ok((n as u16, f.parse()?))).collect()
    }

    fn load_pack(&mut self, code: &str, files: &[RuleText], world: &WorldBuilder) -> Result<()> {
        let root = format!("lang/{code}/");
        let mine = || files.iter().enumerate().filter(|(_, f)| f.path.starts_with(&root)).map(|(i, f)| (i as u16, f, &f.path[root.len()..]));
        let mut pack: Option<Pack> = None;
        let mut schemas: BTreeMap<String, Vec<PatternDef>> = BTreeMap::new();
        for (_, f, rel) in mine() {
            match rel {
                "pack.yaml" => pack = Some(Pack::new(f.parse()?, &mut self.classes)),
                "schemas.yaml" => schemas.extend(f.parse::<SchemaFile>()?.schemas),
                _ => {}
            }
        }
        let Some(mut pack) = pack else { return Ok(()) };
        let mut trie = TrieBuilder::default();
        let mut frames = Vec::new();
        for (number, f, rel) in mine() {
            if rel.starts_with("kinds/") {
                frames.push(self.load_frames(&mut pack, &mut trie, number, f, &schemas)?);
            } else if is_row_file(rel) {
                let file: RowFile = f.parse()?;
                for (i, row) in file.rows.iter().enumerate() {
                    self.add_row(&mut pack, &mut trie, row, Origin { file: number, row: i as u32 }).map_err(|m| row_problem(f, row, &m))?;
                }
            }
        }
        self.add_world(&mut pack, &mut trie, world, code).map_err(|m| Box::new(Problem::new(m)))?;
        // what a kind's own list says of a word
        let local = |e: &EntryId| {
            let class = pack.entries[*e as usize].class;
            self.classes.name(class).contains('/') || class == self.core.cue || class == self.core.figure_cue
        };
        // is said beside what it means anywhere where the list has it with its article
        if let Some(article) = pack.article() {
            trie.uncover(article, |own| own.iter().all(local));
        }
        // and a phrase that only a pattern or such a list spells out does not hide the event that it names
        let class = |e: &EntryId| pack.entries[*e as usize].class;
        let spelled = |e: &EntryId| local(e) || self.classes.name(class(e)).starts_with("lit:");
        trie.show_through(pack.article(), |own| own.iter().all(spelled), |e| class(e) == self.core.event);
        pack.trie = trie.finish();
        self.packs.push(pack);
        self.frames.push(frames);
        Ok(())
    }

    fn add_row(&mut self, pack: &mut Pack, trie: &mut TrieBuilder, row: &Row, origin: Origin) -> Result<(), String> {
        let class = self.classes.intern(&row.class);
        let value = row.value.as_ref().map(|v| v.0.as_str());
        let kind = match &row.kind {
            Some(k) => Some(self.tables.kind_id(k).ok_or_else(|| format!("there is no kind `{k}`"))?),
            None => None,
        };
        let check = |known: bool, what: &str| if known { Ok(()) } else { Err(format!("there is no {what} `{}`", value.unwrap_or(""))) };
        let t = &self.tables;
        match row.class.as_str() {
            "people" | "collective" => check(value.is_some_and(|v| t.populations.contains_key(v)), "population")?,
            "office" => check(value.is_some_and(|v| t.offices.contains_key(v)), "office")?,
            "event" => check(value.is_some_and(|v| t.families.contains_key(v)), "event family")?,
            "measure" => check(value.is_some_and(|v| t.units.contains_key(v)), "unit")?,
            "num" | "scale" | "ordinal" | "month" | "weekday" | "vague" | "fraction" | "factor" => check(value.is_some_and(|v| row::numbers(v).is_some()), "number in this value")?,
            _ => {}
        }
        for n in value.into_iter().flat_map(|v| match row.class.as_str() {
            "people" | "collective" => vec![format!("pop:{v}")],
            "thing" => vec![format!("thing:{v}")],
            "measure" => vec![format!("dim:{}", row.unit.clone().unwrap_or_default()), format!("unit:{v}")],
            "event" => vec![format!("event:{v}")],
            "among" => vec![format!("among:{v}")],
            _ => vec![],
        }) {
            self.classes.intern(&n);
        }
        let says = kind.and_then(|k| self.classes.get(&format!("says:{}", self.tables.kind(k).id)));
        let fine = value.filter(|_| matches!(row.class.as_str(), "event" | "among")).and_then(|v| self.classes.get(&format!("{}:{v}", row.class)));
        let entry = Entry {
            class,
            value: value.map(|v| v.to_owned().into()),
            number: value.and_then(row::numbers),
            kind,
            unit: row.unit.clone().map(Into::into),
            count: row.count,
            side: row.side,
            case: row.case,
            further: says.into_iter().chain(fine).collect(),
            exact: None,
            origin,
        };
        let id = pack.entry(entry);
        for form in &row.forms {
            if row.exact {
                // each spelling is an entry of its own
                for spelling in Self::spellings(pack, &form.0)? {
                    let exact = Entry { exact: Some(written(&spelling).into()), ..pack.entries[id as usize].clone() };
                    let id = pack.entry(exact);
                    pack.add(trie, &spelling, id)?;
                }
            } else {
                self.add_forms(pack, trie, &form.0, id)?;
            }
        }
        Ok(())
    }

    /// The spellings that a form stands for.
    fn spellings(pack: &Pack, form: &str) -> Result<Vec<String>, String> {
        row::expand(form, &|n: &str| pack.file.endings.get(n).map(|l| l.iter().map(|s| s.0.clone()).collect()))
    }

    fn add_forms(&self, pack: &Pack, trie: &mut TrieBuilder, form: &str, id: EntryId) -> Result<(), String> {
        for spelling in Self::spellings(pack, form)? {
            pack.add(trie, &spelling, id)?;
        }
        Ok(())
    }

    fn load_frames(&mut self, pack: &mut Pack, trie: &mut TrieBuilder, number: u16, f: &RuleText, schemas: &BTreeMap<String, Vec<PatternDef>>) -> Result<FrameSource> {
        let file: FrameFile = f.parse()?;
        let name = file.kind.clone().unwrap_or_else(|| f.stem().to_owned());
        let kind = self
            .tables
            .kind_id(&name)
            .ok_or_else(|| Box::new(Problem::new(format!("{}: there is no kind `{name}` in kinds.yaml", f.name)).help("name the file after a kind, or add the kind")))?;
        let prefix = format!("{}/", f.stem());
        let dates = self.tables.kind(kind).value == ValueType::Date;
        for (is_cue, map) in [(true, &file.cues), (false, &file.words)] {
            for (n, (local, forms)) in map.iter().enumerate() {
                let class = self.classes.intern(&format!("{prefix}{local}"));
                let origin = Origin { file: number, row: n as u32 };
                let own = pack.entry(Entry::of_class(class, origin));
                let cue = is_cue.then(|| pack.entry(Entry::of_class(self.core.cue, origin)));
                let figure = (is_cue && !dates).then(|| pack.entry(Entry::of_class(self.core.figure_cue, origin)));
                for (form, id) in forms.iter().flat_map(|f| std::iter::once(own).chain(cue).chain(figure).map(move |id| (f, id))) {
                    self.add_forms(pack, trie, &form.0, id)
                        .map_err(|m| Box::new(Problem::new(format!("{}: {m}", f.name)).help("see rules/README.md for the notation of forms")))?;
                }
            }
        }
        let mut patterns: Vec<(PatternDef, Origin)> = Vec::new();
        let own = |p: &PatternDef| PatternDef { pattern: p.pattern.replace("@@", &name).into(), ..p.clone() };
        let mut n = 0;
        for s in &file.schemas {
            let list = schemas.get(s).ok_or_else(|| Box::new(Problem::new(format!("{}: schemas.yaml has no schema `{s}`", f.name)).help("check the name under `use:`")))?;
            for p in list {
                // a schema speaks of cues that a kind may lack: what asks for them is left out
                let has = |c: &str| self.classes.get(&format!("{prefix}{c}")).is_some();
                if let Some(text) = pattern::with_own_classes(&p.pattern, has) {
                    patterns.push((own(&PatternDef { pattern: text.into(), ..p.clone() }), Origin { file: number, row: n }));
                }
                n += 1;
            }
        }
        for p in &file.patterns {
            patterns.push((own(p), Origin { file: number, row: n }));
            n += 1;
        }
        for (p, _) in &patterns {
            for literal in pattern::pattern_literals(&p.pattern) {
                let class = self.classes.intern(&format!("lit:{literal}"));
                let id = pack.entry(Entry::of_class(class, Origin { file: number, row: 0 }));
                self.add_forms(pack, trie, &literal, id).map_err(|m| Box::new(Problem::new(format!("{}: {m}", f.name))))?;
            }
        }
        Ok(FrameSource { kind, prefix, patterns: Shelf::default(), file_number: number, written: patterns })
    }

    fn add_world(&mut self, pack: &mut Pack, trie: &mut TrieBuilder, world: &WorldBuilder, code: &str) -> Result<(), String> {
        let core = self.core;
        let capitals = pack.file.capitals;
        let small = pack.file.small_adjectives;
        for e in &world.rows {
            let class = match e.class {
                EntityClass::Country => core.country,
                EntityClass::Org => core.org,
                EntityClass::Place => core.place,
                EntityClass::Currency => core.currency,
            };
            let base = Entry { value: Some(e.id.clone().into()), ..Entry::of_class(class, Origin::default()) };
            let given = e.case.get(code).copied();
            for (class, names) in [(class, e.names.get(code)), (core.nationality, e.adjectives.get(code))] {
                for form in names.into_iter().flatten() {
                    let abbreviation = form.0.chars().count() >= 2 && form.0.chars().all(|c| c.is_ascii_uppercase() || c == '.');
                    let case = given.or(if abbreviation && e.class != EntityClass::Currency {
                        Some(Case::Upper)
                    } else if capitals && e.class != EntityClass::Currency && !(small && class == core.nationality) {
                        Some(Case::Title)
                    } else {
                        None
                    });
                    let id = pack.entry(Entry { class, case, ..base.clone() });
                    self.add_forms(pack, trie, &form.0, id).map_err(|m| format!("{}: {m}", e.id))?;
                }
            }
        }
        Ok(())
    }
}

/// Whether a file of a language, by its path below the language's folder, holds rows.
fn is_row_file(path: &str) -> bool {
    !path.starts_with("kinds/") && path != "pack.yaml" && path != "schemas.yaml"
}

fn row_problem(f: &RuleText, row: &Row, message: &str) -> Box<Problem> {
    let first = row.forms.first().map_or("", |s| s.0.as_str());
    let at = f.text.find(first).unwrap_or(0);
    Box::new(Problem::new(format!("{}: {message}", f.name)).at(&f.name, &f.text, at..at + first.len(), "in this row").help("see rules/README.md for the classes and their values"))
}
