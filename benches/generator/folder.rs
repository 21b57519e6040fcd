//! Folders of wires made from a seed: distinct stories, as an editor would tell them apart, spread over the days.
//!
//! A story has its own country and town, its own villages and people, a kind of event, a day and figures, and words that its
//! reports have in common; a few outlets report on it in Arabic and English on this and the following days, now and then with another
//! figure. Articles of two stories share what real ones share: the words of a trade (toll, rescue, ministry), and at times a country.

use super::Dice;

/// A country with its towns, each in English and Arabic.
pub struct Country {
    name: [String; 2],
    towns: Vec<[String; 2]>,
}

/// An article and what `sources.yaml` says of it.
pub struct Wire {
    pub language: &'static str,
    pub text: String,
    /// Days since the first day of the folder.
    pub day: usize,
    pub outlet: String,
}

/// Countries that have towns, from the files of `rules/world`: path and text.
pub fn countries<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Country> {
    let between = |line: &str, from: &str, to: char| Some(line.split_once(from)?.1.split_once(to)?.0.trim_matches('"').to_owned());
    let first = |line: &str, language: &str| Some(between(line, &format!("{language}: ["), ']')?.split(',').next()?.trim().trim_matches('"').to_owned());
    let names = |line: &str| Some([first(line, "en")?, first(line, "ar")?]);
    let (mut list, mut towns) = (Vec::new(), Vec::new());
    for line in files.filter(|(path, _)| path.starts_with("world/")).flat_map(|(_, text)| text.lines()) {
        let Some(names) = names(line) else { continue };
        if line.contains("class: country") && !line.contains("note:") {
            list.extend(between(line, "id: ", ',').map(|id| (id, Country { name: names, towns: Vec::new() })));
        } else if line.contains("level: city") && !line.contains("note:") {
            towns.extend(between(line, "of: ", ',').map(|of| (of, names)));
        }
    }
    for (of, names) in towns {
        if let Some((_, c)) = list.iter_mut().find(|(id, _)| *id == of) {
            c.towns.push(names);
        }
    }
    list.into_iter().map(|(_, c)| c).filter(|c| !c.towns.is_empty()).collect()
}

/// Syllables of the names of people and villages that no list knows, in both scripts.
const SYLLABLES: [[&str; 2]; 40] = [
    ["ba", "با"],
    ["ka", "كا"],
    ["ro", "رو"],
    ["mi", "مي"],
    ["su", "سو"],
    ["da", "دا"],
    ["len", "لين"],
    ["tor", "تور"],
    ["zi", "زي"],
    ["nu", "نو"],
    ["fa", "فا"],
    ["rim", "ريم"],
    ["gal", "غال"],
    ["do", "دو"],
    ["ha", "ها"],
    ["ber", "بير"],
    ["shi", "شي"],
    ["lo", "لو"],
    ["wan", "وان"],
    ["te", "تي"],
    ["mar", "مار"],
    ["ju", "جو"],
    ["kel", "كيل"],
    ["sa", "سا"],
    ["bri", "بري"],
    ["tan", "تان"],
    ["nor", "نور"],
    ["vi", "في"],
    ["quo", "كو"],
    ["lam", "لام"],
    ["dri", "دري"],
    ["sten", "ستين"],
    ["fro", "فرو"],
    ["gu", "غو"],
    ["pal", "بال"],
    ["ri", "ري"],
    ["zan", "زان"],
    ["che", "تشي"],
    ["mon", "مون"],
    ["yu", "يو"],
];

