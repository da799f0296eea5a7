//! Refusals, as RFC 9457 has them: one list of kinds, each with its status and what the caller can do.

use serde::Serialize;

use super::http::Response;
use crate::finding::Message;
use crate::rule::Bilingual;

/// A kind of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    BadRequest,
    BadJson,
    BadMultipart,
    Unauthorized,
    Forbidden,
    NotFound,
    Method,
    Slow,
    TooLarge,
    TargetTooLong,
    MediaType,
    Expectation,
    Host,
    Unprocessable,
    Unmaskable,
    HeadTooLarge,
    Internal,
    Coding,
    Busy,
    Timeout,
    Version,
}

/// Identifier, status and title of each kind.
const KINDS: &[(Kind, &str, u16, Bilingual)] = &[
    (Kind::BadRequest, "bad-request", 400, say("请求格式不对", "The request is malformed")),
    (Kind::BadJson, "bad-json", 400, say("JSON 不对", "The JSON is not what is expected")),
    (Kind::BadMultipart, "bad-multipart", 400, say("multipart 表单不对", "The multipart form is not what is expected")),
    (Kind::Unauthorized, "unauthorized", 401, say("缺少令牌或令牌不对", "The token is missing or wrong")),
    (Kind::Forbidden, "forbidden", 403, say("不接受其他网站的请求", "Requests from other sites are refused")),
    (Kind::NotFound, "not-found", 404, say("没有这个地址", "There is nothing at this address")),
    (Kind::Method, "method-not-allowed", 405, say("这个地址不接受此方法", "The address does not take this method")),
    (Kind::Slow, "slow", 408, say("请求来得太慢", "The request came too slowly")),
    (Kind::TooLarge, "too-large", 413, say("请求体太大", "The body is too large")),
    (Kind::TargetTooLong, "target-too-long", 414, say("地址太长", "The address is too long")),
    (Kind::MediaType, "media-type", 415, say("不接受此内容类型", "The content type is not accepted")),
    (Kind::Expectation, "expectation", 417, say("不支持这个 Expect", "The expectation cannot be met")),
    (Kind::Host, "host", 421, say("Host 不在允许之列", "The host is not one of this server's")),
    (Kind::Unprocessable, "unprocessable", 422, say("无法处理", "The request cannot be processed")),
    (Kind::Unmaskable, "unmaskable", 422, say("不能自动遮盖", "It cannot be masked automatically")),
    (Kind::HeadTooLarge, "head-too-large", 431, say("请求头太大", "The headers are too large")),
    (Kind::Internal, "internal", 500, say("程序出错，请报告此问题", "The program failed; please report it")),
    (Kind::Coding, "transfer-coding", 501, say("不支持此传输编码", "The transfer coding is not supported")),
    (Kind::Busy, "busy", 503, say("正忙，请稍后再试", "Busy; try again soon")),
    (Kind::Timeout, "timeout", 504, say("检查超过时间上限", "The check took longer than it may")),
    (Kind::Version, "http-version", 505, say("不支持此 HTTP 版本", "The HTTP version is not supported")),
];

const fn say(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual { zh, en }
}

/// A refusal. It never quotes the body of a request.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) kind: Kind,
    detail: Option<Message>,
    allow: Option<String>,
    left: Vec<String>,
}

#[derive(Serialize)]
struct Wire<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left: Vec<&'a str>,
}

impl Kind {
    /// A refusal that says no more than its kind.
    pub(super) fn problem(self) -> Problem {
        Problem { kind: self, detail: None, allow: None, left: Vec::new() }
    }

    /// A refusal with its circumstance.
    pub(super) fn because(self, zh: impl Into<String>, en: impl Into<String>) -> Problem {
        Problem { detail: Some(Message::new(zh.into(), en.into())), ..self.problem() }
    }

    /// The stable name, the last part of the problem's type.
    pub(super) fn id(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> &'static (Kind, &'static str, u16, Bilingual) {
        KINDS.iter().find(|(kind, ..)| *kind == self).unwrap_or(&KINDS[0])
    }
}

impl Problem {
    /// Names the methods that the address takes.
    pub(super) fn allowing(mut self, methods: String) -> Self {
        self.allow = Some(methods);
        self
    }

    /// Names the places that stand in the way.
    pub(super) fn with_left(mut self, places: Vec<String>) -> Self {
        self.left = places;
        self
    }

    /// The answer, in the language of the reader.
    pub(super) fn response(&self, english: bool) -> Response {
        let (_, id, status, title) = self.kind.row();
        let pick = |message: &'_ Message| if english { message.en.to_string() } else { message.zh.to_string() };
        let detail = self.detail.as_ref().map(pick);
        let wire = Wire {
            r#type: format!("urn:shenjiao:problem:{id}"),
            title: if english { title.en } else { title.zh },
            status: *status,
            detail: detail.as_deref(),
            left: self.left.iter().map(String::as_str).collect(),
        };
        let body = serde_json::to_vec(&wire).unwrap_or_default();
        let response = Response::new(*status, "application/problem+json", body);
        match (self.kind, &self.allow) {
            (Kind::Unauthorized, _) => response.with("WWW-Authenticate", "Bearer realm=\"shenjiao\""),
            (Kind::Busy, _) => response.with("Retry-After", "1"),
            (_, Some(methods)) => response.with("Allow", methods.clone()),
            _ => response,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_listed_once() {
        for (index, (kind, id, status, _)) in KINDS.iter().enumerate() {
            assert_eq!((kind.id(), kind.problem().response(false).status), (*id, *status));
            assert!(KINDS[..index].iter().all(|(_, other, ..)| other != id), "{id}");
        }
        assert_eq!(Kind::Version.id(), "http-version");
    }
}
