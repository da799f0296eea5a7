//! How people and programs write a number so that machines do not find it.

use super::rng::Rng;

/// A number as written: what a reader sees, and the HTML for it where that is more than escaping.
#[derive(Clone, Debug)]
pub struct Written {
    pub name: &'static str,
    pub text: String,
    pub html: Option<String>,
}

/// What people do with one kind of number.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// The lengths of the groups into which they cut it.
    pub groups: &'static [&'static [usize]],
    /// What they write before it without a space.
    pub glue: &'static [&'static str],
    /// True where a 0 may have become the letter O.
    pub letters: bool,
}

pub const ID_HABITS: Habits = Habits {
    groups: &[&[6, 8], &[6, 4, 4], &[4, 4, 4, 4], &[3, 3, 4, 4], &[6, 4, 2, 2]],
    glue: &["ID", "No", "sfz", "_", "号", "证", "ID_"],
    letters: true,
};

pub const MOBILE_HABITS: Habits = Habits {
    groups: &[&[3, 4], &[4, 3], &[3, 4], &[3, 2, 3]],
    glue: &["电话", "_", "手机", "号", "tel_"],
    letters: false,
};

/// Where a writing makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    Text,
    Html,
    Markdown,
}

/// Changes the glyphs, one for each digit.
type Glyphs = fn(char) -> String;

const STYLES: &[(&str, Glyphs)] = &[
    ("full-width", full_width),
    ("mathematical", mathematical),
    ("chinese", chinese),
    ("chinese-yao", chinese_yao),
    ("banker", banker),
];

/// What is put between groups of digits.
const SEPARATORS: &[(&str, &str)] = &[
    ("space", " "),
    ("nbsp", "\u{a0}"),
    ("thin-space", "\u{2009}"),
    ("ideographic-space", "\u{3000}"),
    ("hyphen", "-"),
    ("long-hyphen", "－"),
    ("dot", "."),
    ("middle-dot", "·"),
    ("zero-width", "\u{200b}"),
    ("soft-hyphen", "\u{ad}"),
    ("joiner", "\u{2060}"),
];

/// Markup inside the number: before, after and between the two halves.
const MARKUP: &[(&str, [&str; 3])] = &[
    ("tag", ["<b>", "</b><span>", "</span>"]),
    ("font", ["", "<font color=\"#333333\">", "</font>"]),
    ("wbr", ["", "<wbr>", ""]),
    ("comment-inside", ["", "<!-- -->", ""]),
    ("nested", ["<span><em>", "</em></span><span lang=\"EN-US\">", "</span>"]),
];

impl Written {
    pub fn plain(number: &str) -> Self {
        Written { name: "plain", text: number.to_owned(), html: None }
    }
}

/// The number in one unusual writing, in one case of five in several at once.
pub fn unusual(rng: &mut Rng, number: &str, habits: Habits, medium: Medium) -> Written {
    if rng.percent(20) {
        return several(rng, number, habits, medium);
    }
    match rng.below(if medium == Medium::Html { 8 } else { 5 }) {
        0 => styled(rng, number),
        1 | 2 => separated(rng, number, habits.groups),
        3 if medium == Medium::Markdown => escaped(number),
        3 => small_thing(rng, number, habits),
        4 => glued(rng, number, habits),
        5 => entities(rng, number),
        _ => marked_up(rng, number),
    }
}

fn several(rng: &mut Rng, number: &str, habits: Habits, medium: Medium) -> Written {
    let wide: String = number.chars().map(full_width).collect();
    let glyphs = if rng.percent(50) { &wide } else { number };
    let mut written = separated(rng, glyphs, habits.groups);
    if medium == Medium::Html {
        written.html = Some(marked_up(rng, &written.text).html.unwrap_or_default());
    }
    Written { name: "several", ..written }
}

fn styled(rng: &mut Rng, number: &str) -> Written {
    let (name, glyphs) = STYLES[rng.below(STYLES.len())];
    Written { name, text: number.chars().map(glyphs).collect(), html: None }
}

fn separated(rng: &mut Rng, number: &str, groups: &[&[usize]]) -> Written {
    let (name, separator) = SEPARATORS[rng.below(SEPARATORS.len())];
    Written { name, text: cut(number, rng.pick(groups)).join(separator), html: None }
}

/// Cuts a number into groups of these lengths; what is left over is the last group.
fn cut(number: &str, lengths: &[usize]) -> Vec<String> {
    let chars: Vec<char> = number.chars().collect();
    let mut rest = &chars[..];
    let mut groups = Vec::new();
    for &length in lengths {
        let (group, after) = rest.split_at(length.min(rest.len()));
        groups.push(group.iter().collect());
        rest = after;
    }
    if !rest.is_empty() {
        groups.push(rest.iter().collect());
    }
    groups
}

/// Something small: another check character, a letter for a digit, a line break in the middle.
fn small_thing(rng: &mut Rng, number: &str, habits: Habits) -> Written {
    match number.strip_suffix('X') {
        Some(body) if rng.percent(50) => Written { name: "lower-x", text: format!("{body}x"), html: None },
        Some(body) => Written { name: "cross", text: format!("{body}×"), html: None },
        None if habits.letters && number.contains('0') && rng.percent(40) => {
            Written { name: "letter-o", text: number.replacen('0', "O", 1), html: None }
        }
        None => Written { name: "line-wrap", text: cut(number, &[rng.between(5, 9)]).join("\n"), html: None },
    }
}

fn glued(rng: &mut Rng, number: &str, habits: Habits) -> Written {
    let before = rng.pick(habits.glue);
    let after = rng.pick(&["", "_", "同志", "号"]);
    Written { name: "glued", text: format!("{before}{number}{after}"), html: None }
}

fn escaped(number: &str) -> Written {
    Written { name: "markdown-escape", text: cut(number, &[6, 8]).join("\\-"), html: None }
}

fn entities(rng: &mut Rng, number: &str) -> Written {
    let hex = rng.percent(50);
    let entity = |char: char| if hex { format!("&#x{:x};", char as u32) } else { format!("&#{};", char as u32) };
    let html = number.chars().enumerate().map(|(at, char)| if at % 3 == 0 { entity(char) } else { char.to_string() });
    Written { name: "entities", text: number.to_owned(), html: Some(html.collect()) }
}

fn marked_up(rng: &mut Rng, number: &str) -> Written {
    let (name, [before, between, after]) = MARKUP[rng.below(MARKUP.len())];
    let parts = cut(number, &[rng.between(3, 10)]);
    let html = format!("{before}{}{between}{}{after}", parts[0], parts[1..].concat());
    Written { name, text: number.to_owned(), html: Some(html) }
}

fn full_width(char: char) -> String {
    char::from_u32(char as u32 + 0xFEE0).filter(|_| char.is_ascii_graphic()).unwrap_or(char).to_string()
}

fn mathematical(char: char) -> String {
    char.to_digit(10).and_then(|digit| char::from_u32(0x1D7CE + digit)).unwrap_or(char).to_string()
}

fn from_table(char: char, table: &str) -> String {
    char.to_digit(10).and_then(|digit| table.chars().nth(digit as usize)).unwrap_or(char).to_string()
}

fn chinese(char: char) -> String {
    from_table(char, "〇一二三四五六七八九")
}

fn chinese_yao(char: char) -> String {
    from_table(char, "零幺二三四五六七八九")
}

fn banker(char: char) -> String {
    from_table(char, "零壹贰叁肆伍陆柒捌玖")
}
