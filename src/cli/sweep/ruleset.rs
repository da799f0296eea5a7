//! What tonight's findings depend on beside the files.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use shenjiao::dictionary::BUILT_IN;
use shenjiao::sweep::{Key, Ruleset};

use super::super::exit::Stop;
use super::super::settings::Settings;
use super::super::suppress::Suppressions;

/// Describes the program, its rules, and every file that the configuration names.
///
/// # Errors
/// A file that cannot be read.
pub(super) fn tonight(settings: &Settings, accepted: Option<&Suppressions>, key: &Key) -> Result<Ruleset, Stop> {
    let config = &settings.config;
    let folder = settings.file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let named = |entries: &[shenjiao::config::Entry]| -> Result<String, Stop> {
        let files: Result<Vec<_>, Stop> = entries.iter().map(|entry| read(&folder.join(&entry.text))).collect();
        Ok(hash(&files?))
    };
    let mut ruleset = Ruleset::default();
    let detection = [
        ("程序", program()),
        ("内置词典", built_in()),
        ("词典", named(&config.dictionaries)?),
        ("统计模型", named(&config.models)?),
        ("号码的配置", hash(&[format!("{:?}", config.numbers).into_bytes()])),
        ("密钥", format!("{:016x}", key.check())),
    ];
    let judgement = [
        ("配置", settings.file.as_deref().map_or(Ok(String::new()), |file| Ok::<_, Stop>(hash(&[read(file)?])))?),
        ("到期的允许项", hash(&[settings.notices.join("\n").into_bytes()])),
        ("基线", accepted.map_or(Ok(String::new()), |accepted| Ok::<_, Stop>(hash(&[read(&accepted.file)?])))?),
    ];
    ruleset.detection.extend(detection.map(|(name, value)| (name.to_owned(), value)));
    ruleset.judgement.extend(judgement.map(|(name, value)| (name.to_owned(), value)));
    ruleset.rules.extend(settings.engine.rules().iter().map(|rule| rule.id.to_owned()));
    Ok(ruleset)
}

/// The version, and the size of the program for builds between versions.
fn program() -> String {
    let size = std::env::current_exe().and_then(fs::metadata).map_or(0, |data| data.len());
    format!("{} {size}", env!("CARGO_PKG_VERSION"))
}

fn built_in() -> String {
    hash(&BUILT_IN.iter().map(|(name, text)| format!("{name}\n{text}").into_bytes()).collect::<Vec<_>>())
}

fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    fs::read(path).map_err(|error| Stop::at(path.display(), &error))
}

fn hash(parts: &[Vec<u8>]) -> String {
    let add = |hash: Sha256, part: &Vec<u8>| hash.chain_update((part.len() as u64).to_le_bytes()).chain_update(part);
    let digest = parts.iter().fold(Sha256::new(), add).finalize();
    digest[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
