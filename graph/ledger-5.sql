-- What the fifth version of the ledger's schema adds (see graph/ledger_database.py).

DROP TABLE authority_surnames;                          -- people of lists are found by the blocks of their profiles now

CREATE TABLE authority_profiles (                       -- people of lists as resolution sees them (graph/ledger_known.py)
    authority TEXT NOT NULL,                            -- source and id, joined by "/"
    block     TEXT NOT NULL,                            -- of one surname; several where someone has had several
    content   TEXT NOT NULL,                            -- JSON of a Profile
    path      TEXT NOT NULL,                            -- which thing it is; '' where no document speaks of it
    PRIMARY KEY (authority, block)
) WITHOUT ROWID;
CREATE INDEX authority_profiles_of_block ON authority_profiles (block);
CREATE INDEX authority_profiles_of_path ON authority_profiles (path);

ALTER TABLE profiles ADD COLUMN said TEXT;              -- of an order: the key of what it says, whichever document does
CREATE INDEX profiles_of_said ON profiles (said);

CREATE TABLE said (                                     -- what is said of orders (graph/ledger_orders.py)
    key       TEXT PRIMARY KEY,
    block     TEXT NOT NULL,
    content   TEXT NOT NULL,                            -- JSON of a Profile without its document
    thing     TEXT NOT NULL,                            -- the smallest key of all that is said of the same order
    plain     TEXT NOT NULL                             -- the path that it would have were there no other of that path
) WITHOUT ROWID;
CREATE INDEX said_plainly ON said (block, plain);

CREATE TABLE marks (                                    -- what orders of a block may share with others
    block     TEXT NOT NULL,
    mark      TEXT NOT NULL,
    said      TEXT NOT NULL,
    tells     INTEGER NOT NULL,                         -- how much it tells, in hundredths
    PRIMARY KEY (block, mark, said)
) WITHOUT ROWID;
CREATE INDEX marks_of_said ON marks (said);

CREATE TABLE likely (                                   -- what is likely to be said of one order, each pair both ways
    one       TEXT NOT NULL,
    other     TEXT NOT NULL,
    score     REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX likely_of_other ON likely (other);

CREATE TABLE unlike (                                   -- of what is tied together, what differs, each pair both ways
    one       TEXT NOT NULL,
    other     TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX unlike_of_other ON unlike (other);

CREATE TABLE incumbents (                               -- whom a profile means that names an office and a day alone
    profile   TEXT PRIMARY KEY,
    authority TEXT NOT NULL,
    block     TEXT NOT NULL                             -- of the authority's profile
) WITHOUT ROWID;
CREATE INDEX incumbents_of_block ON incumbents (block);

CREATE TABLE aliases (                                  -- paths that changed (graph/ledger_aliases.py)
    old       TEXT NOT NULL,
    new       TEXT NOT NULL,                            -- itself perhaps another alias by now
    PRIMARY KEY (old, new)
) WITHOUT ROWID;

CREATE TABLE judgements (                               -- what people have judged (graph/judgement.py)
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT NOT NULL UNIQUE,
    at        TEXT NOT NULL,                            -- when it was made, here or elsewhere: ISO 8601, UTC
    taken     TEXT NOT NULL,                            -- when it came into this ledger
    kind      TEXT NOT NULL,
    undoes    TEXT,                                     -- the id of the judgement that this one takes back
    content   TEXT NOT NULL                             -- JSON
);
CREATE INDEX judgements_undone ON judgements (undoes, id) WHERE undoes IS NOT NULL;
CREATE TRIGGER judgements_are_kept BEFORE DELETE ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER judgements_are_true BEFORE UPDATE ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;

CREATE TABLE anchors (                                  -- what judgements speak of, and where that leads now
    judgement INTEGER NOT NULL REFERENCES judgements (number),
    side      INTEGER NOT NULL,                         -- of two things the one (0) or the other (1)
    anchor    INTEGER NOT NULL,                         -- which of its mentions
    document  TEXT NOT NULL,                            -- that it was judged in
    found     TEXT,                                     -- that it leads to, or a newer version; null: none, or undone
    entity    TEXT,                                     -- of two things that are same or different: which it is there
    profile   TEXT,                                     -- that the entity has
    block     TEXT,                                     -- of the profile: each comparison asks who has judged there
    PRIMARY KEY (judgement, side, anchor)
) WITHOUT ROWID;
CREATE INDEX anchors_of_document ON anchors (document);
CREATE INDEX anchors_found ON anchors (found);
CREATE INDEX anchors_of_profile ON anchors (profile);
CREATE INDEX anchors_of_block ON anchors (block);
