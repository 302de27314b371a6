"""What a text defines for itself: after "the Department of Parks (the “Department”)" the Department is that one."""

from __future__ import annotations

import re

from graph.extract.coref.discourse import Table
from graph.extract.lexicon import words
from graph.extract.mention import BODIES, GROUP, PERSON, Mention
from graph.extract.official.official import is_official
from graph.extract.referent import Referent

DEFINED = re.compile(
    r"\s*\((?:hereinafter,? |hereafter,? |collectively,? )?(?:the )?[“\"'‘]?(?:the )?"
    r"(?P<short>[A-Z]{2,7}|[A-Z][a-z]\w*(?: [A-Z]\w+){0,3})[,.]?[”\"'’]?\)"
)
LEADING = re.compile(r"(?:the|such|said|this|an?|any|each|every|no)\s+", re.IGNORECASE)
QUOTED = re.compile(r"\((?:collectively,? )?(?:an? |the )?[“\"](?P<short>[A-Z][a-z]\w*(?: [A-Z]\w+){0,3})[”\"]\)")
MEANT = re.compile(
    r"[“\"](?:[Tt]he )?(?P<short>[A-Z][a-z]\w*(?: [A-Z]\w+){0,3})[,]?[”\"] (?:shall )?(?:means?|refers? to) (?:the )?"
)
INTRODUCED = re.compile(
    r"[Aa]n? (?:Executive )?[A-Z][a-z-]+$"
)  # "headed by a Director": who is "the Director" from there on
NEAR = 12  # tokens of a name in which another stands
LONG = 30  # tokens of a phrase that a name in brackets closes


class Definitions:
    """The short names that a text gives in brackets, each with the mention that it stands after."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.by_name: dict[str, Mention] = {}
        text = table.text
        for mention in table.mentions:
            end = mention.span.end_char
            found = DEFINED.match(text, end) if "(" in text[end : end + 2] else None
            if found is not None and not self.of_outer(mention, found["short"]):
                self.by_name.setdefault(found["short"], mention)
        at = {m.span.start_char: m for m in reversed(table.mentions)}
        for found in MEANT.finditer(text):  # "“the Secretary” shall refer to the Secretary of State"
            told = at.get(found.end()) or at.get(found.end() - len("the "))
            if told is not None:
                self.by_name.setdefault(found["short"], told)
        for mention in table.mentions if is_official(text) else ():
            if mention.noun in words("nouns", "office") and INTRODUCED.match(mention.span.text):
                self.by_name.setdefault(mention.head.text, mention)
        for found in QUOTED.finditer(text):
            told = self.called(found) if found["short"] not in self.by_name else None
            if told is not None:
                self.by_name[found["short"]] = told

    def of_outer(self, mention: Mention, short: str) -> bool:
        """Whether a bracket repeats a word before the name that it follows: "the *Panel* to Save the Fund (Panel)"."""
        before = self.table.doc[max(mention.span.sent.start, mention.start - NEAR) : mention.start]
        return short not in mention.span.text and any(t.text == short.split()[-1] for t in before)

    def called(self, found: re.Match[str]) -> Mention | None:
        """The collective whose long phrase a bracket closes: "Every owner of a lot on the creek (“Owner”)"."""
        span = self.table.doc.char_span(*found.span(), alignment_mode="expand")
        noun = found["short"].split()[-1].lower()
        if span is None:
            return None
        for mention in reversed(self.table.mentions):
            near = span.sent.start <= mention.start and span.start - LONG < mention.end <= span.start + 1
            if near and mention.type is GROUP and noun in {mention.noun, mention.head.lower_}:
                return mention
        return None

    def meant(self, mention: Mention) -> Referent | None:
        """The thing that a mention is the defined name of: "the Secretary", once it is said which."""
        if not self.by_name:
            return None
        defining = self.by_name.get(LEADING.sub("", mention.span.text, count=1))
        if defining is None or defining.start >= mention.start:
            return None
        same = defining.type is mention.type or {defining.type, mention.type} <= set(BODIES)
        same = same or (defining.type is GROUP and mention.type is PERSON)  # "an Owner"
        return self.table.of_mention.get(id(defining)) if same else None