/// Words that a story has of its own, for colour: nouns and what is done, in both languages.
const NOUNS: [[&str; 2]; 72] = [
    ["bridge", "الجسر"],
    ["orchard", "البستان"],
    ["harbour", "المرفأ"],
    ["warehouse", "المستودع"],
    ["minaret", "المئذنة"],
    ["canal", "القناة"],
    ["quarry", "المحجر"],
    ["vineyard", "الكرم"],
    ["bakery", "المخبز"],
    ["library", "المكتبة"],
    ["stadium", "الملعب"],
    ["tunnel", "النفق"],
    ["lighthouse", "المنارة"],
    ["theatre", "المسرح"],
    ["laboratory", "المختبر"],
    ["workshop", "الورشة"],
    ["greenhouse", "الدفيئة"],
    ["courtyard", "الفناء"],
    ["pharmacy", "الصيدلية"],
    ["museum", "المتحف"],
    ["cemetery", "المقبرة"],
    ["refinery", "المصفاة"],
    ["sawmill", "المنشرة"],
    ["clinic", "العيادة"],
    ["dormitory", "السكن"],
    ["kitchen", "المطبخ"],
    ["garage", "المرآب"],
    ["pipeline", "الأنبوب"],
    ["generator", "المولد"],
    ["antenna", "الهوائي"],
    ["turbine", "التوربين"],
    ["ferry", "العبّارة"],
    ["tractor", "الجرار"],
    ["excavator", "الحفارة"],
    ["ambulance", "سيارة الإسعاف"],
    ["tanker", "الصهريج"],
    ["elevator", "المصعد"],
    ["staircase", "الدرج"],
    ["balcony", "الشرفة"],
    ["cellar", "القبو"],
    ["mattress", "الفراش"],
    ["blanket", "البطانية"],
    ["lantern", "الفانوس"],
    ["ladder", "السلم"],
    ["rope", "الحبل"],
    ["barrel", "البرميل"],
    ["furnace", "الفرن"],
    ["textile", "النسيج"],
    ["cotton", "القطن"],
    ["wheat", "القمح"],
    ["livestock", "الماشية"],
    ["timber", "الخشب"],
    ["cement", "الإسمنت"],
    ["copper", "النحاس"],
    ["diesel", "الديزل"],
    ["vaccine", "اللقاح"],
    ["insulin", "الإنسولين"],
    ["oxygen", "الأكسجين"],
    ["satellite", "القمر الصناعي"],
    ["compass", "البوصلة"],
    ["choir", "الجوقة"],
    ["orchestra", "الأوركسترا"],
    ["festival", "المهرجان"],
    ["wedding", "العرس"],
    ["funeral", "الجنازة"],
    ["auction", "المزاد"],
    ["tournament", "البطولة"],
    ["census", "التعداد"],
    ["archive", "الأرشيف"],
    ["mosaic", "الفسيفساء"],
    ["meadow", "المرج"],
    ["glacier", "النهر الجليدي"],
];
const DEEDS: [[&str; 2]; 36] = [
    ["was sealed off", "أُغلق"],
    ["had been repaired", "خضع للترميم"],
    ["was photographed from above", "صُوّر من الجو"],
    ["is guarded by volunteers", "يحرسه متطوعون"],
    ["belongs to a cooperative", "تملكه تعاونية"],
    ["was inaugurated long ago", "دُشّن منذ زمن"],
    ["drew visitors", "كان يجتذب الزوار"],
    ["lacked a permit", "كان بلا ترخيص"],
    ["was insured abroad", "كان مؤمّناً في الخارج"],
    ["had been painted white", "كان مطلياً بالأبيض"],
    ["smelled of smoke", "تفوح منه رائحة الدخان"],
    ["stood empty", "بقي خالياً"],
    ["was looted", "نُهب"],
    ["will be auctioned", "سيُباع"],
    ["served as a shelter", "استُخدم مأوى"],
    ["was measured by engineers", "قاسه المهندسون"],
    ["is being rebuilt", "يُعاد بناؤه"],
    ["was blessed by elders", "باركه الشيوخ"],
    ["appears on old maps", "يظهر في خرائط قديمة"],
    ["was mentioned in a diary", "ذُكر في مذكرات"],
    ["supplied the valley", "كان يزود الوادي"],
    ["fell silent", "ساده الصمت"],
    ["was cleared of mud", "أُزيل منه الوحل"],
    ["reopened at dawn", "أعيد فتحه فجراً"],
    ["cracked in the frost", "تشقق من الصقيع"],
    ["was lit by candles", "أُضيء بالشموع"],
    ["echoed with prayers", "ترددت فيه الصلوات"],
    ["was wrapped in plastic", "لُفّ بالبلاستيك"],
    ["had been mortgaged", "كان مرهوناً"],
    ["was carved from stone", "نُحت من الحجر"],
    ["carried a plaque", "حمل لوحة تذكارية"],
    ["was weighed twice", "وُزن مرتين"],
    ["is leased to growers", "مؤجر للمزارعين"],
    ["was drained", "جُفّف"],
    ["leaned to one side", "مال إلى جانب"],
    ["was tested for leaks", "فُحص بحثاً عن تسرب"],
];

