//! What no reference of running text holds and yet is right: the code of the issuing body in front
//! of a document's number (财库〔2014〕214号) or inside of a case's (粤03执恢15号), and numbers in
//! numerals of all kinds (伍仟元整).

use super::Candidate;

/// Longest code of an issuing body, in characters.
const CODE: usize = 5;
/// The same of one that ends on 字: 平公（治）行罚决字〔2021〕7号.
const LONG_CODE: usize = 14;

/// True for an edit in one of those places.
pub(super) fn is_innocent(text: &str, candidate: &Candidate) -> bool {
    let extent = &candidate.extent;
    is_number(&text[extent.clone()])
        || is_code(&text[candidate.edited.start..])
        || is_case(&text[..extent.start], &text[extent.end..])
}

fn is_number(extent: &str) -> bool {
    const NUMERALS: &str = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整〇一二三四五六七八九十幺";
    extent.chars().all(|char| NUMERALS.contains(char))
}

/// True when a few characters on a year in brackets begins.
fn is_code(rest: &str) -> bool {
    let opens = rest.char_indices().take(LONG_CODE + 1).filter(|(_, char)| is_open(*char));
    opens.into_iter().any(|(at, _)| {
        let code = &rest[..at];
        let is_short = code.chars().count() <= CODE;
        let in_brackets = |char: char| char.is_alphanumeric() || is_open(char) || "）)".contains(char);
        (is_short || code.ends_with('字') && code.chars().all(in_brackets)) && is_year(&rest[at..])
    })
}

/// True between the number of a court and that of a case.
fn is_case(before: &str, behind: &str) -> bool {
    let digits = behind.len() - behind.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    before.ends_with(|char: char| char.is_ascii_digit()) && digits > 0 && behind[digits..].starts_with('号')
}

/// A year in brackets and a number behind it.
fn is_year(rest: &str) -> bool {
    let mut behind = rest.chars();
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
        assert!(is_code("公（治）行罚决字〔2021〕15号"));
        assert!(!is_code("库（2014年）建成"));
        assert!(!is_code("库管理办法的通知（2014〕4号"));
    }

    #[test]
    fn numbers_are_numerals_throughout() {
        assert!(is_number("伍仟元"));
        assert!(is_number("一九五三"));
        assert!(!is_number("伍仟户"));
    }

    #[test]
    fn cases_stand_between_two_numbers() {
        assert!(is_case("（2025）湘0100", "1203号一案"));
        assert!(!is_case("（2025）湘0100", "一案") && !is_case("长沙市", "15号"));
    }
}
