//! `shenjiao.toml`: one file, unknown keys refused, every message with its line.
