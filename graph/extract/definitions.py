"""What a text defines for itself: after "the Department of Parks (the “Department”)" the Department is that one."""

from __future__ import annotations

import re

from graph.extract.discourse import Table
from graph.extract.mention import BODIES, Mention
from graph.extract.referent import Referent

DEFINED = re.compile(
    r"\s*\((?:hereinafter,? |hereafter,? |collectively,? )?(?:the )?[“\"'‘]?(?:the )?"
    r"(?P<short>[A-Z][a-z]\w*(?: [A-Z]\w+){0,3})[,.]?[”\"'’]?\)"
)
LEADING = re.compile(r"(?:the|such|said|this)\s+", re.IGNORECASE)


class Definitions:
    """The short names that a text gives in brackets, each with the mention that it stands after."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.by_name: dict[str, Mention] = {}
        text = table.doc.text
        for mention in table.mentions:
            end = mention.span.end_char
            found = DEFINED.match(text, end) if "(" in text[end : end + 2] else None
            if found is not None:
                self.by_name.setdefault(found["short"], mention)

    def meant(self, mention: Mention) -> Referent | None:
        """The thing that a mention is the defined name of: "the Secretary", once it is said which."""
        if not self.by_name:
            return None
        defining = self.by_name.get(LEADING.sub("", mention.span.text, count=1))
        if defining is None or defining.start >= mention.start:
            return None
        same = defining.type is mention.type or {defining.type, mention.type} <= set(BODIES)
        return self.table.of_mention.get(id(defining)) if same else None
