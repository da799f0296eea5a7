//! Putting the check into a repository's own pre-commit hook, and taking it out again.

use std::fs;
use std::io;
use std::path::Path;

use super::{Exit, Repository, Stop, output, say};

/// What stands between these lines is ours; everything else of a hook is somebody else's.
const BEGIN: &str = "# >>> shenjiao >>>";
const END: &str = "# <<< shenjiao <<<";

pub(super) fn install(repository: &Repository) -> Result<Exit, Stop> {
    let file = hook_file(repository)?;
    let existing = read(&file)?;
    let content = match existing.as_deref() {
        Some(text) if text.contains(BEGIN) => {
            say(&format!("{} 里已经有检查", file.display()));
            return Ok(Exit::Clean);
        }
        Some(text) if !is_shell(text) => {
            let message = "已有的钩子不是 shell 脚本，请在其中自行调用 shenjiao hook";
            return Err(Stop::Message(format!("{}：{message}", file.display())));
        }
        Some(text) => with_block(text),
        None => with_block("#!/bin/sh\n"),
    };
    write(&file, &content)?;
    say(&format!("已装入 {}", file.display()));
    Ok(Exit::Clean)
}

pub(super) fn uninstall(repository: &Repository) -> Result<Exit, Stop> {
    let file = hook_file(repository)?;
    let Some(rest) = read(&file)?.as_deref().and_then(without_block) else {
        say(&format!("{} 里没有检查", file.display()));
        return Ok(Exit::Clean);
    };
    if rest.trim() == "#!/bin/sh" {
        fs::remove_file(&file).map_err(|error| Stop::at(file.display(), &error))?;
    } else {
        write(&file, &rest)?;
    }
    say(&format!("已从 {} 去掉", file.display()));
    Ok(Exit::Clean)
}

fn hook_file(repository: &Repository) -> Result<std::path::PathBuf, Stop> {
    let folder = repository.hooks().map_err(|error| Stop::at("git", &error))?;
    fs::create_dir_all(&folder).map_err(|error| Stop::at(folder.display(), &error))?;
    Ok(folder.join("pre-commit"))
}

fn read(file: &Path) -> Result<Option<String>, Stop> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Stop::at(file.display(), &error)),
    }
}

fn is_shell(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.starts_with("#!") && first.ends_with("sh")
}

/// The check comes first: an existing hook may end with `exec` or `exit`.
fn with_block(text: &str) -> String {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    format!("{first}\n{BEGIN}\nshenjiao hook || exit $?\n{END}\n{rest}")
}

fn without_block(text: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{}", after.strip_prefix('\n').unwrap_or(after)))
}

fn write(file: &Path, content: &str) -> Result<(), Stop> {
    output::write_file(file, content.as_bytes())?;
    make_executable(file).map_err(|error| Stop::at(file.display(), &error))
}

#[cfg(unix)]
fn make_executable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_file: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_again() {
        let own = "#!/bin/bash\nset -e\nexec make check\n";
        let mixed = with_block(own);
        assert!(mixed.starts_with("#!/bin/bash\n# >>> shenjiao"));
        assert_eq!(without_block(&mixed).as_deref(), Some(own));
        assert_eq!(without_block(own), None);
    }

    #[test]
    fn only_shell_scripts_are_added_to() {
        assert!(is_shell("#!/usr/bin/env bash\n") && is_shell("#!/bin/sh"));
        assert!(!is_shell("#!/usr/bin/env python3\n") && !is_shell("\u{7f}ELF"));
    }
}
