//! Who answers for a document: asked of its path, then of its host, then of its issuing body.

use std::path::{Path, PathBuf};

use globset::GlobSet;
use shenjiao::config::{Department, Fault};
use shenjiao::engine::{Outcome, Scanned};

use super::globs::globs;

/// The departments of a site.
#[derive(Debug, Default)]
pub(crate) struct Departments {
    folder: PathBuf,
    known: Vec<(Department, GlobSet)>,
}

impl Departments {
    /// The departments of a configuration whose paths count from `folder`.
    ///
    /// # Errors
    /// Every path that is no glob.
    pub(crate) fn new(departments: &[Department], folder: PathBuf) -> Result<Self, Vec<Fault>> {
        let with_globs = |department: &Department| globs(&department.paths).map(|globs| (department.clone(), globs));
        let known = departments.iter().map(with_globs).collect::<Result<_, _>>()?;
        Ok(Departments { folder, known })
    }

    /// Notes the department of every document. Names of `outcomes` count from the folder `base`.
    pub(crate) fn assign(&self, outcomes: &mut [Outcome], base: &Path) {
        if self.known.is_empty() {
            return;
        }
        for outcome in outcomes {
            if let Outcome::Scanned(scanned) = outcome {
                let found = self.of(scanned, base).map(str::to_owned);
                scanned.department = found.or(scanned.department.take());
            }
        }
    }

    fn of(&self, scanned: &Scanned, base: &Path) -> Option<&str> {
        let path = absolute(&base.join(scanned.origin.path()));
        let path = path.strip_prefix(&self.folder).unwrap_or(&path);
        let names = scanned.origin.to_string();
        let by_path = |(_, globs): &&(Department, GlobSet)| path.ancestors().any(|path| globs.is_match(path));
        let by_host =
            |(department, _): &&(Department, GlobSet)| department.hosts.iter().any(|host| lies_on(&names, host));
        let issuer = scanned.meta.issuer.as_deref().unwrap_or_default().trim();
        let by_issuer = |(department, _): &&(Department, GlobSet)| department.issuers.iter().any(|name| name == issuer);
        let known = || self.known.iter();
        let found = known().find(by_path).or_else(|| known().find(by_host)).or_else(|| known().find(by_issuer));
        found.map(|(department, _)| department.name.as_str())
    }
}

/// True when a folder of the path, or the host of an address in it, is this host or below it.
fn lies_on(names: &str, host: &str) -> bool {
    names.split(['/', '\\', ' ']).any(|part| {
        let part = part.split(':').next().unwrap_or_default().to_ascii_lowercase();
        part.strip_suffix(host).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_folder_or_an_address() {
        let host = "rsj.example.gov.cn";
        assert!(lies_on("抓取/rsj.example.gov.cn/a.html", host));
        assert!(lies_on("站.warc » http://www.rsj.example.gov.cn:8080/a.html", host));
        assert!(!lies_on("http://xrsj.example.gov.cn/a", host) && !lies_on("a/rsj.example.gov.cn.bak/b", host));
    }
}
