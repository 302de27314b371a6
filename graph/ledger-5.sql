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