/// What a kind of event is told with: by language, sentences of the lead, sentences of the body. `{k}` killed, `{h}` hurt, `{x}` the figure of the
/// story that may change, `{y}` and `{z}` others; `{t}` town, `{c}` country, `{v}` `{w}` villages, `{p}` `{q}` people, `{d}` the day, `{b}` a body.
type Sort = [(&'static [&'static str], &'static [&'static str]); 2];

const SORTS: [Sort; 12] = [
    [
        (
            &[
                "At least {k} people were killed and {h} injured when an earthquake shook {t}, {c}, on {d}.",
                "An earthquake near {v} in {c} has killed {k} people, rescuers in {t} said.",
            ],
            &[
                "The tremor of magnitude 6.{s} was felt as far as {w}.",
                "About {x} houses collapsed in {v}, {p}, the governor, said.",
                "{q} dug her neighbours out with her hands.",
                "Aftershocks kept {y} families in tents.",
            ],
        ),
        (
            &["قُتل {k} شخصاً وأصيب {h} آخرون في زلزال ضرب {t} في {c} يوم {d}.", "أودى زلزال قرب {v} في {c} بحياة {k} شخصاً، بحسب منقذين في {t}."],
            &[
                "وشعر سكان {w} بالهزة التي بلغت 6.{s} درجات.",
                "وانهار نحو {x} منزلاً في {v}، كما قال الحاكم {p}.",
                "وأخرجت {q} جيرانها بيديها.",
                "وأبقت الهزات الارتدادية {y} عائلة في الخيام.",
            ],
        ),
    ],
    [
        (
            &["Floods swept through {v} and {w} in {c}, killing {k} people and displacing {x}.", "{k} people drowned near {t}, {c}, after torrential rain on {d}."],
            &[
                "The river rose {s} metres overnight, {p} of the water board said.",
                "{h} people were plucked from roofs by helicopter.",
                "{q} lost {y} goats.",
                "Roads between {t} and {v} were under water.",
            ],
        ),
        (
            &["اجتاحت السيول {v} و{w} في {c} وقتلت {k} شخصاً وشردت {x}.", "غرق {k} شخصاً قرب {t} في {c} بعد أمطار غزيرة يوم {d}."],
            &["وارتفع منسوب النهر {s} أمتار، وفق {p} من هيئة المياه.", "وانتُشل {h} شخصاً من فوق الأسطح بالمروحيات.", "وفقدت {q} {y} من الماعز.", "وغمرت المياه الطريق بين {t} و{v}."],
        ),
    ],
    [
        (
            &["A bomb killed {k} people in a market in {t}, {c}, on {d}.", "A suicide bombing at a checkpoint near {v} in {c} left {k} dead and {h} wounded."],
            &[
                "{p}, a police commander, blamed a group from {w}.",
                "{h} wounded were taken to hospital in {t}, doctor {q} said.",
                "The attacker carried {s} kilograms of explosives.",
                "Police arrested {y} suspects.",
            ],
        ),
        (
            &["قتل انفجار قنبلة {k} شخصاً في سوق بمدينة {t} في {c} يوم {d}.", "خلّف تفجير انتحاري عند حاجز قرب {v} في {c} {k} قتيلاً و{h} جريحاً."],
            &[
                "واتهم قائد الشرطة {p} جماعة من {w}.",
                "ونُقل {h} جريحاً إلى مستشفى في {t}، كما قالت الطبيبة {q}.",
                "وكان المهاجم يحمل {s} كيلوغرامات من المتفجرات.",
                "وأوقفت الشرطة {y} مشتبهاً بهم.",
            ],
        ),
    ],
    [
        (
            &["{p} won the presidential election in {c} with 5{s} per cent of the vote.", "Voters in {c} chose {p} as president on {d}, officials in {t} said."],
            &[
                "Turnout was 6{s} per cent, the electoral commission said.",
                "Her rival {q} took {z} per cent and contested {x} ballots from {v}.",
                "Some {y} observers watched the count in {w}.",
            ],
        ),
        (
            &["فاز {p} في الانتخابات الرئاسية في {c} بنسبة 5{s} في المئة من الأصوات.", "اختار الناخبون في {c} {p} رئيساً يوم {d}، بحسب مسؤولين في {t}."],
            &["وبلغت نسبة المشاركة 6{s} في المئة وفق لجنة الانتخابات.", "وحصل منافسه {q} على {z} في المئة وطعن في {x} ورقة من {v}.", "وراقب {y} مراقباً الفرز في {w}."],
        ),
    ],
    [
        (
            &["A court in {t}, {c}, sentenced {p} to {s} years in prison on {d}.", "{p}, a former minister of {c}, was jailed for {s} years."],
            &["Prosecutors said he took bribes of ${x} million for a mine near {v}.", "Judge {q} read the verdict for {z} minutes.", "{y} witnesses from {w} were heard."],
        ),
        (
            &["قضت محكمة في {t} في {c} بسجن {p} {s} سنوات يوم {d}.", "حُكم على {p} الوزير السابق في {c} بالسجن {s} سنوات."],
            &["وقال الادعاء إنه تلقى رشاوى بقيمة {x} مليون دولار عن منجم قرب {v}.", "وتلا القاضي {q} الحكم في {z} دقيقة.", "واستمعت المحكمة إلى {y} شاهداً من {w}."],
        ),
    ],
    [
        (
            &["A passenger train derailed between {t} and {v} in {c}, killing {k}.", "{k} people died and {h} were hurt when two trains collided near {v}, {c}, on {d}."],
            &["The driver, {p}, had worked {z} hours.", "{q}, of the railway, said {s} carriages left the rails.", "{y} passengers walked to {w}."],
        ),
        (
            &["خرج قطار ركاب عن القضبان بين {t} و{v} في {c} ما أدى إلى مقتل {k} شخصاً.", "قُتل {k} شخصاً وأصيب {h} في تصادم قطارين قرب {v} في {c} يوم {d}."],
            &["وكان السائق {p} قد عمل {z} ساعة.", "وقال {q} من السكك الحديدية إن {s} عربات خرجت عن القضبان.", "وسار {y} راكباً إلى {w}."],
        ),
    ],
    [
        (
            &["The central bank of {c} raised its key rate to 1{s} per cent on {d}.", "{c} raised interest rates to 1{s} per cent as prices climbed, governor {p} said in {t}."],
            &[
                "Inflation reached {z} per cent in the month.",
                "{q}, of a brokerage in {w}, had expected less.",
                "Reserves stood at ${x} million.",
                "A pound of coffee from {v} costs {y}.",
            ],
        ),
        (
            &["رفع البنك المركزي في {c} سعر الفائدة إلى 1{s} في المئة يوم {d}.", "رفعت {c} أسعار الفائدة إلى 1{s} في المئة مع صعود الأسعار، كما أعلن المحافظ {p} في {t}."],
            &["وبلغ التضخم {z} في المئة خلال الشهر.", "وتوقع {q} من شركة وساطة في {w} أقل من ذلك.", "وبلغت الاحتياطيات {x} مليون دولار.", "ويباع رطل البن من {v} بـ{y}."],
        ),
    ],
    [
        (
            &["Nurses in {t}, {c}, walked out on {d}, demanding a rise of {z} per cent.", "Some {x} teachers went on strike across {c}, led by {p}."],
            &["The union of {q} has {y} members in {v}.", "Schools in {w} stayed shut.", "The ministry offered {s} per cent."],
        ),
        (
            &["أضرب الممرضون في {t} في {c} يوم {d} مطالبين بزيادة {z} في المئة.", "بدأ {x} معلماً إضراباً في أنحاء {c} بقيادة {p}."],
            &["وتضم نقابة {q} {y} عضواً في {v}.", "وبقيت المدارس مغلقة في {w}.", "وعرضت الوزارة {s} في المئة."],
        ),
    ],
    [
        (
            &["A boat carrying {x} migrants sank off {v}, {c}; {k} bodies were found.", "{k} migrants drowned off the coast of {c} on {d}, the coast guard in {t} said."],
            &["{h} survivors were brought to {w}.", "Fisherman {p} heard cries at night.", "{q}, {y}, lost two brothers."],
        ),
        (
            &["غرق قارب يقل {x} مهاجراً قبالة {v} في {c} وعُثر على {k} جثة.", "غرق {k} مهاجراً قبالة سواحل {c} يوم {d}، بحسب خفر السواحل في {t}."],
            &["ونُقل {h} ناجياً إلى {w}.", "وسمع الصياد {p} صراخاً في الليل.", "وفقدت {q} شقيقين."],
        ),
    ],
    [
        (
            &["Cholera has killed {k} people in {v}, {c}, since {d}.", "Health workers in {t}, {c}, counted {x} cases of cholera and {k} deaths."],
            &["{p}, of the health ministry, asked for {y} doses of vaccine.", "Wells in {w} were closed.", "Nurse {q} treats {z} patients a day."],
        ),
        (
            &["أودت الكوليرا بحياة {k} شخصاً في {v} في {c} منذ {d}.", "سجل عاملون صحيون في {t} في {c} {x} إصابة بالكوليرا و{k} وفاة."],
            &["وطلب {p} من وزارة الصحة {y} جرعة لقاح.", "وأُغلقت آبار {w}.", "وتعالج الممرضة {q} {z} مريضاً في اليوم."],
        ),
    ],
    [
        (
            &[
                "Gunmen ambushed an army convoy near {v} in {c}, killing {k} soldiers.",
                "{k} soldiers were killed and {h} wounded in an ambush on the road from {t} to {w}, {c}, on {d}.",
            ],
            &["Colonel {p} said {y} attackers died.", "{s} vehicles were burnt.", "{q}, a trader from {w}, hid in a ditch."],
        ),
        (
            &["نصب مسلحون كميناً لقافلة عسكرية قرب {v} في {c} وقتلوا {k} جندياً.", "قُتل {k} جندياً وجرح {h} في كمين على الطريق من {t} إلى {w} في {c} يوم {d}."],
            &["وقال العقيد {p} إن {y} مهاجماً قُتلوا.", "وأُحرقت {s} آليات.", "واختبأ التاجر {q} من {w} في خندق."],
        ),
    ],
    [
        (
            &["{c} signed a contract worth ${x} million for a power station at {v} on {d}.", "A power plant of {y} megawatts will be built at {v}, {c}, minister {p} said in {t}."],
            &["Work should take {s} years and employ {z} people.", "Residents of {w}, led by {q}, oppose the plan."],
        ),
        (
            &["وقّعت {c} عقداً بقيمة {x} مليون دولار لبناء محطة كهرباء في {v} يوم {d}.", "ستُبنى محطة كهرباء بقدرة {y} ميغاواط في {v} في {c}، كما قال الوزير {p} في {t}."],
            &["وتستغرق الأعمال {s} سنوات ويعمل فيها {z} شخصاً.", "ويعارض سكان {w} الخطة بقيادة {q}."],
        ),
    ],
];

