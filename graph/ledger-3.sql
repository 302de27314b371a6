-- What the third version of the ledger's schema adds (see graph/ledger_database.py).

CREATE TABLE jobs (                                     -- what the service does by and by (graph/ledger_jobs.py)
    number    INTEGER PRIMARY KEY AUTOINCREMENT,        -- the order in which they were asked for
    id        TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL,                            -- documents or rebuild
    state     TEXT NOT NULL,
    how       TEXT NOT NULL,                            -- JSON: as what it is to be read
    size      INTEGER NOT NULL,                         -- bytes that were sent
    asked     TEXT NOT NULL,                            -- ISO 8601, UTC, as are these
    began     TEXT,
    ended     TEXT,
    progress  TEXT NOT NULL                             -- JSON
);
