-- What the seventh version of the ledger's schema adds (see graph/ledger_database.py): what people have written by SPARQL
-- updates and the Graph Store Protocol (graph/ledger_written.py). The log's lines "written" have the graph as their key.

CREATE TABLE written_graphs (
    number    INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,                     -- '': the default graph
    quads     INTEGER NOT NULL DEFAULT 0,               -- how many it holds; it may be none
    made      TEXT NOT NULL,                            -- ISO 8601, UTC
    changed   TEXT NOT NULL,
    who       TEXT NOT NULL                             -- who changed it last
);

CREATE TABLE written (
    graph     INTEGER NOT NULL REFERENCES written_graphs (number) ON DELETE CASCADE,
    triple    TEXT NOT NULL,                            -- N-Triples, without the full stop; blank nodes keep their labels
    PRIMARY KEY (graph, triple)
) WITHOUT ROWID;

CREATE TABLE writes (                                   -- who wrote: one row for each graph that a write has changed
    log       INTEGER PRIMARY KEY REFERENCES log (number),
    graph     TEXT NOT NULL,
    who       TEXT NOT NULL,
    removed   INTEGER NOT NULL,                         -- quads
    added     INTEGER NOT NULL
);
CREATE INDEX writes_of_graph ON writes (graph, log);
CREATE TRIGGER writes_are_kept BEFORE DELETE ON writes BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER writes_are_true BEFORE UPDATE ON writes BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
