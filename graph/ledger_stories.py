"""Which documents of the ledger print one story; kept up to date as documents come, change and go.

A story is a set of documents linked by similarity, of which the earliest is the original. The sets are those that the
texts make, whatever the order in which they came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from graph.ledger_database import Database
from graph.reprints import SCHEME, bands, may_reprint, original, similar

MOST = 1000  # candidates looked at for one document: of a story with more prints, some of these are always among them

Member = dict[str, Any]


class Stories:
    """The ledger's tables `signatures` and `bands`. Its methods run within a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def original_of(self, document_id: str) -> str | None:
        """The document whose story this one prints again; None where it is the original itself."""
        found = self._database.rows("SELECT original FROM signatures WHERE document = ?", document_id)
        return None if not found else found[0][0]

    def prints_of(self, document_id: str) -> list[str]:
        """The documents that print this one's story again."""
        sql = "SELECT document FROM signatures WHERE original = ? ORDER BY document"
        return [row[0] for row in self._database.rows(sql, document_id)]

    def missing(self) -> list[str]:
        """The documents whose signature is still to be made: those of an older ledger or scheme."""
        # written so that SQLite uses the index: this is asked whenever a ledger is opened
        sql = """SELECT document FROM signatures WHERE scheme < :scheme
                 UNION ALL SELECT document FROM signatures WHERE scheme > :scheme"""
        return sorted(row[0] for row in self._database.rows(sql, scheme=SCHEME))

    def place(self, document_id: str, signature: bytes | None, number: str | None, day: str | None) -> set[str]:
        """Put a document into its story; the ids of the others whose original is another one by it."""
        loose = self.remove(document_id)
        insert = "INSERT INTO signatures VALUES (?, ?, ?, ?, ?, NULL)"
        self._database.run(insert, document_id, SCHEME, signature, number, day)
        if signature is None or number == "":
            return loose
        keys = list(bands(signature))
        joined = self._join({document_id, *self._heads(self._alike(document_id, signature, number, keys))})
        self._database.run_many("INSERT INTO bands VALUES (?, ?)", ((key, document_id) for key in keys))
        return (loose | joined) - {document_id}

    def remove(self, document_id: str) -> set[str]:
        """Take a document out of its story, which may fall apart; the ids of those whose original changes."""
        story = {one for head in self._heads([document_id]) for one in (head, *self.prints_of(head))}
        before = {one: self.original_of(one) for one in story}
        self._database.run("DELETE FROM bands WHERE document = ?", document_id)
        self._database.run("DELETE FROM signatures WHERE document = ?", document_id)
        others = sorted(story - {document_id})
        for one in others:
            self._database.run("UPDATE signatures SET original = NULL WHERE document = ?", one)
        for parts in self._apart(others):
            self._join(set(parts))
        return {one for one in others if self.original_of(one) != before[one]}

    def _heads(self, documents: Iterable[str]) -> list[str]:
        """The originals of the stories that these are of."""
        return sorted({self.original_of(document) or document for document in documents})

    def _alike(self, document_id: str, signature: bytes, number: str | None, keys: list[int]) -> list[str]:
        sql = """SELECT document, signature, number FROM signatures WHERE document IN (SELECT DISTINCT document
                 FROM bands WHERE band IN (SELECT value FROM json_each(?)) AND document != ? LIMIT ?)"""
        near = self._database.rows(sql, json.dumps(keys), document_id, MOST)
        near = [row for row in near if may_reprint(number, row["number"])]
        alike = similar(signature, [row["signature"] for row in near])
        return [row["document"] for row, is_so in zip(near, alike, strict=True) if is_so]

    def _join(self, heads: set[str]) -> set[str]:
        """Make one story of those that these are the originals of; the ids of those whose original changes."""
        sql = "SELECT document, day FROM signatures WHERE document IN (SELECT value FROM json_each(?))"
        head = original((row["document"], row["day"]) for row in self._database.rows(sql, json.dumps(sorted(heads))))
        changed = set[str]()
        for other in heads - {head}:
            changed |= {other, *self.prints_of(other)}
            update = "UPDATE signatures SET original = ? WHERE original = ? OR document = ?"
            self._database.run(update, head, other, other)
        return changed

    def _apart(self, documents: list[str]) -> Iterator[list[str]]:
        """The stories that documents make among themselves."""
        left = {document: self._member(document) for document in documents}
        keys = {document: set(bands(member["signature"])) for document, member in left.items()}
        while left:
            story, todo = list[str](), [min(left)]
            while todo:
                document = todo.pop()
                if (member := left.pop(document, None)) is None:
                    continue
                story.append(document)
                near = [one for one in left if keys[one] & keys[document]]
                alike = similar(member["signature"], [left[one]["signature"] for one in near])
                todo += [one for one, is_so in zip(near, alike, strict=True) if is_so]
            yield story

    def _member(self, document_id: str) -> Member:
        return dict(self._database.rows("SELECT * FROM signatures WHERE document = ?", document_id)[0])
