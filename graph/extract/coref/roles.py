"""The role table: what titles, appositions and signatures say of persons; and which place "the city" is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span

from graph.extract.coref.discourse import Table
from graph.extract.forms import person_fits
from graph.extract.mention import AGENCY, GROUP, PERSON, PLURAL, Mention
from graph.extract.names.series import is_plural_role, persons_together, said_of_all
from graph.extract.official.official import Signature
from graph.extract.relations.role_phrases import roles_of
from graph.extract.relations.roles import Role, title_roles, title_start

PLURAL_TITLES = frozenset({"sens.", "reps.", "govs.", "sens", "reps", "govs"})


def read_roles(table: Table, signed: Sequence[Signature]) -> None:
    """Give every person the roles that the text states."""
    for referent in table.referents:
        if referent.type is PERSON:
            seen = set()
            for mention in referent.mentions:
                for role in roles_of(mention):
                    if role.text.casefold() not in seen:
                        seen.add(role.text.casefold())
                        referent.roles.append(role)
    for mention in table.mentions:
        if mention.type is AGENCY and mention.named and mention.name.lower().endswith("administration"):
            _read_administration(table, mention)
    for run in persons_together(table):
        _share_title(table, run)
        for phrase in said_of_all(table.doc, run):
            for mention in run:
                _give(table, mention, phrase)
            if len(run) > 1 and phrase.end < run[0].start and table.doc[phrase.end].text in {",", "-", "–", ":"}:
                _forget(table, phrase)
    for signature in signed:
        _read_signature(table, signature)


def _forget(table: Table, phrase: Span) -> None:
    """ "The state's senators, Ann Lee and Bob Roe": the persons named, and no collective besides."""
    if table.doc[phrase.end + 1].lower_ in {"including", "among", "such", "like"} or phrase[0].like_num:
        return
    table.mentions = [m for m in table.mentions if m.named or m.type is not GROUP or m.head.i != phrase.end - 1]


def _read_administration(table: Table, mention: Mention) -> None:
    """ "Gov. Ann Lee's administration" tells the full name and the office of the Lee spoken of elsewhere."""
    owner = re.match(r"(.+ .+)['’]s administration$", mention.name, re.IGNORECASE)
    if owner is None:
        return
    start = title_start(table.doc, mention.start)
    for referent in table.referents:
        if referent.type is PERSON and referent.named and person_fits(referent.name, owner[1]):
            referent.name = owner[1]
            if start < mention.start:
                referent.roles += [] if referent.roles else title_roles(table.doc[start : mention.start])
            return


def _share_title(table: Table, run: list[Mention]) -> None:
    """ "Commissioners Ann Lee, Bob Roe and Cy Poe": the plural title is each one's."""
    shared: Span | None = None
    for mention in run:
        if mention.title is not None:
            last = mention.title[-1]
            plural = last.lower_ in PLURAL_TITLES or (last.tag_ in PLURAL and is_plural_role(last))
            shared = mention.title if plural or mention.title[-1].text == "." else None
        elif shared is not None:
            _give(table, mention, shared)


def _give(table: Table, mention: Mention, phrase: Span) -> None:
    """Add the role that a phrase names to a person's, unless it is known."""
    referent = table.of_mention[id(mention)]
    for role in title_roles(phrase):
        if all(role.text.casefold() != known.text.casefold() for known in referent.roles):
            referent.roles.append(role)


def _read_signature(table: Table, signature: Signature) -> None:
    """The office that stands under a signature; under a president's stands the White House."""
    title = table.doc.char_span(signature.title_start, signature.title_end, alignment_mode="expand")
    for referent in table.referents:
        if not any(m.span.start_char == signature.start for m in referent.mentions):
            continue
        if title is not None and len(title):
            referent.roles += [
                r for r in title_roles(title) if all(r.text.casefold() != o.text.casefold() for o in referent.roles)
            ]
        elif not referent.roles:
            mention = next(m for m in referent.mentions if m.span.start_char == signature.start)
            referent.roles.append(Role(mention.span, "president", True, "President"))
