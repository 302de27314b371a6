-- The ledger's tables (see graph/ledger.py). A change here raises SCHEMA there.

CREATE TABLE ledger (id TEXT NOT NULL);                 -- one row: which ledger this is

CREATE TABLE documents (
    id        TEXT PRIMARY KEY,
    key       TEXT NOT NULL,                            -- the address or file that it came in by first
    source    TEXT,
    text      TEXT NOT NULL,
    metadata  TEXT NOT NULL,                            -- JSON: title, url, publisher, author, date, language
    sha256    TEXT NOT NULL,                            -- of the text
    version   INTEGER NOT NULL,
    ingested  TEXT NOT NULL                             -- ISO 8601, UTC
) WITHOUT ROWID;

CREATE TABLE records (
    document  TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    provenance TEXT NOT NULL,                           -- JSON: extractor, version, model
    record    TEXT NOT NULL                             -- JSON of graph.case, without the texts, which the offsets give
) WITHOUT ROWID;

CREATE TABLE keys (                                     -- every address or file by which a document came in
    key       TEXT PRIMARY KEY,
    document  TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX keys_of_document ON keys (document);

CREATE TABLE versions (                                 -- what documents said and what was read in them before
    number    INTEGER PRIMARY KEY,
    key       TEXT NOT NULL,
    document  TEXT NOT NULL,
    version   INTEGER NOT NULL,
    source    TEXT,
    text      TEXT NOT NULL,
    metadata  TEXT NOT NULL,
    ingested  TEXT NOT NULL,
    record    TEXT NOT NULL,
    provenance TEXT NOT NULL
);
CREATE INDEX versions_of_key ON versions (key);
CREATE INDEX versions_of_document ON versions (document);

CREATE TABLE log (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    at        TEXT NOT NULL,
    action    TEXT NOT NULL,                            -- added, changed, superseded, deleted
    document  TEXT NOT NULL,
    key       TEXT NOT NULL,
    version   INTEGER NOT NULL,
    sha256    TEXT NOT NULL
);
CREATE TRIGGER log_is_kept BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_is_true BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
