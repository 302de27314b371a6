"""The lists of an order: which lead an item has, by the marks "(a)", "(ii)", "3." of both, as paragraphs pass by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Span

from graph.extract.layout import Kind
from graph.extract.norms.leads import DUTIES, Listing

MARK = re.compile(r"\(?(?:(?P<roman>[ivx]+)|(?P<letter>[a-z])|(?P<capital>[A-Z])|(?P<figure>\d{1,2}))[.)]\s")
SECTION = re.compile(r"\s*(?:Section|Sec\.|SECTION|SEC\.|§|Article|ARTICLE)")
ROMAN = {"i": 1, "v": 5, "x": 10}
FAR = 4  # paragraphs that a list may be interrupted for
WAITING = frozenset({"including", "following", "that", "whether", "how"})
Mark = tuple[str, int]  # its kind and which it is: "(c)" is ("letter", 3)


@dataclass(slots=True)
class Open:
    """A list that may go on: its lead, the mark of the lead's line, and of each kind the last that its items had."""

    listing: Listing
    own: Mark | None
    seen: dict[str, int] = field(default_factory=dict)

    def goes_on(self, mark: Mark) -> bool:
        """Whether a mark follows one that the list has had."""
        kind, number = mark
        return self.seen.get(kind) == number - 1

    def take(self, mark: Mark) -> None:
        """Let an item be the last of its kind, and the lists below those before it be ended."""
        kind, number = mark
        if kind in self.seen:
            kinds = list(self.seen)
            for below in kinds[kinds.index(kind) + 1 :]:
                del self.seen[below]
        self.seen[kind] = number


class Lists:
    """The lists that are open where a document is being read."""

    def __init__(self) -> None:
        self.open: list[Open] = []
        self.mark: Mark | None = None  # of the paragraph
        self.away = 0  # paragraphs since the innermost list was left
        self.whole: Mark | None = None  # the item whose parts are being listed: "(b) speed permits by:"

    @property
    def lead(self) -> Listing | None:
        """What the paragraph, if it is an item, shares with others."""
        return self.open[-1].listing if self.open and not self.away else None

    @property
    def part(self) -> bool:
        """Whether the paragraph is a part of an item."""
        return self.whole is not None and self.mark is not None and self.mark[0] != self.whole[0]

    def enter(self, kind: Kind, line: str) -> None:
        """Go on to a paragraph."""
        item = kind is Kind.ITEM and not (line[:1].isupper() and line[1:2] == ".")
        marks = readings(line) if item else []
        self.mark = next((m for o in reversed(self.open) for m in marks if o.goes_on(m)), marks[0] if marks else None)
        headed = kind in (Kind.TITLE, Kind.HEADING) and len(line) > 3  # not the stray mark of a scan
        if not item and (SECTION.match(line) or headed or self.away >= FAR):
            self.open.clear()
            self.away, self.whole = 0, None
        elif not item:
            self.away += 1
        elif self.mark is not None:
            self._go_on(self.mark)

    def _go_on(self, mark: Mark) -> None:
        """Close the lists that an item ends, and take up the one that it goes on with."""
        kind, number = mark
        before, ended = (kind, number - 1), False
        if self.whole == before:
            self.whole = None
        for k in range(len(self.open) - 1, -1, -1):
            if self.open[k].goes_on(mark):
                del self.open[k + 1 :]
                break
            if self.open[k].own == before:
                del self.open[k:]
                ended = True
        else:
            seen = self.open[-1].seen if self.open else {}
            outer = bool(seen) and kind == "figure" and "figure" not in seen
            next_but_one = seen.get(kind, number) == number - 2 if seen else number <= 2  # a scan has lost a mark
            if not ended and (outer or (self.away and not next_but_one)):
                self.away += 1
                return
        self.away = 0
        if self.open:
            self.open[-1].take(mark)

    def begin(self, listing: Listing) -> None:
        """Let the items that follow have a lead."""
        if self.mark is None:
            self.open.clear()
        self.open.append(Open(listing, self.mark))
        self.away, self.whole = 0, None

    def leave(self, sentence: Span, listed: bool) -> None:
        """Note where a line with a colon leaves parts of its own action to its items, and nothing that is to be done;
        `listed`: it tells an action itself."""
        words = [t for t in sentence[-4:] if not t.is_space]
        if self.mark is None or len(words) < 3 or words[-1].text != ":":
            return
        last = words[-2]
        if last.tag_ == "IN" or last.lower_ in WAITING or (listed and last.tag_ != "TO" and last.lemma_ not in DUTIES):
            self.whole = self.mark


def readings(line: str) -> list[Mark]:
    """What the mark of a line may be: "(i)" is the first of one kind and the ninth of another."""
    mark = MARK.match(line)
    if mark is None:
        return []
    name = next(name for name, found in mark.groupdict().items() if found)
    text = mark[name]
    if name == "figure":
        return [(name, int(text))]
    letter = [("letter" if text.islower() else "capital", ord(text.lower()) - ord("a") + 1)] if len(text) == 1 else []
    return [("roman", _number(text)), *letter] if name == "roman" else letter


def _number(roman: str) -> int:
    values = [ROMAN[letter] for letter in roman]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
