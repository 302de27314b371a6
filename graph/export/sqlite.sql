-- From the staged tables of graph/export/tables.toml (in temp) to the tables of the SQLite export.
-- The comments within statements stay in the file: `.schema` and Datasette show them.

CREATE TABLE documents ( -- what the graph was read from
  iri TEXT PRIMARY KEY,
  id TEXT,          -- 16 hexadecimal digits, made from its address, else from its text
  title TEXT,
  date TEXT,        -- the day it was published
  url TEXT,
  publisher TEXT,
  author TEXT,
  language TEXT,
  characters INTEGER,
  license TEXT,
  reprint_of TEXT   -- the document that it prints again
);
INSERT OR IGNORE INTO documents SELECT * FROM staged_documents;
INSERT OR IGNORE INTO documents (iri, title, date) SELECT document, title, date FROM staged_facts;

CREATE TABLE entities ( -- people, bodies, places, offices, orders, policies, topics
  iri TEXT PRIMARY KEY,
  name TEXT,        -- the fullest of its names
  type TEXT         -- Person, Agency, Place, Order ...
);
INSERT OR IGNORE INTO entities SELECT iri, label, type FROM staged_nodes;
INSERT OR IGNORE INTO entities
  SELECT object, object_label, iif(family = 'topic', 'Topic', NULL) FROM staged_facts WHERE object IS NOT NULL
  UNION ALL SELECT subject, subject_label, NULL FROM staged_facts WHERE subject IS NOT NULL AND family <> 'topic'
  UNION ALL SELECT place, place_label, 'Place' FROM staged_facts WHERE place IS NOT NULL
  UNION ALL SELECT counterparty, counterparty_label, NULL FROM staged_facts WHERE counterparty IS NOT NULL;

CREATE TABLE orders ( -- executive orders, proclamations, directives ...; who issued them: relations, predicate issuedBy
  iri TEXT PRIMARY KEY REFERENCES entities (iri),
  name TEXT,
  kind TEXT,        -- ExecutiveOrder, Proclamation ...
  number TEXT,
  signed TEXT,      -- days
  effective TEXT,
  expiring TEXT
);
INSERT OR IGNORE INTO orders
  SELECT iri, name, kind, number, signed, effective, expiring FROM staged_orders JOIN entities USING (iri);
INSERT OR IGNORE INTO orders (iri, name) SELECT subject, subject_label FROM staged_facts WHERE family = 'provision';

CREATE TABLE order_statuses ( -- from when to when orders were in force, blocked, revoked ...
  of_order TEXT NOT NULL REFERENCES orders (iri),
  status TEXT NOT NULL,
  since TEXT NOT NULL, -- its first day
  until TEXT,       -- its last day
  or_before INTEGER NOT NULL, -- 1: it may have begun before, as no document tells the day
  PRIMARY KEY (of_order, since, status)
) WITHOUT ROWID;
INSERT OR IGNORE INTO order_statuses
  SELECT "order", status, since, until, or_before FROM staged_statuses WHERE "order" IN (SELECT iri FROM orders);

CREATE TABLE relations ( -- what ties two things: issuedBy, appliesIn, holdsOffice, opposes, revokes ...
  iri TEXT PRIMARY KEY,
  subject TEXT NOT NULL REFERENCES entities (iri),
  predicate TEXT NOT NULL,
  object TEXT NOT NULL REFERENCES entities (iri),
  confidence REAL   -- how sure it is that the text says so, 0 to 1
);
INSERT OR IGNORE INTO relations
  SELECT fact, subject, predicate, object, confidence FROM staged_facts WHERE family = 'relation';

CREATE TABLE provisions ( -- what orders require, prohibit, permit, establish, declare, reaffirm, revoke
  iri TEXT PRIMARY KEY,
  of_order TEXT NOT NULL REFERENCES orders (iri),
  kind TEXT NOT NULL, -- requires, prohibits, permits ...
  bearer TEXT REFERENCES entities (iri), -- who must, must not or may do it
  action TEXT NOT NULL,
  condition TEXT,
  deadline TEXT,    -- in words
  due TEXT,         -- a day, or a duration
  claim TEXT,       -- the statement that it stands in: then it is claimed, not told
  confidence REAL
);
INSERT OR IGNORE INTO provisions
  SELECT fact, subject, predicate, object, value, condition, deadline, due, claim, confidence
  FROM staged_facts WHERE family = 'provision';

