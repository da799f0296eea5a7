//! Mail (RFC 5322) and saved web archives (MHT): the headers and texts of a message, and every
//! other part as a member of its own.

use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::container::Container;
use super::{Format, Item, Limits, Sink};
use crate::document::{BlockKind, DocumentBuilder, Gap, Hidden};
use crate::place::Place;
use crate::skip::{Skip, SkipReason};
use crate::source::Source;

/// So many bytes that are no text mean that something else was written over a message.
const NO_TEXT: usize = 8;

/// Mail and MHT.
pub(super) const FORMAT: Format = Format {
    id: "mail",
    title: "邮件与网页归档（eml、mht）",
    extensions: &["eml", "mht", "mhtml"],
    sniff: is_mail,
    read,
};

/// Header lines at the start, among them one that every such message has.
fn is_mail(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let name = first.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    if name == 0 || first.get(name) != Some(&b':') {
        return false;
    }
    let lower = head.to_ascii_lowercase();
    let has = |name: &[u8]| memchr::memmem::find(&lower, name).is_some();
    has(b"mime-version:") && (has(b"content-type:") || has(b"\nfrom:"))
}

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let origin = source.origin;
    let Some(message) = MessageParser::default().parse(&source.bytes) else {
        return sink(Item::Skip(Skip::new(origin, SkipReason::Damaged, "邮件无法解析")));
    };
    let mut builder = DocumentBuilder::new(origin.clone(), FORMAT.id);
    headers(&message, &mut builder);
    let damage = match () {
        () if is_overwritten(&source.bytes) => Some("部分内容被零字节或别的数据覆盖，其中的文字未检查"),
        () if is_cut(&message) => Some("邮件不完整，末尾缺失"),
        () => None,
    };
    if let Some(detail) = damage {
        builder.add_gap(Gap { place: None, reason: SkipReason::Damaged, detail: detail.to_owned() });
    }
    sink(Item::Document(Box::new(builder.finish())));
    let Some(mut container) = Container::open(origin, limits, sink) else { return };
    for (index, part) in message.parts.iter().enumerate() {
        let name = part.attachment_name().map(str::to_owned);
        let (default, bytes) = match &part.body {
            PartType::Text(text) => (format!("正文 {}.txt", index + 1), text.as_bytes().to_vec()),
            PartType::Html(_) => (format!("正文 {}.html", index + 1), html(&source.bytes, part)),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => (format!("附件 {}", index + 1), bytes.to_vec()),
            PartType::Message(inner) => (format!("邮件 {}.eml", index + 1), inner.raw_message().to_vec()),
            PartType::Multipart(_) => continue,
        };
        if !bytes.is_empty() && !container.content(&name.unwrap_or(default), bytes) {
            return;
        }
    }
}

/// True when bytes that are no text stand in a message: none has them but one that carries parts as they are.
fn is_overwritten(message: &[u8]) -> bool {
    // Escapes switch the character set in Japanese and older Chinese mail.
    let strange = message.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    strange >= NO_TEXT && memchr::memmem::find(&message.to_ascii_lowercase(), b"encoding: binary").is_none()
}

/// True when the mark that ends the last part of a message is missing.
fn is_cut(message: &Message<'_>) -> bool {
    let outermost = message.parts.first().filter(|part| matches!(part.body, PartType::Multipart(_)));
    let boundary = outermost.and_then(|part| part.content_type()?.attribute("boundary"));
    boundary.is_some_and(|boundary| {
        memchr::memmem::rfind(message.raw_message(), format!("--{boundary}--").as_bytes()).is_none()
    })
}

/// A page's bytes as stored where the part names no charset: then the page's own declaration holds,
/// which only the HTML reader knows.
fn html(raw: &[u8], part: &mail_parser::MessagePart<'_>) -> Vec<u8> {
    let declared = part.content_type().and_then(|kind| kind.attribute("charset")).is_some();
    let plain = matches!(part.encoding, mail_parser::Encoding::None);
    let stored = raw.get(part.offset_body as usize..part.offset_end as usize);
    match (&part.body, stored) {
        (PartType::Html(text), _) if declared => text.as_bytes().to_vec(),
        (_, Some(stored)) if plain => stored.to_vec(),
        (PartType::Html(text), _) => text.as_bytes().to_vec(),
        _ => Vec::new(),
    }
}

fn headers(message: &Message<'_>, builder: &mut DocumentBuilder) {
    field(builder, "主题", message.subject().unwrap_or_default());
    for (label, address) in [
        ("发件人", message.from()),
        ("收件人", message.to()),
        ("抄送", message.cc()),
        ("密送", message.bcc()),
        ("回复地址", message.reply_to()),
    ] {
        field(builder, label, &address.map(addresses).unwrap_or_default());
    }
    for header in message.headers() {
        // Headers that programs add hold text too, which no mail program shows.
        if let HeaderValue::Text(text) = &header.value
            && header.name().to_ascii_lowercase().starts_with("x-")
        {
            builder.open(BlockKind::Field, Some(Hidden::Metadata));
            builder.set_place(Place::Part("邮件头".to_owned()));
            builder.set_label(header.name());
            builder.push_str(text);
            builder.close();
            builder.push_str("\n");
        }
    }
    builder.meta().title = message.subject().map(str::to_owned);
    builder.meta().date = message.date().and_then(|date| crate::date::Date::new(date.year, date.month, date.day));
}

fn addresses(address: &Address<'_>) -> String {
    let one = |each: &mail_parser::Addr<'_>| {
        format!("{} {}", each.name().unwrap_or_default(), each.address().unwrap_or_default())
    };
    address.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn field(builder: &mut DocumentBuilder, label: &str, text: &str) {
    builder.open(BlockKind::Field, None);
    builder.set_place(Place::Part(label.to_owned()));
    builder.set_label(label);
    builder.push_str(text.trim());
    builder.close();
    builder.push_str("\n");
}
