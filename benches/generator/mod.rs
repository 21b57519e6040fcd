//! Articles made from a seed: the same seed gives the same bytes on every machine. The sentences are our own; they vary in
//! what is told (tolls, arrests, money, dates, lists, offices, bare prose) so that no stage is flattered.

#[allow(dead_code, reason = "each bench uses its own part of the generator")]
pub mod folder;

/// A linear congruential generator (the constants of Knuth's MMIX), enough to choose words.
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// Words of one language, by the slot of a sentence that they fill.
struct Language {
    sentences: &'static [&'static str],
    slots: &'static [(&'static str, &'static [&'static str])],
}

const ENGLISH: Language = Language {
    sentences: &[
        "At least {n} people were killed and {m} others wounded when {event} struck {city}, the {source} said on {weekday}.",
        "The death toll from {event} in {city} rose to {m} on {date}, up from {n} a day earlier.",
        "Police detained {m} protesters in {city}, among them {s} students, after a march against {cause}.",
        "{country}, {country2} and {country3} agreed on {date} to send {m} troops to the border.",
        "The government set aside ${s}.{n} million to rebuild homes damaged by {event}.",
        "President {name} told reporters that the talks would resume before the end of the month.",
        "Residents described long queues outside bakeries and pharmacies, and schools stayed shut for a third day.",
        "About {n} per cent of households were still without power, according to the {source}.",
        "Rescue teams searched through the night, using dogs and listening equipment, while relatives waited behind a cordon.",
        "The bloc, founded in {year}, has {s} members and its seat is in {city}.",
        "{name}, {age}, a nurse from {city}, said she had walked for {s} hours to reach the clinic.",
        "Analysts say {cause} has weighed on the currency since the start of the year.",
        "More than {m} families were displaced and {n} villages cut off, aid workers said.",
        "\"We will not leave anyone behind,\" Prime Minister {name} said in a televised address.",
    ],
    slots: &[
        ("city", &["Lagos", "Karachi", "Marseille", "Lima", "Izmir", "Mombasa", "Chittagong", "Oran", "Tashkent", "Baghdad"]),
        ("country", &["Kenya", "Peru", "Turkey", "Algeria"]),
        ("country2", &["Uganda", "Chile", "Greece", "Tunisia"]),
        ("country3", &["Tanzania", "Bolivia", "Bulgaria", "Libya"]),
        ("event", &["an earthquake", "a flood", "a suicide bombing", "a fire", "a train crash", "an air strike"]),
        ("source", &["health ministry", "interior ministry", "civil defence", "Red Crescent", "state news agency"]),
        ("weekday", &["Monday", "Wednesday", "Friday", "Sunday"]),
        ("date", &["3 March 2023", "June 14", "November 27, 2022", "9 May"]),
        ("cause", &["fuel prices", "the new tax", "water shortages", "the election delay"]),
        ("name", &["Amina Odhiambo", "Carlos Quispe", "Leyla Aydin", "Nadia Haddad", "Rustam Karimov"]),
        ("year", &["1964", "1989", "2001"]),
    ],
};

const ARABIC: Language = Language {
    sentences: &[
        "قُتل {n} شخصاً على الأقل وأصيب {m} آخرون في {event} ضرب مدينة {city}، بحسب ما أعلنت {source} يوم {weekday}.",
        "ارتفعت حصيلة ضحايا {event} في {city} إلى {m} قتيلاً بحلول {date} بعد أن كانت {n} في اليوم السابق.",
        "أوقفت الشرطة {m} متظاهراً في {city} بينهم {s} طلاب عقب مسيرة احتجاجاً على {cause}.",
        "اتفقت {country} و{country2} و{country3} في {date} على إرسال {m} جندياً إلى الحدود.",
        "خصصت الحكومة {s} ملايين دولار لإعادة بناء المنازل المتضررة من {event}.",
        "قال الرئيس {name} للصحفيين إن المحادثات ستُستأنف قبل نهاية الشهر.",
        "ووصف السكان طوابير طويلة أمام المخابز والصيدليات، فيما ظلت المدارس مغلقة لليوم الثالث.",
        "ولا تزال نحو {n} في المئة من المنازل بلا كهرباء وفق {source}.",
        "وواصلت فرق الإنقاذ البحث طوال الليل مستعينة بالكلاب وأجهزة الاستماع بينما انتظر الأقارب خلف الطوق الأمني.",
        "وتضم المنظمة التي تأسست عام {year} {s} دول أعضاء ومقرها {city}.",
        "وقالت {name} ({age} عاماً) وهي ممرضة من {city} إنها سارت {s} ساعات لتصل إلى العيادة.",
        "ويرى محللون أن {cause} ألقت بظلالها على العملة منذ مطلع العام.",
        "ونزحت أكثر من {m} عائلة وعُزلت {n} قرية، حسب عاملين في الإغاثة.",
        "وقال رئيس الوزراء {name} في كلمة متلفزة: «لن نترك أحداً خلفنا».",
    ],
    slots: &[
        ("city", &["بغداد", "وهران", "إزمير", "طشقند", "كراتشي", "بنغازي", "عدن", "الموصل"]),
        ("country", &["كينيا", "تركيا", "الجزائر"]),
        ("country2", &["أوغندا", "اليونان", "تونس"]),
        ("country3", &["تنزانيا", "بلغاريا", "ليبيا"]),
        ("event", &["زلزال", "فيضان", "تفجير انتحاري", "حريق"]),
        ("source", &["وزارة الصحة", "وزارة الداخلية", "الدفاع المدني", "الهلال الأحمر"]),
        ("weekday", &["الاثنين", "الأربعاء", "الجمعة", "الأحد"]),
        ("date", &["3 مارس 2023", "14 يونيو", "27 تشرين الثاني 2022", "9 مايو/أيار"]),
        ("cause", &["أسعار الوقود", "الضريبة الجديدة", "شح المياه", "أزمة المصارف"]),
        ("name", &["أمينة حداد", "كريم الزبيدي", "ليلى أيدن", "رستم كريموف"]),
        ("year", &["1964", "1989", "2001"]),
    ],
};

/// An article of about `bytes` bytes in `ar` or `en`.
pub fn article(language: &str, bytes: usize, seed: u64) -> String {
    let l = if language == "ar" { ARABIC } else { ENGLISH };
    let mut dice = Dice::new(seed);
    let mut out = String::new();
    let mut sentences = 0;
    while out.len() < bytes {
        let sentence = dice.of(l.sentences);
        fill(sentence, &l, &mut dice, &mut out);
        sentences += 1;
        out.push_str(if sentences % 3 == 0 { "\n\n" } else { " " });
    }
    out
}

fn fill(sentence: &str, l: &Language, dice: &mut Dice, out: &mut String) {
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((slot, behind)) = after.split_once('}') else { break };
        match slot {
            "n" => out.push_str(&(2 + dice.below(90)).to_string()),
            "m" => out.push_str(&(100 + dice.below(4000)).to_string()),
            "s" => out.push_str(&(3 + dice.below(7)).to_string()),
            "age" => out.push_str(&(18 + dice.below(60)).to_string()),
            _ => out.push_str(l.slots.iter().find(|s| s.0 == slot).map_or("", |s| dice.of(s.1))),
        }
        rest = behind;
    }
    out.push_str(rest);
}
