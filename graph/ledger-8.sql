-- What the eighth version of the ledger's schema adds (see graph/ledger_database.py): to whom documents give offices
-- (graph/ledger_incumbents.py). The ledger fills both tables when it is opened, for the code that draws them is another.

CREATE TABLE attested (                                 -- that a document has someone hold an office of a single holder
    office    TEXT NOT NULL,
    day       TEXT NOT NULL,                            -- of the document
    profile   TEXT NOT NULL,
    document  TEXT NOT NULL,
    block     TEXT NOT NULL,                            -- of the profile
    PRIMARY KEY (office, day, profile, document)
) WITHOUT ROWID;
CREATE INDEX attested_by_document ON attested (document);

DROP TABLE incumbents;

CREATE TABLE incumbents (                               -- whom a profile means that names an office and a day alone
    profile   TEXT PRIMARY KEY,
    office    TEXT NOT NULL,
    day       TEXT NOT NULL,
    authority TEXT,                                     -- which person of lists, where they tell
    told      TEXT NOT NULL,                            -- else to whose profiles documents of its month give it: keys
    block     TEXT                                      -- of whom it means, where that is one
) WITHOUT ROWID;
CREATE INDEX incumbents_of_office ON incumbents (office, day);
CREATE INDEX incumbents_of_block ON incumbents (block);