CREATE TABLE provision_counterparties ( -- towards whom
  provision TEXT NOT NULL REFERENCES provisions (iri),
  counterparty TEXT NOT NULL REFERENCES entities (iri),
  PRIMARY KEY (provision, counterparty)
) WITHOUT ROWID;
INSERT OR IGNORE INTO provision_counterparties
  SELECT fact, counterparty FROM staged_facts WHERE family = 'provision' AND counterparty IS NOT NULL;

CREATE TABLE statements ( -- who says what; none of it is taken for a fact
  iri TEXT PRIMARY KEY,
  speaker TEXT NOT NULL REFERENCES entities (iri),
  content TEXT NOT NULL,
  direct INTEGER NOT NULL, -- 1: in the speaker's own words
  stance TEXT,      -- inFavour or against
  claim TEXT,       -- the statement that it stands in
  confidence REAL
);
INSERT OR IGNORE INTO statements
  SELECT fact, subject, value, direct, stance, claim, confidence FROM staged_facts WHERE family = 'statement';

CREATE TABLE statements_about ( -- what they are about
  statement TEXT NOT NULL REFERENCES statements (iri),
  about TEXT NOT NULL REFERENCES entities (iri),
  PRIMARY KEY (statement, about)
) WITHOUT ROWID;
INSERT OR IGNORE INTO statements_about
  SELECT fact, object FROM staged_facts WHERE family = 'statement' AND object IS NOT NULL;

CREATE TABLE events ( -- what happened, and, by their status, what did not (yet)
  iri TEXT PRIMARY KEY,
  actor TEXT REFERENCES entities (iri),
  type TEXT NOT NULL, -- of PLOVER: MOBILIZE, ACCUSE ...
  mode TEXT,        -- of PLOVER: how it was done
  recipient TEXT REFERENCES entities (iri),
  place TEXT REFERENCES entities (iri),
  status TEXT NOT NULL, -- actual, planned, threatened, hypothetical, negated
  time TEXT,
  claim TEXT,       -- the statement that it stands in: then it is claimed, not told
  confidence REAL
);
INSERT OR IGNORE INTO events
  SELECT fact, subject, predicate, mode, object, place, status, time, claim, confidence
  FROM staged_facts WHERE family = 'event';

CREATE TABLE topics ( -- what orders and documents are about
  iri TEXT PRIMARY KEY,
  thing TEXT NOT NULL, -- the order or document
  topic TEXT NOT NULL REFERENCES entities (iri),
  confidence REAL
);
INSERT OR IGNORE INTO topics SELECT fact, subject, object, confidence FROM staged_facts WHERE family = 'topic';

CREATE TABLE evidence ( -- the words that say so, of every fact of the tables above
  fact TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES documents (iri),
  char_start INTEGER NOT NULL, -- code points of the document, from 0; the end excluded
  char_end INTEGER NOT NULL,
  text TEXT NOT NULL,
  iri TEXT NOT NULL,
  PRIMARY KEY (fact, iri)
);
INSERT OR IGNORE INTO evidence SELECT fact, document, char_start, char_end, text, evidence FROM staged_facts;

CREATE INDEX documents_date ON documents (date);
CREATE INDEX documents_publisher ON documents (publisher);
CREATE INDEX entities_type ON entities (type, name);
CREATE INDEX entities_name ON entities (name);
CREATE INDEX relations_subject ON relations (subject, predicate);
CREATE INDEX relations_object ON relations (object, predicate);
CREATE INDEX provisions_order ON provisions (of_order, kind);
CREATE INDEX provisions_bearer ON provisions (bearer);
CREATE INDEX provision_counterparties_of ON provision_counterparties (counterparty);
CREATE INDEX statements_speaker ON statements (speaker);
CREATE INDEX statements_about_what ON statements_about (about);
CREATE INDEX events_actor ON events (actor);
CREATE INDEX events_recipient ON events (recipient);
CREATE INDEX events_place ON events (place);
CREATE INDEX events_type ON events (type, status);
CREATE INDEX topics_thing ON topics (thing);
CREATE INDEX topics_topic ON topics (topic);
CREATE INDEX evidence_document ON evidence (document, char_start);

