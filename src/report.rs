//! From findings to what people and programs read. One file per output.
