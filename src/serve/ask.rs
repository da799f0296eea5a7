//! What a caller wants looked at: a text in JSON, or files in a form, with the same options.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::http::Request;
use super::multipart;
use super::problem::{Kind, Problem};
use crate::report::Lang;
use crate::source::{Origin, Source};

/// Byte order mark: the text is UTF-8, whatever a page says of itself.
const MARK: &str = "\u{feff}";

/// Documents and what is asked about them.
#[derive(Debug)]
pub(super) struct Ask<T> {
    /// The documents, at least one.
    pub(super) inputs: Vec<Input>,
    /// The options of the address.
    pub(super) options: T,
}

/// One thing to read.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// Its name and bytes.
    pub(super) source: Source,
    /// Bytes before the text as it was sent, when it was sent as text.
    pub(super) shift: Option<isize>,
}

/// Options of an address.
pub(super) trait Options: DeserializeOwned + Default {
    /// Their names.
    const FIELDS: &'static [&'static str];
}

/// The options that every address with documents has.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Language {
    #[default]
    Zh,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        }
    }
}

/// Fields of a JSON request that are the document and no option.
const DOCUMENT: [&str; 3] = ["text", "format", "name"];

/// Formats of a text, and the ending of a name that asks for each.
const FORMATS: [(&str, &str); 5] =
    [("text", "txt"), ("html", "html"), ("markdown", "md"), ("csv", "csv"), ("json", "json")];

/// Reads a request with documents.
///
/// # Errors
/// What is wrong with it.
pub(super) fn read<T: Options>(request: &Request) -> Result<Ask<T>, Problem> {
    match request.media_type().as_str() {
        "application/json" => text(request),
        _ => form(request),
    }
}

/// The options of a JSON request without documents.
///
/// # Errors
/// What is wrong with it.
pub(super) fn options<T: Options>(bytes: &[u8]) -> Result<T, Problem> {
    parse(object(bytes)?)
}

fn text<T: Options>(request: &Request) -> Result<Ask<T>, Problem> {
    let mut fields = object(&request.body)?;
    let [text, format, name] = DOCUMENT.map(|field| fields.remove(field));
    let Some(Value::String(text)) = text else {
        return Err(Kind::BadJson.because("缺少字符串 text", "the string text is missing"));
    };
    let ending = ending(format)?;
    let name = match name {
        None => format!("正文.{ending}"),
        Some(Value::String(name)) => titled(&name, ending),
        Some(_) => return Err(Kind::BadJson.because("name 应为字符串", "name must be a string")),
    };
    let (bytes, shift) = match text.starts_with(MARK) {
        true => (text, 0),
        false => (format!("{MARK}{text}"), MARK.len() as isize),
    };
    let input = Input { source: Source::new(Origin::file(name), bytes), shift: Some(shift) };
    Ok(Ask { inputs: vec![input], options: parse(fields)? })
}

fn ending(format: Option<Value>) -> Result<&'static str, Problem> {
    let known = || FORMATS.map(|(id, _)| id).join("、");
    let named = match &format {
        None => Some("text"),
        Some(value) => value.as_str(),
    };
    let found = named.and_then(|id| FORMATS.iter().find(|(known, _)| *known == id));
    found.map(|(_, ending)| *ending).ok_or_else(|| {
        Kind::BadJson.because(format!("format 可取 {}", known()), format!("format is one of {}", known()))
    })
}

/// The format decides how a text is read, whatever its name ends in.
fn titled(name: &str, ending: &str) -> String {
    let name: String = name.chars().filter(|char| !char.is_control()).take(255).collect();
    let fits = name.to_lowercase().ends_with(&format!(".{ending}"));
    if fits { name } else { format!("{name}.{ending}") }
}

fn form<T: Options>(request: &Request) -> Result<Ask<T>, Problem> {
    let boundary = multipart::boundary(request.header("content-type").unwrap_or_default());
    let bad = || Kind::BadMultipart.problem();
    let parts = multipart::parts(&request.body, &boundary.ok_or_else(bad)?).ok_or_else(bad)?;
    let mut options = T::default();
    let mut inputs = Vec::new();
    for part in parts {
        match (part.name.as_str(), part.file) {
            ("options", _) => options = self::options(part.bytes)?,
            ("file", name) => {
                let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| "未命名".to_owned());
                let source = Source::new(Origin::file(name), part.bytes);
                inputs.push(Input { source, shift: None });
            }
            _ => {
                return Err(
                    Kind::BadMultipart.because("只接受 file 和 options 两种字段", "fields are file and options")
                );
            }
        }
    }
    if inputs.is_empty() {
        return Err(Kind::BadMultipart.because("没有 file 字段", "there is no field file"));
    }
    Ok(Ask { inputs, options })
}

/// What is wrong with JSON is told by its place: messages of the parser quote what was sent.
fn object(bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Kind::BadJson.because(
            format!("第 {line} 行第 {column} 列；应为一个 JSON 对象"),
            format!("line {line}, column {column}; an object is expected"),
        )
    })
}

fn parse<T: Options>(fields: Map<String, Value>) -> Result<T, Problem> {
    if fields.keys().any(|name| !T::FIELDS.contains(&name.as_str())) {
        let known = DOCUMENT.iter().chain(T::FIELDS).copied().collect::<Vec<_>>().join("、");
        return Err(Kind::BadJson.because(format!("只接受这些字段：{known}"), format!("fields are {known}")));
    }
    let wrong =
        |_| Kind::BadJson.because("选项的取值不对，见 /openapi.json", "an option has a wrong value, see /openapi.json");
    serde_json::from_value(Value::Object(fields)).map_err(wrong)
}
