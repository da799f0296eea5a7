//! What a page says about itself in `<meta>`: the names that government sites must use
//! (《政府网站发展指引》 国办发〔2017〕47号, attachment on page tags) and the usual ones.

use super::entity::{Entity, entity};
use crate::date::Date;
use crate::document::Meta;

/// Takes over what `<meta name=… content=…>` says.
pub(super) fn note(meta: &mut Meta, name: &str, content: &str) {
    match &*name.to_ascii_lowercase() {
        "articletitle" | "og:title" => meta.title = text(content).or(meta.title.take()),
        "pubdate" | "publishdate" | "article:published_time" => meta.date = date(content).or(meta.date),
        "contentsource" => meta.issuer = text(content).or(meta.issuer.take()),
        "columnname" => meta.column = text(content).or(meta.column.take()),
        "sitename" => meta.site = text(content).or(meta.site.take()),
        _ => {}
    }
}

/// The day that a time stamp begins with: `2021-06-08 10:00`, `2021/6/8`, `2021年6月8日`.
fn date(content: &str) -> Option<Date> {
    let mut numbers = content.trim().split(|char: char| !char.is_ascii_digit()).map(str::parse::<u16>);
    let mut next = || numbers.next()?.ok();
    let (year, month, day) = (next()?, next()?, next()?);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?)
}

fn text(content: &str) -> Option<String> {
    let mut decoded = String::new();
    let mut rest = content.trim();
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        decoded.push_str(before);
        let len = match entity(reference) {
            Some((Entity::Char(char), len)) => (decoded.push(char), len).1,
            Some((Entity::Text(text), len)) => (decoded.push_str(&text), len).1,
            None => (decoded.push('&'), 1).1,
        };
        rest = &reference[len..];
    }
    decoded.push_str(rest);
    (!decoded.is_empty()).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_required_names_are_understood() {
        let mut meta = Meta::default();
        note(&mut meta, "ArticleTitle", "关于公示的通知&nbsp;");
        note(&mut meta, "PubDate", "2021-06-08 10:00");
        note(&mut meta, "ContentSource", "某市人民政府");
        note(&mut meta, "ColumnName", "公示公告");
        note(&mut meta, "SiteName", "某市人民政府门户网站");
        note(&mut meta, "PubDate", "昨天");
        assert_eq!(meta.title.as_deref().map(str::trim_end), Some("关于公示的通知"));
        assert_eq!(meta.date, Date::new(2021, 6, 8));
        assert_eq!(meta.issuer.as_deref(), Some("某市人民政府"));
        assert_eq!(meta.column.as_deref(), Some("公示公告"));
        assert_eq!(meta.site.as_deref(), Some("某市人民政府门户网站"));
    }
}
