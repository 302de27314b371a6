-- Who may do what over HTTP, and who did (graph/access.py): a file beside the ledger, which is given away without it.

CREATE TABLE keys (
    id        TEXT PRIMARY KEY,                         -- the part of a key that is no secret
    name      TEXT NOT NULL,
    role      TEXT NOT NULL,
    digest    BLOB NOT NULL,                            -- SHA-256 of the key
    made      TEXT NOT NULL,                            -- ISO 8601, UTC
    revoked   TEXT                                      -- when; NULL: it is good
) WITHOUT ROWID;
CREATE UNIQUE INDEX good_keys ON keys (name) WHERE revoked IS NULL;
CREATE TRIGGER keys_are_kept BEFORE DELETE ON keys BEGIN SELECT RAISE(ABORT, 'keys are revoked, not deleted'); END;

CREATE TABLE acts (                                     -- what somebody was let do, before it was done
    number    INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    key       TEXT NOT NULL,                            -- its id; '': none was needed, or that of the environment
    who       TEXT NOT NULL,                            -- its name
    client    TEXT NOT NULL,                            -- the address that it came from
    method    TEXT NOT NULL,
    target    TEXT NOT NULL                             -- path and query
);
CREATE TRIGGER acts_are_kept BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER acts_are_true BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TABLE outcomes (                                 -- and what came of it; none: the service ended before
    act       INTEGER PRIMARY KEY REFERENCES acts (number),
    at        TEXT NOT NULL,
    status    INTEGER NOT NULL
);
CREATE TRIGGER outcomes_are_kept BEFORE DELETE ON outcomes BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER outcomes_are_true BEFORE UPDATE ON outcomes BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
