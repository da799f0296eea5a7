//! What no reference of running text holds and yet is right: the code of the issuing body in front
//! of a document's number (财库〔2014〕214号), and amounts in the numerals of banks (伍仟元整).

use super::Candidate;

/// Longest code of an issuing body, in characters.
const CODE: usize = 5;

/// True for an edit in one of those places.
pub(super) fn is_innocent(text: &str, candidate: &Candidate) -> bool {
    is_amount(&text[candidate.extent.clone()]) || is_code(&text[candidate.edited.start..])
}

fn is_amount(extent: &str) -> bool {
    const NUMERALS: &str = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整";
    extent.chars().all(|char| NUMERALS.contains(char))
}

/// True when a few characters on a year in brackets begins.
fn is_code(rest: &str) -> bool {
    let code: usize = rest.chars().take(CODE).take_while(|char| !is_open(*char)).map(char::len_utf8).sum();
    let mut behind = rest[code..].chars();
    behind.next().is_some_and(is_open)
        && behind.by_ref().take(4).filter(char::is_ascii_digit).count() == 4
        && behind.next().is_some_and(|char| "〕﹞】]）)".contains(char))
        && behind.find(|char| !char.is_ascii_digit()) == Some('号')
}

fn is_open(char: char) -> bool {
    "〔﹝【[（(".contains(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_before_a_number() {
        assert!(is_code("库〔2014〕214号"));
        assert!(is_code("水建管【2014】4号"));
        assert!(!is_code("库（2014年）建成"));
        assert!(!is_code("库管理办法的通知（2014〕4号"));
    }

    #[test]
    fn amounts_are_numerals_throughout() {
        assert!(is_amount("伍仟元"));
        assert!(!is_amount("伍仟户"));
    }
}
