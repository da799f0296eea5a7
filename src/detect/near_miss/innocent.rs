//! What no reference of running text holds and yet is right: the code of the issuing body in front
//! of a document's number (财库〔2014〕214号) or inside of a case's (粤03执恢15号), names
//! before the number of a house, plates of cars, and numbers in numerals of all kinds (伍仟元整).

use super::{Candidate, Tier};
use crate::model::{BOUNDARY, symbol};

/// Characters that only traditional Chinese has, the usual ones.
const TRADITIONAL: &str = "為爲國會與對經這個來們時後發於學業實現開關體應當條產務動員進選權議論證據責達處無總統黨組織機構環護濟設計劃\
規範辦單請書長門問間聞東車連運遠還邊過適遷郵鄉區醫藥習級約純紙細結給絕繼續維網綜緊線練縣縮績繳罰羅聯職聽號術衛裝製複見視親覺觀\
訂訊記許訴診詢試該詳認語誤說課調談諸讓變負財貢貨販貫費貸資賓賞賣質購贈軍轉農輕輸轄辭遞鄰釋鎮鐵錄錢錯鑒閉陽隊階際隨險電頁項順須\
預領頭題額願類風飛飯養馬驗魚鳥麗黃點齊齡龍";
/// Of so many characters one is such in traditional text, at least.
const SHARE: usize = 12;
/// Fewest of them.
const LEAST: usize = 3;

/// Characters that little but the names of chemicals is written with: 戊唑醇, 聚丙烯, 氨氮.
const CHEMICAL: &str =
    "烷烯炔烃醇醛酮酚醚酯酰胺腈脲肟唑啶嗪啉吡咯噻吲哚苯萘蒽羟羧羰氨氰氟氯溴碘硫磷硝巯肽苷酶酐胍肼膦铵锍甾萜呋喃";

/// Longest code of an issuing body, in characters.
const CODE: usize = 5;
/// The same of one that ends on 字: 平公（治）行罚决字〔2021〕7号.
const LONG_CODE: usize = 14;

/// True for an edit in one of those places.
pub(super) fn is_innocent(text: &str, candidate: &Candidate) -> bool {
    let extent = &candidate.extent;
    is_number(&text[extent.clone()])
        || is_chemical(&text[extent.clone()], &candidate.right)
        || is_code(&text[candidate.edited.start..])
        || is_counted(&text[extent.end..])
        || is_plate(&text[extent.clone()], &text[extent.end..])
        || candidate.tier < Tier::Block && is_brand(&text[..extent.start], &text[extent.end..])
        || candidate.tier < Tier::Block
            && candidate.signs.word < 3
            && is_party(&text[..extent.start], &text[extent.end..])
        || candidate.tier == Tier::Advice && is_name(&text[..extent.start], &text[extent.end..], candidate)
}

/// True for text in traditional characters, of which the reference knows nothing.
pub(super) fn is_traditional(text: &str) -> bool {
    let (mut all, mut traditional) = (0, 0);
    for char in text.chars().filter(|char| ('\u{4e00}'..='\u{9fff}').contains(char)) {
        all += 1;
        traditional += usize::from(TRADITIONAL.contains(char));
    }
    traditional >= LEAST && traditional * SHARE >= all
}

fn is_number(extent: &str) -> bool {
    const NUMERALS: &str = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整〇一二三四五六七八九十幺";
    extent.chars().all(|char| NUMERALS.contains(char))
}

