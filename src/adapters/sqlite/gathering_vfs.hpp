#pragma once

namespace resuelve::sqlite {

/// The name of a VFS, for sqlite3_open_v2(), which is SQLite's own but for one thing: what is appended to a log (WAL)
/// reaches the file when it is synced, together, and not with two system calls for each page. An opening costs six
/// pages.
///
/// Only for connections with `synchronous = FULL`: these sync the log in each commit before any other connection is
/// told of its pages (sqlite3WalFrames in wal.c). A write that fails is told by that sync, so the commit fails.
///
/// Registered at the first call. https://sqlite.org/vfs.html
const char* gathering_vfs();

} // namespace resuelve::sqlite
