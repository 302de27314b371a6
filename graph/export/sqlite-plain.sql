-- The same of a CONSTRUCT, which has triples of any shape.

CREATE TABLE entities ( -- whatever is subject or object
  iri TEXT PRIMARY KEY,
  name TEXT,
  type TEXT
);
INSERT OR IGNORE INTO entities SELECT iri, label, type FROM staged_nodes;

CREATE TABLE triples (
  subject TEXT NOT NULL REFERENCES entities (iri),
  predicate TEXT NOT NULL,
  object TEXT REFERENCES entities (iri), -- either this
  value TEXT,       -- or this
  datatype TEXT,
  language TEXT
);
INSERT INTO triples (subject, predicate, object) SELECT source, predicate, target FROM staged_edges;
INSERT INTO triples (subject, predicate, value, datatype, language)
  SELECT subject, predicate, value, datatype, language FROM staged_facts;

CREATE INDEX triples_subject ON triples (subject);
CREATE INDEX triples_object ON triples (object);
CREATE VIRTUAL TABLE triples_fts USING fts5 (value, content="triples", tokenize = 'porter unicode61');
INSERT INTO triples_fts (triples_fts) VALUES ('rebuild');
