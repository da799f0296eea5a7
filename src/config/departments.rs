//! The `[[departments]]` and `[annex]` tables: who answers for what, and how it is sent to them.

use serde::Deserialize;
use toml::Spanned;

use super::{Entry, Reader};
use crate::report::annex::Heading;
use crate::rule::Severity;

/// A department and what it answers for. Any one of the signs is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Department {
    /// Its name, as reports give it.
    pub name: String,
    /// Files and folders, as globs relative to the configuration file.
    pub paths: Vec<Entry>,
    /// Hosts whose pages it publishes, subdomains included.
    pub hosts: Vec<String>,
    /// What its pages call their issuing body.
    pub issuers: Vec<String>,
}

/// A department as TOML sees it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wire {
    name: Spanned<String>,
    #[serde(default)]
    paths: Vec<Spanned<String>>,
    #[serde(default)]
    hosts: Vec<Spanned<String>>,
    #[serde(default)]
    issuers: Vec<Spanned<String>>,
}

/// The annex as TOML sees it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WireAnnex {
    title: Option<Spanned<String>>,
    period: Option<String>,
    level: Option<Spanned<String>>,
}

impl Wire {
    pub(super) fn read(&self, reader: &mut Reader<'_>) -> Department {
        if self.name.get_ref().trim().is_empty() {
            reader.fault(&self.name, "部门的 name 不能为空");
        }
        if self.paths.is_empty() && self.hosts.is_empty() && self.issuers.is_empty() {
            reader.fault(&self.name, "部门至少要有 paths、hosts、issuers 之一，否则没有文件归它");
        }
        Department {
            name: self.name.get_ref().trim().to_owned(),
            paths: reader.entries(&self.paths),
            hosts: self.hosts.iter().filter_map(|host| reader.host(host)).collect(),
            issuers: self.issuers.iter().map(|issuer| issuer.get_ref().trim().to_owned()).collect(),
        }
    }
}

impl WireAnnex {
    pub(super) fn read(&self, reader: &mut Reader<'_>) -> Heading {
        let default = Heading::default();
        Heading {
            title: self.title.as_ref().map_or(default.title, |title| title.get_ref().clone()),
            period: self.period.clone().filter(|period| !period.trim().is_empty()),
            level: self.level.as_ref().map_or(default.level, |level| reader.annex_level(level)),
        }
    }
}

impl Reader<'_> {
    /// A host alone: what is behind a scheme or a slash would never match.
    fn host(&mut self, host: &Spanned<String>) -> Option<String> {
        let text = host.get_ref().trim().to_ascii_lowercase();
        if text.is_empty() || text.contains(['/', ':', ' ']) {
            self.fault(host, "hosts 里只写主机名，如 rsj.example.gov.cn，不写协议和路径");
            return None;
        }
        Some(text)
    }

    fn annex_level(&mut self, level: &Spanned<String>) -> Severity {
        Severity::from_name(level.get_ref()).unwrap_or_else(|| {
            self.fault(level, "level 应是 serious、error 或 advice");
            Severity::Error
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;

    #[test]
    fn every_key_is_read() {
        let text = "[[departments]]\nname = \"市人社局\"\npaths = [\"rsj/**\"]\nhosts = [\"RSJ.example.gov.cn\"]\nissuers = [\"某市人社局\"]\n\
                    [annex]\ntitle = \"名单\"\nperiod = \"2021年6月\"\nlevel = \"advice\"\n";
        let config = Config::parse(text).unwrap();
        let [department] = &config.departments[..] else { panic!("{config:?}") };
        assert_eq!((department.name.as_str(), department.paths[0].line), ("市人社局", 3));
        assert_eq!(department.hosts, ["rsj.example.gov.cn"]);
        assert_eq!((config.annex.title.as_str(), config.annex.period.as_deref()), ("名单", Some("2021年6月")));
    }

    #[test]
    fn faults_name_their_lines() {
        let line = |text: &str| Config::parse(text).err().and_then(|faults| faults[0].line);
        assert_eq!(line("[[departments]]\nname = \"甲\"\n"), Some(2));
        assert_eq!(line("[[departments]]\nname = \"甲\"\nhosts = [\"http://a.cn/\"]\n"), Some(3));
        assert_eq!(line("[annex]\nlevel = \"high\"\n"), Some(2));
        assert_eq!(line("[annex]\ntitel = \"\"\n"), Some(2));
    }
}
