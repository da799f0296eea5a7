//! How a number is shown and what to write instead of it. Both forms are plain ASCII, whatever
//! the number was written with.

use super::candidate::Sign;

/// `signs` with all but the `first` and `last` hidden.
pub(super) fn masked(signs: &[Sign], first: usize, last: usize) -> String {
    let hidden = first..signs.len().saturating_sub(last).max(first);
    let show = |(index, sign): (usize, &Sign)| if hidden.contains(&index) { '*' } else { plain(sign) };
    signs.iter().enumerate().map(show).collect()
}

/// A sign in ASCII.
fn plain(sign: &Sign) -> char {
    match sign.digit() {
        Some(value) => char::from(b'0' + value),
        None => 'X',
    }
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
}
