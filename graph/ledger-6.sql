-- What the sixth version of the ledger's schema adds (see graph/ledger_database.py): what is said of orders is found
-- anew, for the code that draws it is another.

DROP TABLE likely;
DROP TABLE unlike;
DROP TABLE said;

CREATE TABLE said (                                     -- what is said of orders (graph/ledger_orders.py)
    key       TEXT PRIMARY KEY,
    block     TEXT NOT NULL,
    content   TEXT NOT NULL,                            -- JSON of a Profile without its document
    rank      TEXT NOT NULL,                            -- how much it tells
    first     TEXT NOT NULL DEFAULT '',                 -- of the documents that say so the first one by id
    enough    INTEGER NOT NULL DEFAULT 0,               -- the least that those share with it that it is held against
    leader    TEXT,                                     -- which other one it follows
    thing     TEXT NOT NULL,                            -- the one that all of its order follow
    plain     TEXT,                                     -- of that one: the path, were there no other order of that path
    path      TEXT                                      -- of that one: the path
) WITHOUT ROWID;
CREATE INDEX said_plainly ON said (block, plain);
CREATE INDEX said_after ON said (leader) WHERE leader IS NOT NULL;
CREATE INDEX said_of_thing ON said (thing, rank);
CREATE INDEX said_first ON said (thing, first);

CREATE TABLE considered (                               -- which others each is held against
    one       TEXT NOT NULL,
    other     TEXT NOT NULL,
    told      INTEGER NOT NULL,                         -- what they share, in hundredths
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX considered_of_other ON considered (other);