const OUTLETS: [&str; 9] = ["Meridian", "The Courier", "Wire One", "Al-Masar", "The Herald", "Al-Khabar", "Daily Post", "Observer", "Al-Nahar"];
const MONTHS: [[&str; 2]; 12] = [
    ["January", "يناير"],
    ["February", "فبراير"],
    ["March", "مارس"],
    ["April", "أبريل"],
    ["May", "مايو"],
    ["June", "يونيو"],
    ["July", "يوليو"],
    ["August", "أغسطس"],
    ["September", "سبتمبر"],
    ["October", "أكتوبر"],
    ["November", "نوفمبر"],
    ["December", "ديسمبر"],
];

/// A name of some syllables, in both scripts; of two words for a person.
fn name(dice: &mut Dice, words: usize) -> [String; 2] {
    let mut out = [String::new(), String::new()];
    for w in 0..words {
        let syllables: Vec<usize> = (0..3 + dice.below(2)).map(|_| dice.below(SYLLABLES.len())).collect();
        for (language, o) in out.iter_mut().enumerate() {
            let word: String = syllables.iter().map(|s| SYLLABLES[*s][language]).collect();
            if w > 0 {
                o.push(' ');
            }
            let mut letters = word.chars();
            o.extend(letters.next().map(|c| c.to_ascii_uppercase()));
            o.push_str(letters.as_str());
        }
    }
    out
}

