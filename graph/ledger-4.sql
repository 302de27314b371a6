-- What the fourth version of the ledger's schema adds (see graph/ledger_database.py).

CREATE TABLE authority_people (                         -- whom lists made by others know (graph/ledger_authorities.py)
    source    TEXT NOT NULL,                            -- which list: openstates, congress-legislators
    id        TEXT NOT NULL,                            -- the list's own
    part      TEXT NOT NULL,                            -- which of its files, where several tell of one person
    file      TEXT NOT NULL,                            -- where it was read: absolute path
    imported  TEXT NOT NULL,                            -- ISO 8601, UTC
    content   TEXT NOT NULL,                            -- JSON of an AuthorityPerson (graph/authority/people.py)
    PRIMARY KEY (source, id, part)
) WITHOUT ROWID;
CREATE INDEX authority_people_of_file ON authority_people (file);

CREATE TABLE authority_surnames (
    surname   TEXT NOT NULL,                            -- folded
    source    TEXT NOT NULL,
    id        TEXT NOT NULL,
    part      TEXT NOT NULL,
    PRIMARY KEY (surname, source, id, part),
    FOREIGN KEY (source, id, part) REFERENCES authority_people ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX authority_surnames_of_person ON authority_surnames (source, id, part);

CREATE TABLE authority_offices (                        -- who held what, by each slug that texts may call it by
    office    TEXT NOT NULL,
    source    TEXT NOT NULL,
    id        TEXT NOT NULL,
    part      TEXT NOT NULL,
    PRIMARY KEY (office, source, id, part),
    FOREIGN KEY (source, id, part) REFERENCES authority_people ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX authority_offices_of_person ON authority_offices (source, id, part);

CREATE TABLE profiles (                                 -- what documents say of things (graph/resolve/profile.py)
    key       TEXT PRIMARY KEY,
    block     TEXT NOT NULL,                            -- only things of one block can be the same
    content   TEXT NOT NULL,                            -- JSON
    path      TEXT NOT NULL                             -- which thing it is, below the base IRI's id/
) WITHOUT ROWID;
CREATE INDEX profiles_of_block ON profiles (block);
CREATE INDEX profiles_of_path ON profiles (path);

CREATE TABLE portraits (                                -- which profile an entity of a document has
    document  TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    entity    TEXT NOT NULL,
    profile   TEXT NOT NULL,
    PRIMARY KEY (document, entity)
) WITHOUT ROWID;
CREATE INDEX portraits_of_profile ON portraits (profile);

CREATE TABLE scheme (scheme TEXT NOT NULL);             -- one row: by which code the portraits were drawn
