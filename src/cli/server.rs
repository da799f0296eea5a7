//! What `serve` and `ui` have in common: limits, tokens, signals.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sha2::{Digest, Sha256};
use shenjiao::dictionary::BUILT_IN;
use shenjiao::serve::{Listener, StopHandle};

use super::exit::{Exit, Stop, reason, say};
use super::settings::Settings;

/// Shorter tokens can be guessed.
const SHORTEST: usize = 16;

/// Binds a socket.
///
/// # Errors
/// With the address and the reason.
pub(crate) fn bind(address: SocketAddr) -> Result<Listener, Stop> {
    Listener::bind(address).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Stop::Message(format!("{address}：端口已被占用，请换一个 --port")),
        _ => Stop::at(address, &error),
    })
}

/// The first stop lets requests under way finish; a second one does not wait.
///
/// # Errors
/// When signals cannot be caught.
pub(crate) fn stop_on_signals(handle: StopHandle) -> Result<(), Stop> {
    let signals = AtomicUsize::new(0);
    let told = ctrlc::set_handler(move || match signals.fetch_add(1, Ordering::SeqCst) {
        0 => handle.stop(),
        #[expect(clippy::exit, reason = "the user asked twice")]
        _ => std::process::exit(Exit::Failed as i32),
    });
    told.map_err(|error| format!("无法接收停止信号：{error}").into())
}

/// Says how it ended.
pub(crate) fn ended(in_time: bool) -> Exit {
    say(if in_time { "已停止" } else { "已停止，有请求没有处理完" });
    if in_time { Exit::Clean } else { Exit::Failed }
}

/// Processors that may be used.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The token in a file: its first line.
///
/// # Errors
/// When it cannot be read, is too short, or can be read by everybody on the machine.
pub(crate) fn token(file: &Path) -> Result<String, Stop> {
    let told = |message: &str| Stop::Message(format!("{}：{message}", file.display()));
    let text = fs::read_to_string(file).map_err(|error| told(&reason(&error)))?;
    let token = text.lines().next().unwrap_or_default().trim().to_owned();
    if token.len() < SHORTEST || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(told("令牌应为第一行，至少 16 个字符，只用 ASCII 字母、数字和符号"));
    }
    if is_open(file) {
        return Err(told("其他用户也能读这个文件，请先 chmod 600"));
    }
    Ok(token)
}

#[cfg(unix)]
fn is_open(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|data| data.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn is_open(_file: &Path) -> bool {
    false
}

/// A token that nobody can guess.
///
/// # Errors
/// When the system has no randomness to give.
pub(crate) fn fresh_token() -> Result<String, Stop> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes).map_err(|error| format!("系统给不出随机数：{error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Names the program, its rules and the dictionaries in use: it changes when any of them does.
pub(crate) fn version(settings: &Settings, dictionaries: &[&Path]) -> String {
    let mut digest = Sha256::new();
    for (name, text) in BUILT_IN {
        digest.update(name);
        digest.update(text);
    }
    for rule in settings.engine.rules() {
        digest.update(rule.id);
        digest.update(settings.engine.policy().severity(rule, rule.severity).name());
    }
    for bytes in dictionaries.iter().filter_map(|file| fs::read(file).ok()) {
        digest.update(bytes);
    }
    let digest = digest.finalize();
    let short: String = digest[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("shenjiao {} ({short})", env!("CARGO_PKG_VERSION"))
}

/// The dictionaries that the configuration names.
pub(crate) fn dictionaries(settings: &Settings) -> Vec<std::path::PathBuf> {
    let folder = settings.file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    settings.config.dictionaries.iter().map(|entry| folder.join(&entry.text)).collect()
}

/// A whole number of seconds.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| (1..=3600).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| "应为 1 到 3600 之间的整秒数".to_owned())
}

/// A number of bytes, as `32MB`.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|char: char| char.is_ascii_alphabetic());
    let shift = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" => 10,
        "M" | "MB" => 20,
        "G" | "GB" => 30,
        _ => return Err("应为字节数，如 32MB".to_owned()),
    };
    let bytes = digits.parse::<u64>().ok().filter(|&bytes| bytes > 0).and_then(|bytes| bytes.checked_mul(1 << shift));
    bytes.ok_or_else(|| "应为字节数，如 32MB".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_are_read() {
        assert_eq!((size("32MB"), size("7"), size("1g")), (Ok(32 << 20), Ok(7), Ok(1 << 30)));
        assert!(size("").is_err() && size("0").is_err() && size("3 apples").is_err());
        assert!(seconds("0").is_err() && seconds("60").is_ok());
    }

    #[test]
    fn tokens_differ() {
        assert_ne!(fresh_token().unwrap(), fresh_token().unwrap());
    }
}