/// True where an edit takes away a character of a chemical: 氰烯菌酯 is not meant to be 清晰….
fn is_chemical(extent: &str, right: &str) -> bool {
    extent.chars().any(|char| CHEMICAL.contains(char) && !right.contains(char))
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

/// True before the number of a house or a case: 尾厝61号, 执恢3401号, 第易1234号.
fn is_counted(behind: &str) -> bool {
    let rest = behind.trim_start_matches(|char: char| char.is_ascii_digit() || char == '*');
    rest.len() < behind.len() && rest.starts_with('号')
}

/// True in what looks like a name, of a product too (统信UOS); a phrase is none.
fn is_name(before: &str, behind: &str, candidate: &Candidate) -> bool {
    let is_product = || behind.starts_with(|char: char| char.is_ascii_alphabetic());
    is_masked(behind) || candidate.signs.word < 3 && (is_firm(behind) || is_quoted(before, behind) || is_product())
}

/// True before what stands for the rest of a name: 经李2某签批, 张×与.
fn is_masked(behind: &str) -> bool {
    let rest = behind.trim_start_matches(|char: char| char.is_ascii_digit());
    rest.len() < behind.len() && rest.starts_with('某') || behind.starts_with(['x', 'X', '×', '○'])
}

/// True for the name of a firm, of a house or of what is made: 健立公司, 银星房地产公司.
fn is_firm(behind: &str) -> bool {
    const FIRMS: [&str; 14] = [
        "公司",
        "有限",
        "集团",
        "医院",
        "酒店",
        "宾馆",
        "房地产",
        "置业",
        "人寿",
        "小区",
        "花园",
        "大厦",
        "药房",
        "牌",
    ];
    FIRMS.iter().any(|firm| behind.starts_with(firm))
}

/// True for a firm named at the head of a clause: 健立公司与众兴公司签订合同.
fn is_party(before: &str, behind: &str) -> bool {
    let is_head = before.chars().next_back().is_none_or(|char| symbol(char) == BOUNDARY);
    is_head && is_firm(behind)
}

/// True for the name of a make in quotation marks: “健源康”牌.
fn is_brand(before: &str, behind: &str) -> bool {
    let is_make = |end: &str| behind.strip_prefix(end).is_some_and(|rest| rest.starts_with('牌'));
    before.ends_with(['“', '"']) && ["”", "\""].iter().any(|end| is_make(end))
}

/// True for what stands in quotation marks by itself: a brand or a name.
fn is_quoted(before: &str, behind: &str) -> bool {
    before.ends_with(['“', '"', '‘', '「']) && behind.starts_with(['”', '"', '’', '」'])
}

/// True for what ends on the province of a car's plate: 驾驶云AU….
fn is_plate(extent: &str, behind: &str) -> bool {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    extent.ends_with(|char| PROVINCES.contains(char)) && behind.starts_with(|char: char| char.is_ascii_uppercase())
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
    fn traditional_text_is_told_from_a_slip() {
        assert!(is_traditional("要積極穩妥地推進政治體制改革，加強安全生產工作。"));
        assert!(!is_traditional("要积极稳妥地推进组織建设，加强安全生产工作。"));
        assert!(!is_traditional("现將有关事项通知如下。"));
    }

    #[test]
    fn numbers_are_numerals_throughout() {
        assert!(is_number("伍仟元"));
        assert!(is_number("一九五三"));
        assert!(!is_number("伍仟户"));
    }

    #[test]
    fn chemicals_are_no_words() {
        assert!(is_chemical("氰烯", "清晰") && is_chemical("氟氯", "复绿"));
        assert!(!is_chemical("氨氮含亮", "氨氮含量") && !is_chemical("流成", "流程"));
    }

    #[test]
    fn firms_brands_and_masked_names_are_told() {
        assert!(is_party("", "公司签订") && is_party("，", "公司签订") && !is_party("由", "公司签订"));
        assert!(is_firm("公司签订合同") && is_firm("牌三轮车") && !is_firm("的公司"));
        assert!(is_quoted("购买“", "”牌") && !is_quoted("购买“", "股”") && !is_quoted("", "”"));
        assert!(is_brand("准予“", "”牌酒精消毒液") && !is_brand("准予“", "”酒精"));
        assert!(is_masked("2某签字") && is_masked("×的陈述") && !is_masked("某些") && !is_masked("2份"));
    }

    #[test]
    fn houses_cases_and_plates_are_numbered() {
        assert!(is_counted("1203号一案") && is_counted("61号房屋"));
        assert!(!is_counted("号房屋") && !is_counted("61户"));
        assert!(is_plate("驾驶云", "A12345号") && !is_plate("驾驶云", "南") && !is_plate("驾驶员", "A"));
    }
}
