"""How well orders are read in their own words: number, issuer, day and what they supersede.

- number: of the orders whose text states it; a text that does not must be given none ("no number").
- issuer: the surname of who is known to have issued it. A name that OCR blurred counts by its likeness (LIKENESS); an
  order that somebody else signed, in the mayor's stead, counts as wrong.
- named issuer: the same for those orders that name their issuer anywhere. Many federal ones say only "me as President":
  who that was is then known by the day (graph/extract/lexicons/holders.csv).
- day: of the orders whose day is known.
- all three: number, issuer and day of one order; all stated: of the orders whose text states the three.
- supersedes: F1 of `revokes` and `amends` of orders, by number, against what the order is known to supersede and its
  text states; extensions of orders are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from graph.evaluate.corpora import Sample, plain_number
from graph.model import Predicate, Record

LIKENESS = 0.6  # "Rloom1'erg" is like Bloomberg by 0.78, other mayors’ names by 0.5 at most
MEASURES = ("number", "no number", "day", "issuer", "named issuer", "all three", "all stated")


@dataclass(slots=True)
class Official:
    """Right and asked, by measure, over some orders, with what went wrong."""

    orders: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def ask(self, measure: str, sample: Sample, found: object, expected: object, right: bool) -> None:
        """Count one answer."""
        self.asked[measure] += 1
        self.right[measure] += right
        if not right:
            self.wrong.append(f"{sample.name[:40]:<41} {measure:<12} {found!r} instead of {expected!r}")

    def headline(self) -> dict[str, float]:
        """The share of right answers by measure, and the F1 of what is superseded; what was never asked is left out."""
        found = {m: round(self.right[m] / self.asked[m], 3) for m in MEASURES if self.asked[m]}
        told, stated = self.asked["told"], self.asked["stated"]
        if told + stated:
            found["supersedes"] = round(2 * self.right["supersedes"] / (told + stated), 3)
        return found

    def figures(self) -> dict[str, Any]:
        """How many orders, {measure: [right, asked]}, the shares, and a line for everything that went wrong."""
        counts = {m: [self.right[m], self.asked[m]] for m in MEASURES if self.asked[m]}
        counts["supersedes"] = [self.right["supersedes"], self.asked["told"], self.asked["stated"]]
        return {"orders": self.orders, "counts": counts, "shares": self.headline(), "wrong": self.wrong}


def judge(sample: Sample, record: Record, tally: Official) -> None:
    """Hold one record against what is known of the order."""
    text, details = sample.document.text, record.orders[0] if record.orders else None
    number = plain_number(details.number.value) if details and details.number else ""
    day = details.signed.value if details and details.signed else None
    own = details.order if details else None
    issuers = {r.object for r in record.relations if r.predicate is Predicate.ISSUED_BY and r.subject == own}
    names = [e.name for e in record.entities if e.id in issuers]

    numbered, dated, named = _states_number(sample), _states_day(sample), _names_issuer(sample)
    expected = sample.number if numbered or number else ""
    right = (number == expected, day == sample.day, any(_is(name, sample.surname) for name in names[:1]))
    tally.orders += 1
    tally.ask("number" if expected else "no number", sample, number, expected, right[0])
    tally.ask("issuer", sample, names, sample.surname, right[2])
    if named:
        tally.ask("named issuer", sample, names, sample.surname, right[2])
    if sample.day is not None:
        tally.ask("day", sample, day, sample.day, right[1])
        tally.ask("all three", sample, right, True, all(right))
        if named and dated and (numbered or not expected):
            tally.ask("all stated", sample, right, True, all(right))
    if sample.supersedes is not None:
        _superseded(sample.name, text, sample.supersedes, record, own, tally)


def _states_number(sample: Sample) -> bool:
    number = rf"(?<!\d){re.escape(sample.number)}(?!\d)"
    return bool(sample.number) and re.search(number, sample.document.text) is not None


def _states_day(sample: Sample) -> bool:
    if sample.day is None:
        return False
    day = datetime.fromisoformat(sample.day)
    written = rf"{day:%B}\s*{day.day},?\s*{day.year}"
    return re.search(written, sample.document.text, re.IGNORECASE) is not None


def _names_issuer(sample: Sample) -> bool:
    text = sample.document.text
    foot = text[-150:].split()  # where a blurred name counts
    return sample.surname.lower() in text.lower() or any(_is(word, sample.surname) for word in foot)


def _is(name: str, surname: str) -> bool:
    """Whether a name has this surname, sharp or blurred."""
    tail = "".join(name.split()[-len(surname.split()) :]) if name.split() else ""
    wanted = surname.replace(" ", "")
    return wanted.lower() in name.replace(" ", "").lower() or (
        SequenceMatcher(None, tail.strip(".,").lower(), wanted.lower()).ratio() >= LIKENESS and len(tail) > 4
    )


def _superseded(name: str, text: str, known: frozenset[str], record: Record, own: str | None, tally: Official) -> None:
    """Orders that the order revokes or amends, by number."""
    names = {e.id: e.name for e in record.entities if e.type == "Order"}
    links = [r for r in record.relations if r.predicate in (Predicate.REVOKES, Predicate.AMENDS) and r.subject == own]
    told = [r for r in links if r.object in names and not re.search("exten|contin", r.evidence.text, re.IGNORECASE)]
    numbers = {plain_number(found[-1]) for r in told if (found := re.findall(r"\d+", names[r.object or ""]))}
    stated = {n for n in known if re.search(rf"Order\s+(?:No[.,]?\s*)?0*{n}\b", text, re.IGNORECASE)}
    tally.asked["told"] += len(numbers)
    tally.asked["stated"] += len(stated)
    tally.right["supersedes"] += len(numbers & stated)
    if numbers ^ stated:
        tally.wrong.append(f"{name[:40]:<41} supersedes {sorted(numbers)} instead of {sorted(stated)}")
