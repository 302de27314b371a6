-- What the second version of the ledger's schema adds (see graph/ledger_database.py).

CREATE TABLE origins (                                  -- files that were read to their end, without a failure
    name      TEXT PRIMARY KEY,                         -- absolute path, or address
    size      INTEGER,
    modified  INTEGER,                                  -- nanoseconds
    stamp     TEXT NOT NULL,                            -- by what they were read
    documents INTEGER NOT NULL                          -- how many they held
) WITHOUT ROWID;

CREATE TABLE held (                                     -- which documents a file held when it was read last
    origin    TEXT NOT NULL,
    document  TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    reading   TEXT NOT NULL,                            -- which reading of the file found it
    PRIMARY KEY (origin, document)
) WITHOUT ROWID;
CREATE INDEX held_document ON held (document);

CREATE TABLE signatures (                               -- of texts long enough to be told apart (graph/reprints.py)
    document  TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    scheme    TEXT NOT NULL,
    signature BLOB,                                     -- null: too short to tell
    number    TEXT,                                     -- of the order whose own words these are
    day       TEXT,                                     -- of publication
    original  TEXT                                      -- the document whose story this prints again
) WITHOUT ROWID;
CREATE INDEX signatures_of_original ON signatures (original);
CREATE INDEX signatures_by_scheme ON signatures (scheme);
INSERT INTO signatures (document, scheme) SELECT id, '' FROM documents;  -- to be made, by Ledger.complete

CREATE TABLE bands (                                    -- two similar texts share one
    band      INTEGER NOT NULL,
    document  TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (band, document)
) WITHOUT ROWID;
CREATE INDEX bands_of_document ON bands (document);