CREATE VIRTUAL TABLE documents_fts USING fts5 (title, content="documents", tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE entities_fts USING fts5 (name, content="entities");
CREATE VIRTUAL TABLE orders_fts USING fts5 (name, number, content="orders");
CREATE VIRTUAL TABLE provisions_fts USING fts5 (action, condition, content="provisions", tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE statements_fts USING fts5 (content, content="statements", tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE evidence_fts USING fts5 (text, content="evidence", tokenize = 'porter unicode61');
INSERT INTO documents_fts (documents_fts) VALUES ('rebuild');
INSERT INTO entities_fts (entities_fts) VALUES ('rebuild');
INSERT INTO orders_fts (orders_fts) VALUES ('rebuild');
INSERT INTO provisions_fts (provisions_fts) VALUES ('rebuild');
INSERT INTO statements_fts (statements_fts) VALUES ('rebuild');
INSERT INTO evidence_fts (evidence_fts) VALUES ('rebuild');

-- with names in the place of IRIs, and the words of the document beside

CREATE VIEW named_orders AS -- with their status of today
  SELECT o.name, o.kind, o.number, o.signed, o.effective, o.expiring,
    (SELECT status FROM order_statuses WHERE of_order = o.iri AND since <= date() AND ifnull(until >= date(), 1)
     ORDER BY since DESC LIMIT 1) AS status,
    (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT e.name FROM relations r JOIN entities e ON e.iri = r.object
     WHERE r.subject = o.iri AND r.predicate = 'issuedBy')) AS issuers,
    (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT e.name FROM relations r JOIN entities e ON e.iri = r.object
     WHERE r.subject = o.iri AND r.predicate = 'appliesIn')) AS places,
    o.iri
  FROM orders o;

CREATE VIEW named_relations AS
  SELECT s.name AS subject, r.predicate, o.name AS object, r.confidence,
    d.title AS document, d.date, d.url, v.char_start, v.char_end, v.text, v.fact AS iri
  FROM relations r JOIN entities s ON s.iri = r.subject JOIN entities o ON o.iri = r.object
    JOIN evidence v ON v.fact = r.iri JOIN documents d ON d.iri = v.document;

CREATE VIEW named_provisions AS
  SELECT o.name AS of_order, p.kind, b.name AS bearer, p.action, p.condition, p.deadline, p.due,
    (SELECT group_concat(e.name, '; ') FROM provision_counterparties c JOIN entities e ON e.iri = c.counterparty
     WHERE c.provision = p.iri) AS counterparties,
    p.claim, p.confidence, d.title AS document, d.date, d.url, v.char_start, v.char_end, v.text, v.fact AS iri
  FROM provisions p JOIN entities o ON o.iri = p.of_order LEFT JOIN entities b ON b.iri = p.bearer
    JOIN evidence v ON v.fact = p.iri JOIN documents d ON d.iri = v.document;

CREATE VIEW named_statements AS
  SELECT w.name AS speaker, s.content, s.direct, s.stance,
    (SELECT group_concat(e.name, '; ') FROM statements_about a JOIN entities e ON e.iri = a.about
     WHERE a.statement = s.iri) AS about,
    s.claim, s.confidence, d.title AS document, d.date, d.url, v.char_start, v.char_end, v.text, v.fact AS iri
  FROM statements s JOIN entities w ON w.iri = s.speaker
    JOIN evidence v ON v.fact = s.iri JOIN documents d ON d.iri = v.document;

CREATE VIEW named_events AS
  SELECT a.name AS actor, e.type, e.mode, r.name AS recipient, p.name AS place, e.status, e.time,
    e.claim, e.confidence, d.title AS document, d.date, d.url, v.char_start, v.char_end, v.text, v.fact AS iri
  FROM events e LEFT JOIN entities a ON a.iri = e.actor LEFT JOIN entities r ON r.iri = e.recipient
    LEFT JOIN entities p ON p.iri = e.place
    JOIN evidence v ON v.fact = e.iri JOIN documents d ON d.iri = v.document;