/// The reports on one story that breaks `day` days after the first; the day of the month is told where `date` gives it.
pub fn story(countries: &[Country], number: u64, day: usize, date: impl Fn(usize) -> (usize, usize)) -> Vec<Wire> {
    let mut dice = Dice::new(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number);
    dice.below(2);
    let country = &countries[dice.below(countries.len())];
    let town = &country.towns[dice.below(country.towns.len())];
    let sort = &SORTS[dice.below(SORTS.len())];
    let [v, w] = [(); 2].map(|()| name(&mut dice, 1));
    let [p, q] = [(); 2].map(|()| name(&mut dice, 2));
    let mut figures: Vec<(char, usize)> = vec![('k', 2 + dice.below(90)), ('h', 100 + dice.below(300)), ('x', 500 + dice.below(9000))];
    figures.extend([('y', 11 + dice.below(80)), ('z', 4 + dice.below(30)), ('s', 2 + dice.below(7))]);
    // a story's words are its own: no list is as long as a language
    let colour: Vec<([&str; 2], [&str; 2], [String; 2])> =
        (0..10).map(|_| (NOUNS[dice.below(NOUNS.len())], DEEDS[dice.below(DEEDS.len())], name(&mut dice, 1).map(|w| w.to_lowercase()))).collect();
    // most stories have two or three reports, some a dozen
    let reports = 1 + dice.below(4) + if dice.below(12) == 0 { 4 + dice.below(8) } else { 0 };
    let mut out = Vec::with_capacity(reports);
    for _ in 0..reports {
        let later = dice.below(4);
        let language = dice.below(2);
        // a report may have another figure than the others
        if dice.below(3) == 0 {
            let n = dice.below(3);
            figures[n].1 += 1 + dice.below(9);
        }
        let (month, of_month) = date(day);
        let month = MONTHS[month][language];
        let told = if language == 0 { format!("{month} {of_month}") } else { format!("{of_month} {month}") };
        let (lead, body) = sort[language];
        let mut sentences: Vec<String> = vec![lead[dice.below(lead.len())].to_owned()];
        for s in body {
            if dice.below(2) == 0 {
                sentences.push((*s).to_owned());
            }
        }
        while sentences.iter().map(String::len).sum::<usize>() < 850 {
            let (noun, deed, own) = &colour[dice.below(colour.len())];
            let n = 12 + dice.below(800);
            sentences.push(match (language, dice.below(5)) {
                (0, 0) => format!("The {} {} of {} {}.", own[0], noun[0], v[0], deed[0]),
                (0, 1) => format!("{} said the {} {} cost ${n} million.", q[0], own[0], noun[0]),
                (0, 2) => format!("Near {}, {n} people live by the {} {}.", w[0], own[0], noun[0]),
                (0, 3) => format!("The {} {} {}, {} per cent of it in {}.", own[0], noun[0], deed[0], n % 100, w[0]),
                (0, _) => format!("{} asked why the {} {}.", p[0], noun[0], deed[0]),
                (_, 0) => format!("وفي {} {} {} {}.", v[1], deed[1], noun[1], own[1]),
                (_, 1) => format!("وقال {} إن كلفة {} {} بلغت {n} مليون دولار.", q[1], noun[1], own[1]),
                (_, 2) => format!("وقرب {} يعيش {n} شخصاً بجوار {} {}.", w[1], noun[1], own[1]),
                (_, 3) => format!("و{} {} {}، {} في المئة منه في {}.", deed[1], noun[1], own[1], n % 100, w[1]),
                _ => format!("وسأل {} لماذا {} {}.", p[1], deed[1], noun[1]),
            });
        }
        let mut text = String::new();
        for (n, s) in sentences.iter().enumerate() {
            let mut rest = s.as_str();
            while let Some((before, after)) = rest.split_once('{') {
                text.push_str(before);
                let slot = after.chars().next().unwrap_or_default();
                match slot {
                    't' => text.push_str(&town[language]),
                    'c' => text.push_str(&country.name[language]),
                    'v' => text.push_str(&v[language]),
                    'w' => text.push_str(&w[language]),
                    'p' => text.push_str(&p[language]),
                    'q' => text.push_str(&q[language]),
                    'd' => text.push_str(&told),
                    _ => text.push_str(&figures.iter().find(|f| f.0 == slot).map_or(0, |f| f.1).to_string()),
                }
                rest = after.split_once('}').map_or("", |a| a.1);
            }
            text.push_str(rest);
            text.push_str(if n % 3 == 2 { "\n\n" } else { " " });
        }
        out.push(Wire { language: ["en", "ar"][language], text, day: day + later, outlet: OUTLETS[dice.below(OUTLETS.len())].to_owned() });
    }
    out
}
