"""From what somebody names and says of it to a judgement, and from judgements to the ledger and the graph.

A thing is named by its IRI, by what follows /id/ in it, or by where a document mentions it (`…/document/ID#char=4,19`,
or `ID#char=4,19`); a fact by its IRI or what follows /id/ in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.anchors import mention_of, said_of
from graph.errors import InputError, NotFound
from graph.fact_fields import FIELDS, Handle, facts
from graph.judged import entity_value
from graph.judgement import Correction, Judgement, Kind, Mention, Said, Subject
from graph.judgement_graphs import fact_iri
from graph.ledger import Entry, Ledger
from graph.ledger_judgements import Judgements, Kept, Taken
from graph.ledger_rows import now
from graph.model import Entity, Record
from graph.nodes import Nodes
from graph.rdf import quads
from graph.resolve import resolve

if TYPE_CHECKING:
    from graph.pipeline import Workspace

PROFILES, EACH, MOST = 20, 3, 1000  # anchors of a thing: of so many profiles so many documents; of what is none, of all

_MENTION = re.compile(r"(?:document/)?([0-9a-f]{16})#char=(\d+),(\d+)")
_OF_DOCUMENT = re.compile(r"\w+/([0-9a-f]{16})-.+")


def take(workspace: Workspace, judgement: Judgement) -> Taken:
    """Take a judgement into the ledger, unless the same person has said so; what it touches is written anew at once."""
    return take_all(workspace, [judgement])[0]


def take_all(workspace: Workspace, judgements: Iterable[Judgement]) -> list[Taken]:
    """The same of several, all or none."""
    with workspace.together(at_once=True):
        taken = [_taken(workspace.ledger.judgements, one) for one in judgements]
        workspace.touch({document for one in taken for document in one.touched})
    return taken


def _taken(judgements: Judgements, judgement: Judgement) -> Taken:
    standing = judgements.standing(judgement)
    return Taken(standing, False, frozenset()) if standing else judgements.take(judgement)


def bring(workspace: Workspace, lines: Iterable[str]) -> list[Taken | str]:
    """Take in judgements that have travelled, a line of JSON each; for a line that is none, why."""
    found: list[Taken | str] = []
    with workspace.together(at_once=True):
        for line in lines:
            try:
                found.append(workspace.ledger.judgements.keep(Judgement.read_line(line)))
            except ValueError as error:
                found.append(str(error))
        workspace.touch({document for one in found if isinstance(one, Taken) for document in one.touched})
    return found


@dataclass(frozen=True)
class Judging:
    """Makes judgements on what a ledger holds, all `at` one moment, or each when it is made. All raise NotFound and
    InputError."""

    ledger: Ledger
    base_iri: str
    who: str
    why: str = ""
    at: str = ""

    def make(self, kind: Kind, what: str, other: str | None = None, change: tuple[str, str] | None = None) -> Judgement:
        """A judgement of any kind; `change` is a field and its value, "" for none."""
        if (kind in (Kind.SAME, Kind.DIFFERENT)) != (other is not None):
            raise InputError(kind.value, "is said of two things" if other is None else "is said of one thing alone")
        if (kind is Kind.CORRECTED) != (change is not None):
            raise InputError(kind.value, "needs the field and its value" if change is None else "changes no field")
        if other is not None:
            return self.on_two(kind, what, other)
        if change is not None:
            return self.corrected(what, *change)
        match kind:
            case Kind.NOT_AN_ENTITY:
                return self._said(kind, one=self.thing(what, MOST, MOST))
            case Kind.WRONG | Kind.RIGHT:
                return self._said(kind, fact=self.fact(what)[1])
            case _:
                return self.undo(what)

    def on_two(self, kind: Kind, what: str, other: str) -> Judgement:
        """That two things are the same, or different. Where they look the same, `other` is set apart."""
        if self._path(what) == self._path(other):
            raise InputError(what, "is one thing and the same: name the other by where it is mentioned, ID#char=4,19")
        second = self.thing(other)
        first = self.thing(what, but={(m.document, m.name, m.type) for m in second.mentions} if "#" in other else ())
        return self._said(kind, one=first, other=second)

    def corrected(self, what: str, field: str, value: str) -> Judgement:
        """That a field of a fact, or of how a thing is called, has another value; "" for none."""
        if self._is_fact(what):
            entry, said = self.fact(what)
            party = value and field in FIELDS[said.family].parties
            thing = self._party(entry, value) if party else None
            made = self._said(
                Kind.CORRECTED, fact=said, correction=Correction(field, None if party else value or None, thing)
            )
            return self._tried(entry, made)
        subject, correction = self.thing(what, MOST, MOST), Correction(field, value or None)
        try:
            entity_value(correction)
        except ValueError as error:
            raise InputError(what, str(error)) from None
        return self._said(Kind.CORRECTED, one=subject, correction=correction)

    def undo(self, name: str) -> Judgement:
        """That a judgement, by its number or id, is taken back."""
        return self._said(Kind.UNDO, undoes=self.ledger.judgements.find(name).judgement.id)

    def thing(self, name: str, profiles: int = PROFILES, each: int = EACH, but: Collection[object] = ()) -> Subject:
        """What is named, by mentions in some of the documents that speak of it; not those that are called `but`."""
        path = self._path(name)
        if (match := _MENTION.fullmatch(path)) is not None:
            return self._at(match[1], int(match[2]), int(match[3]))
        places = self.ledger.things.places_of(path, profiles, each)
        found = [(self._judged(self.ledger.get(one)), entity) for one, entity in places] or self._alone(path)
        mentions = (mention_of(record.document_id, _entity(record, entity)) for record, entity in found)
        kept = tuple(sorted(m for m in mentions if (m.document, m.name, m.type) not in but))
        if not kept:
            raise NotFound("thing", name)
        return Subject(path, kept)

    def fact(self, name: str) -> tuple[Entry, Said]:
        """The anchor of the fact that has this IRI, and its document."""
        entry, handle = self.find(name)
        return entry, said_of(entry.record, handle, dict(facts(entry.record))[handle])

    def find(self, name: str) -> tuple[Entry, Handle]:
        """Which fact has this IRI, as it is now or as it was read, of which document."""
        path = self._path(name)
        if (match := _OF_DOCUMENT.fullmatch(path)) is None:
            raise NotFound("fact", name)
        entry = self.ledger.get(match[1])
        made, raw = self.ledger.judgements.judged(entry.record), dict(facts(entry.record))
        for record, some in ((made.record, made.facts), (entry.record, raw)):
            nodes = Nodes.of(record, resolve(entry.document, record, {}), self.base_iri)
            for handle, fact in some.items():
                if fact_iri(nodes, entry.record, handle, fact).value == f"{self.base_iri}id/{path}":
                    return entry, handle
        raise NotFound("fact", name)

    def on(self, name: str) -> list[Kept]:
        """The judgements on the fact that has this IRI that are not undone, the newest first."""
        entry, handle = self.find(name)
        handles = self.ledger.judgements.judged(entry.record).handles
        about = self.ledger.judgements.about(entry.document.id)
        return [kept for kept in about if handles.get(kept.judgement.id) == handle][::-1]

    def of_pair(self, kind: Kind, mention: str, other: str) -> Judgement:
        """That what is mentioned at two places is the same, or different, whatever it is called by now."""
        paths = [self.thing(one).path for one in (mention, other)]
        if paths[0] == paths[1]:
            raise InputError(mention, "they are one by now")
        return self.on_two(kind, *paths)

    def _said(self, kind: Kind, **about: object) -> Judgement:
        who = self.who.strip()
        if not who:
            raise InputError(kind.value, "nobody is named who judges so")
        return Judgement(kind, who, self.at or now(), self.why.strip(), **about)  # type: ignore[arg-type]

    def iri(self, name: str) -> str:
        """The IRI of what is named by its path or its IRI."""
        return f"{self.base_iri}id/{self._path(name)}"

    def _path(self, name: str) -> str:
        return name.strip().removeprefix(f"{self.base_iri}id/")

    def _is_fact(self, name: str) -> bool:
        return self._path(name).partition("/")[0] in ("fact", "provision", "statement", "event")

    def _judged(self, entry: Entry) -> Record:
        return self.ledger.judgements.judged(entry.record).record

    def _alone(self, path: str) -> list[tuple[Record, str]]:
        """What its document alone knows by this path."""
        if (match := _OF_DOCUMENT.fullmatch(path)) is None:
            return []
        entry = self.ledger.get(match[1])
        record = self._judged(entry)
        paths = resolve(entry.document, record, self.ledger.things.paths_of(entry.document.id)).paths
        return [(record, entity) for entity, its in paths.items() if its == path]

    def _at(self, document_id: str, start: int, end: int) -> Subject:
        entry = self.ledger.get(document_id)
        record = self._judged(entry)
        there = [(e, m) for e in record.entities for m in e.mentions if m.start < end and start < m.end]
        if not there:
            raise NotFound("entity", f"{document_id}#char={start},{end}")
        entity, mention = min(
            there, key=lambda one: (one[1].span != (start, end), one[1].end - one[1].start, one[0].id)
        )
        path = resolve(entry.document, record, self.ledger.things.paths_of(document_id)).paths[entity.id]
        return Subject(path, (mention_of(document_id, entity, mention),))

    def _party(self, entry: Entry, name: str) -> Mention:
        """The thing of a document that goes by a name there, or is named as things are."""
        record = self._judged(entry)
        called = [
            e
            for e in record.entities
            if name.casefold() in {e.name.casefold(), *(m.text.casefold() for m in e.mentions)}
        ]
        if called:
            exact = [entity for entity in called if entity.name.casefold() == name.casefold()]
            return mention_of(entry.document.id, (exact or called)[0])
        if "/" in name or "#" in name:
            for mention in self.thing(name, MOST, MOST).mentions:
                if mention.document == entry.document.id:
                    return mention
        known = ", ".join(sorted({entity.name for entity in record.entities}))
        raise InputError(name, f"the document speaks of no such thing; it speaks of {known}")

    def _tried(self, entry: Entry, made: Judgement) -> Judgement:
        """A correction that makes sense, and after which the document's graph fits the shapes as it did before."""
        before, after = (self.ledger.judgements.judged(entry.record, *more) for more in ((), (made,)))
        if reason := after.idle.get(made.id):
            raise InputError(made.kind.value, reason)
        from graph.shapes import validate  # pyshacl: only where something is corrected

        def faults(record: Record) -> set[str]:
            found = quads(entry.document, record, resolve(entry.document, record, {}), self.base_iri)
            return {violation.message for violation in validate(found).results}

        if new := faults(after.record) - faults(before.record):
            raise InputError(made.kind.value, f"that would make no sense: {'; '.join(sorted(new))}")
        return made


def _entity(record: Record, entity_id: str) -> Entity:
    return next(entity for entity in record.entities if entity.id == entity_id)
