-- The index of words (see graph/search/index.py). A change here needs no care for files that are there: the mark names
-- the code that made them, and where it is another one they are made anew.

CREATE TABLE mark (mark TEXT NOT NULL);                 -- one row, JSON: how far it follows the ledger

CREATE TABLE graphs (                                   -- those that something can be found in
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,                     -- its IRI
    title     TEXT,                                     -- of its document
    day       TEXT
);

CREATE TABLE names (                                    -- what things are called, each name once
    id        INTEGER PRIMARY KEY,
    path      TEXT NOT NULL,                            -- of the thing, below id/
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    folded    TEXT NOT NULL,                            -- its words
    graphs    INTEGER NOT NULL DEFAULT 0,               -- how many call the thing so
    documents INTEGER NOT NULL DEFAULT 0,               -- of which so many are documents'
    labels    INTEGER NOT NULL DEFAULT 0,               -- of which so many as its label
    UNIQUE (path, name)
);
CREATE INDEX names_folded ON names (folded);

CREATE TABLE mentions (                                 -- which graphs call a thing so, and where their documents do
    graph     INTEGER NOT NULL,
    name      INTEGER NOT NULL,
    label     INTEGER NOT NULL,                         -- whether as its label
    begins    INTEGER,                                  -- code points
    ends      INTEGER,
    PRIMARY KEY (graph, name, label)
) WITHOUT ROWID;
CREATE INDEX mentions_of_name ON mentions (name);

CREATE TABLE passages (                                 -- what stands in documents
    id        INTEGER PRIMARY KEY,
    graph     INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    path      TEXT,                                     -- of the fact or document, below id/
    begins    INTEGER,
    ends      INTEGER
);
CREATE INDEX passages_of_graph ON passages (graph);

CREATE VIRTUAL TABLE name_words USING fts5(name, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3');
CREATE VIRTUAL TABLE passage_words USING fts5(text, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');

CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);  -- that there are or have been
CREATE VIRTUAL TABLE word_trigrams USING fts5(word, tokenize = 'trigram', content = '');

CREATE TRIGGER called AFTER INSERT ON mentions BEGIN
    UPDATE names SET graphs = graphs + 1, labels = labels + new.label, documents = documents + (new.begins IS NOT NULL)
    WHERE id = new.name;
END;
CREATE TRIGGER called_no_more AFTER DELETE ON mentions BEGIN
    UPDATE names SET graphs = graphs - 1, labels = labels - old.label, documents = documents - (old.begins IS NOT NULL)
    WHERE id = old.name;
    DELETE FROM name_words WHERE rowid = old.name AND (SELECT graphs FROM names WHERE id = old.name) = 0;
    DELETE FROM names WHERE id = old.name AND graphs = 0;
END;
CREATE TRIGGER named AFTER INSERT ON names BEGIN
    INSERT INTO name_words (rowid, name) VALUES (new.id, new.name);
END;
