-- The index of words (see graph/search/index.py). A change here needs no care for files that are there: the mark names
-- the code that made them, and where it is another one they are made anew.

CREATE TABLE mark (mark TEXT NOT NULL);                 -- one row, JSON: how far it follows the ledger

CREATE TABLE graphs (                                   -- those that something can be found in
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,                     -- its IRI
    path      TEXT NOT NULL,                            -- below id/
    title     TEXT,                                     -- of its document
    day       TEXT,
    head      TEXT                                      -- what else lists tell of it, as JSON
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

CREATE TABLE items (                                    -- what stands in lists (see graph/lists), each thing once
    id         INTEGER PRIMARY KEY,
    path       TEXT NOT NULL UNIQUE,                    -- below id/
    kind       TEXT NOT NULL,                           -- how the path begins
    label      TEXT NOT NULL DEFAULT '',                -- the fullest of its names
    day        TEXT NOT NULL DEFAULT '',                -- of the document; of an order that of signing, or of the report
    spot       TEXT NOT NULL DEFAULT '',                -- of a fact: its document, and where in the text
    confidence REAL,
    documents  INTEGER NOT NULL DEFAULT 0               -- how many tell of it, each story once
);
CREATE INDEX items_by_day ON items (kind, day DESC, spot, path);
CREATE INDEX items_by_documents ON items (kind, documents DESC, label, path);

CREATE TABLE facts (                                    -- what documents say of their facts (see graph/lists/facts.py)
    item       INTEGER PRIMARY KEY,
    graph      INTEGER NOT NULL,
    said       TEXT NOT NULL
);

CREATE TABLE told (                                     -- which graphs tell what of them, by the names of filters
    filter     TEXT NOT NULL,
    value      TEXT NOT NULL,
    item       INTEGER NOT NULL,
    graph      INTEGER NOT NULL,
    PRIMARY KEY (filter, value, item, graph)
) WITHOUT ROWID;
CREATE INDEX told_of_item ON told (item, filter, value);
CREATE INDEX told_by_graph ON told (graph);

CREATE TRIGGER one_story_more AFTER INSERT ON told WHEN new.filter = 'story' BEGIN
    UPDATE items SET documents = documents + 1 WHERE id = new.item AND NOT EXISTS (
        SELECT 1 FROM told WHERE filter = 'story' AND value = new.value AND item = new.item AND graph <> new.graph);
END;
CREATE TRIGGER one_story_less AFTER DELETE ON told WHEN old.filter = 'story' BEGIN
    UPDATE items SET documents = documents - 1 WHERE id = old.item AND NOT EXISTS (
        SELECT 1 FROM told WHERE filter = 'story' AND value = old.value AND item = old.item);
END;
