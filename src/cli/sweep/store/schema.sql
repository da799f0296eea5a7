-- The state of an archive. No table holds a number of a person, a hash of one, or two masks of one
-- number that show different places; see docs/sweep.md.

-- About the state itself: up to which run somebody was told.
CREATE TABLE about (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE root (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, shown TEXT NOT NULL);

CREATE TABLE folder (id INTEGER PRIMARY KEY, root INTEGER NOT NULL, path TEXT NOT NULL, UNIQUE (root, path));

-- One row a file, which is nearly all of the state: integers, and the name.
-- content: keyed tag of the content; NULL when a personal number was found in it.
CREATE TABLE file (
    folder INTEGER NOT NULL, name TEXT NOT NULL,
    size INTEGER NOT NULL, mtime INTEGER NOT NULL, content INTEGER, rules INTEGER NOT NULL, flags INTEGER NOT NULL,
    PRIMARY KEY (folder, name)
) WITHOUT ROWID;

-- Contents that were scanned.
CREATE TABLE content (tag INTEGER PRIMARY KEY, rules INTEGER NOT NULL);

-- For contents in which something was found: the file whose findings hold for every copy.
CREATE TABLE exemplar (tag INTEGER PRIMARY KEY, folder INTEGER NOT NULL, name TEXT NOT NULL);

-- joint: found by reading several documents together.
CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    print INTEGER NOT NULL, folder INTEGER NOT NULL, name TEXT NOT NULL, joint INTEGER NOT NULL,
    rule TEXT NOT NULL, severity INTEGER NOT NULL, status INTEGER NOT NULL,
    first INTEGER NOT NULL, since INTEGER NOT NULL, likeness INTEGER, record TEXT NOT NULL,
    UNIQUE (folder, name, joint, print)
);
CREATE INDEX finding_status ON finding (status, since);
CREATE INDEX finding_print ON finding (print);
CREATE INDEX finding_likeness ON finding (likeness) WHERE likeness IS NOT NULL;

-- The record of handling: what happened to a finding, in which run, when, and by whom.
CREATE TABLE event (
    id INTEGER PRIMARY KEY, finding INTEGER NOT NULL, run INTEGER, at INTEGER NOT NULL,
    what TEXT NOT NULL, person TEXT, words TEXT
);
CREATE INDEX event_finding ON event (finding);
CREATE INDEX event_run ON event (run);

-- What people decided with `sweep accept`.
CREATE TABLE decision (finding INTEGER PRIMARY KEY, person TEXT NOT NULL, reason TEXT NOT NULL, day TEXT NOT NULL, until TEXT);

CREATE TABLE unread (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, name TEXT NOT NULL,
    member TEXT, place TEXT, reason TEXT NOT NULL, detail TEXT NOT NULL, since INTEGER NOT NULL
);
CREATE INDEX unread_file ON unread (folder, name);

CREATE TABLE rules (id INTEGER PRIMARY KEY, described TEXT NOT NULL);

CREATE TABLE run (
    id INTEGER PRIMARY KEY, started INTEGER NOT NULL, ended INTEGER, status TEXT NOT NULL,
    seconds REAL NOT NULL, rules INTEGER NOT NULL, counts TEXT NOT NULL, words TEXT NOT NULL
);

-- Keyed tags of what ties documents together (kind 0: a name beside a masked number; kind 1: a list
-- of names). No digit enters a tag.
CREATE TABLE tie (tag INTEGER NOT NULL, kind INTEGER NOT NULL, folder INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (tag, kind, folder, name)) WITHOUT ROWID;
CREATE INDEX tie_file ON tie (folder, name);

-- Files whose ties are still to be compared with those of others.
CREATE TABLE untied (folder INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (folder, name)) WITHOUT ROWID;

-- The files of a finding that was made by reading documents together.
CREATE TABLE party (finding INTEGER NOT NULL, folder INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (finding, folder, name)) WITHOUT ROWID;
CREATE INDEX party_file ON party (folder, name);
