//! How a number is shown and what to write instead of it. Both forms are plain ASCII, whatever
//! the number was written with.

use super::candidate::Sign;

/// `signs` with all but the `first` and `last` hidden.
pub(super) fn masked(signs: &[Sign], first: usize, last: usize) -> String {
    let hidden = first..signs.len().saturating_sub(last).max(first);
    let show = |(index, sign): (usize, &Sign)| if hidden.contains(&index) { '*' } else { plain(sign) };
    let mut shown = String::with_capacity(signs.len());
    shown.extend(signs.iter().enumerate().map(show));
    shown
}

/// A sign in ASCII.
fn plain(sign: &Sign) -> char {
    match sign.digit() {
        Some(value) => char::from(b'0' + value),
        None => 'X',
    }
}

/// `text` with all but its `first` and `last` characters hidden.
pub(super) fn masked_text(text: &str, first: usize, last: usize) -> String {
    let count = text.chars().count();
    let hidden = first..count.saturating_sub(last).max(first);
    text.chars().enumerate().map(|(index, char)| if hidden.contains(&index) { '*' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::candidate::Candidates;
    use super::*;

    #[test]
    fn forms_are_plain_whatever_the_writing() {
        let all = Candidates::of("１３８ 1234-五六七八", &|_, _| true);
        let forms: Vec<_> = all.iter().map(|candidate| masked(candidate.signs, 3, 4)).collect();
        assert_eq!(forms, ["138****5678"]);
    }

    #[test]
    fn texts_keep_their_ends() {
        assert_eq!(masked_text("E00001234", 2, 2), "E0*****34");
        assert_eq!(masked_text("琼A00001", 2, 1), "琼A****1");
    }
}
