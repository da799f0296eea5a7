//! Dictionary entries: parsing, checking, canonical form, validity dates.
