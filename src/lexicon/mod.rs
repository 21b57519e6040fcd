//! All words, tables and rules of reading, loaded from `rules/` and a newsroom's own folders.

mod class;
mod files;
pub mod frame_file;
mod pack;
pub mod row;
pub mod tables;
mod world;

pub use class::{ClassId, ClassSet, ClassTable, MAX_CLASSES};
pub use files::{RuleText, rule_texts};
pub use pack::{Direction, Entry, EntryId, Form, Origin, Pack, PackFile, Phrase, Script, WordInfo};
pub use tables::{Growth, Kind, KindId, Seat, SubjectType, Tables, ValueType};
pub use world::{Entity, EntityClass, EntityId, Level, World};

use std::collections::BTreeMap;

use frame_file::{FrameFile, PatternDef, SchemaFile};
use pack::written;
use row::{Case, Row, RowFile};

use crate::error::{Problem, Result};

/// Names of the classes the engine itself speaks of, as numbers.
macro_rules! core_classes {
    ($($(#[$doc:meta])* $field:ident = $name:literal),* $(,)?) => {
        /// Classes the engine itself speaks of.
        #[derive(Debug, Clone, Copy)]
        pub struct CoreClasses { $($(#[$doc])* pub $field: ClassId),* }
        impl CoreClasses {
            fn new(t: &mut ClassTable) -> Self {
                CoreClasses { $($field: t.intern($name)),* }
            }
        }
    };
}

core_classes! {
    /// Any word in no list.
    word = "w",
    /// Any cue of any kind: stops the gaps of others.
    cue = "cue",
    /// A clause ends here.
    clause = "clause",
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
    /// After (in "four days after").
    after = "after",
    /// More, further.
    further = "further",
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
    /// The word for day before a weekday or date.
    day_word = "day-word",
    /// o'clock, the hour.
    hour_word = "hour-word",
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
    /// Possessive.
    possessive = "possessive",
    /// One side of an opposition: rise and fall, win and lose.
    pole = "pole",
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
    /// Patterns, with their place.
    pub patterns: Vec<(PatternDef, Origin)>,
    /// The file.
    pub file: FrameFile,
    /// Number of the file in [`Lexicon::files`].
    pub file_number: u16,
}

/// Everything loaded.
#[derive(Debug)]
pub struct Lexicon {
    /// Names of classes.
    pub classes: ClassTable,
    /// The classes the engine knows by name.
    pub core: CoreClasses,
    /// Language-free tables.
    pub tables: Tables,
    /// Entities.
    pub world: World,
    /// Packs, by language code.
    pub packs: Vec<Pack>,
    /// Frames as written, per pack.
    pub frames: Vec<Vec<FrameSource>>,
    /// Row files, per pack: their number and content.
    pub rows: Vec<Vec<(u16, RowFile)>>,
    /// Files read.
    pub files: Vec<RuleText>,
}

impl Lexicon {
    /// Loads the built-in rules alone.
    pub fn built_in() -> Result<Self> {
        Self::load(rule_texts(&[] as &[&str])?)
    }

    /// Loads rule files.
    pub fn load(files: Vec<RuleText>) -> Result<Self> {
        let mut classes = ClassTable::default();
        let core = CoreClasses::new(&mut classes);
        for name in ["of-them", "others", "n:elided", "set:many", "suffixed"] {
            classes.intern(name);
        }
        for unit in ["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"] {
            classes.intern(&format!("time:{unit}"));
        }
        let mut tables = Tables::default();
        let mut world = World::default();
        for f in &files {
            match f.path.as_str() {
                "kinds.yaml" => tables.add_kinds(f.parse()?),
                "events.yaml" => tables.add_families(f.parse()?),
                "populations.yaml" => tables.add_populations(f.parse()?),
                "offices.yaml" => tables.add_offices(f.parse()?),
                "units.yaml" => tables.add_units(f.parse()?),
                p if p.starts_with("world/") => world.add(f.parse()?),
                _ => {}
            }
        }
        for k in &tables.kinds {
            classes.intern(&format!("kind:{}", k.id));
            classes.intern(&format!("says:{}", k.id));
        }
        for p in tables.populations.keys().collect::<std::collections::BTreeSet<_>>() {
            classes.intern(&format!("pop:{p}"));
        }
        let mut lexicon = Lexicon { classes, core, tables, world, packs: Vec::new(), frames: Vec::new(), rows: Vec::new(), files: Vec::new() };
        let codes: Vec<String> = files.iter().filter(|f| f.stem() == "pack").filter_map(|f| f.path.split('/').nth(1).map(str::to_owned)).collect();
        for code in codes {
            lexicon.load_pack(&code, &files)?;
        }
        lexicon.files = files;
        Ok(lexicon)
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

    /// The first pack of a script.
    pub fn pack_of_script(&self, script: Script) -> Option<usize> {
        self.packs.iter().position(|p| p.file.script == script)
    }

    fn load_pack(&mut self, code: &str, files: &[RuleText]) -> Result<()> {
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
        let mut rows = Vec::new();
        let mut frames = Vec::new();
        for (number, f, rel) in mine() {
            if rel == "pack.yaml" || rel == "schemas.yaml" {
                continue;
            }
            if rel.starts_with("kinds/") {
                frames.push(self.load_frames(&mut pack, number, f, &schemas)?);
            } else {
                let file: RowFile = f.parse()?;
                for (i, row) in file.rows.iter().enumerate() {
                    self.add_row(&mut pack, row, Origin { file: number, row: i as u32 }).map_err(|m| row_problem(f, row, &m))?;
                }
                rows.push((number, file));
            }
        }
        self.add_world(&mut pack, code).map_err(|m| Box::new(Problem::new(m)))?;
        self.packs.push(pack);
        self.frames.push(frames);
        self.rows.push(rows);
        Ok(())
    }

    fn add_row(&mut self, pack: &mut Pack, row: &Row, origin: Origin) -> Result<(), String> {
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
        let entry = Entry {
            class,
            value: value.map(Into::into),
            number: value.and_then(row::numbers),
            kind,
            unit: row.unit.as_deref().map(Into::into),
            count: row.count,
            side: row.side,
            case: row.case,
            exact: None,
            entity: None,
            origin,
        };
        for form in &row.forms {
            if row.exact {
                pack.add(&form.0, Entry { exact: Some(written(&form.0).into()), ..entry.clone() })?;
            } else {
                self.add_forms(pack, &form.0, &entry)?;
            }
        }
        Ok(())
    }

    fn add_forms(&self, pack: &mut Pack, form: &str, entry: &Entry) -> Result<(), String> {
        let endings = pack.file.endings.clone();
        let look = |n: &str| endings.get(n).map(|l| l.iter().map(|s| s.0.clone()).collect());
        for spelling in row::expand(form, &look)? {
            pack.add(&spelling, entry.clone())?;
        }
        Ok(())
    }

    fn load_frames(&mut self, pack: &mut Pack, number: u16, f: &RuleText, schemas: &BTreeMap<String, Vec<PatternDef>>) -> Result<FrameSource> {
        let file: FrameFile = f.parse()?;
        let name = file.kind.clone().unwrap_or_else(|| f.stem().to_owned());
        let kind = self
            .tables
            .kind_id(&name)
            .ok_or_else(|| Box::new(Problem::new(format!("{}: there is no kind `{name}` in kinds.yaml", f.name)).help("name the file after a kind, or add the kind")))?;
        let prefix = format!("{}/", f.stem());
        for (is_cue, map) in [(true, &file.cues), (false, &file.words)] {
            for (n, (local, forms)) in map.iter().enumerate() {
                let class = self.classes.intern(&format!("{prefix}{local}"));
                let mut entry = Entry {
                    class,
                    value: None,
                    number: None,
                    kind: None,
                    unit: None,
                    count: None,
                    side: None,
                    case: None,
                    exact: None,
                    entity: None,
                    origin: Origin { file: number, row: n as u32 },
                };
                for form in forms {
                    let fail = |m: String| Box::new(Problem::new(format!("{}: {m}", f.name)).help("see rules/README.md for the notation of forms"));
                    self.add_forms(pack, &form.0, &entry).map_err(fail)?;
                    if is_cue {
                        entry.class = self.core.cue;
                        self.add_forms(pack, &form.0, &entry).map_err(fail)?;
                        entry.class = class;
                    }
                }
            }
        }
        let mut patterns: Vec<(PatternDef, Origin)> = Vec::new();
        let own = |p: &PatternDef| PatternDef { pattern: p.pattern.replace("@@", &name), ..p.clone() };
        let mut n = 0;
        for s in &file.schemas {
            let list = schemas.get(s).ok_or_else(|| Box::new(Problem::new(format!("{}: schemas.yaml has no schema `{s}`", f.name)).help("check the name under `use:`")))?;
            for p in list {
                // a schema speaks of cues that a kind may lack: those of its patterns are left out
                if crate::extract::pattern_classes(&p.pattern).iter().all(|c| !c.starts_with('@') || self.classes.get(&format!("{prefix}{}", &c[1..])).is_some()) {
                    patterns.push((own(p), Origin { file: number, row: n }));
                }
                n += 1;
            }
        }
        for p in &file.patterns {
            patterns.push((own(p), Origin { file: number, row: n }));
            n += 1;
        }
        for (p, _) in &patterns {
            for literal in crate::extract::pattern_literals(&p.pattern) {
                let class = self.classes.intern(&format!("lit:{literal}"));
                let entry = Entry {
                    class,
                    value: None,
                    number: None,
                    kind: None,
                    unit: None,
                    count: None,
                    side: None,
                    case: None,
                    exact: None,
                    entity: None,
                    origin: Origin { file: number, row: 0 },
                };
                self.add_forms(pack, &literal, &entry).map_err(|m| Box::new(Problem::new(format!("{}: {m}", f.name))))?;
            }
        }
        Ok(FrameSource { kind, prefix, patterns, file, file_number: number })
    }

    fn add_world(&mut self, pack: &mut Pack, code: &str) -> Result<(), String> {
        let core = self.core;
        let capitals = pack.file.capitals;
        for n in 0..self.world.entities.len() {
            let e = self.world.entities[n].clone();
            let class = match e.class {
                EntityClass::Country => core.country,
                EntityClass::Org => core.org,
                EntityClass::Place => core.place,
                EntityClass::Currency => core.currency,
            };
            let base = Entry {
                class,
                value: Some(e.id.as_str().into()),
                number: None,
                kind: None,
                unit: None,
                count: None,
                side: None,
                case: None,
                exact: None,
                entity: Some(EntityId(n as u32)),
                origin: Origin::default(),
            };
            let given = e.case.get(code).copied();
            for (class, names) in [(class, e.names.get(code)), (core.nationality, e.adjectives.get(code))] {
                for form in names.into_iter().flatten() {
                    let abbreviation = form.0.chars().count() >= 2 && form.0.chars().all(|c| c.is_ascii_uppercase() || c == '.');
                    let case = given.or(if abbreviation && e.class != EntityClass::Currency {
                        Some(Case::Upper)
                    } else if capitals && e.class != EntityClass::Currency {
                        Some(Case::Title)
                    } else {
                        None
                    });
                    self.add_forms(pack, &form.0, &Entry { class, case, ..base.clone() }).map_err(|m| format!("{}: {m}", e.id))?;
                }
            }
        }
        Ok(())
    }
}

fn row_problem(f: &RuleText, row: &Row, message: &str) -> Box<Problem> {
    let first = row.forms.first().map_or("", |s| s.0.as_str());
    let at = f.text.find(first).unwrap_or(0);
    Box::new(Problem::new(format!("{}: {message}", f.name)).at(&f.name, &f.text, at..at + first.len(), "in this row").help("see rules/README.md for the classes and their values"))
}
