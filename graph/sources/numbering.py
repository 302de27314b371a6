"""The labels of a Word document's lists, which stand nowhere in its text: "1.", "(a)", "Section 3."."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the items of a document's lists as one goes through it."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._abstract: dict[str, str] = {}
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {} if styles is None else dict(map(self._style, styles.iter(f"{W}style")))
        for node in () if numbering is None else numbering.iter(f"{W}num"):
            self._abstract[_value(node, "numId")] = _child(node, "abstractNumId")
        for node in () if numbering is None else numbering.iter(f"{W}abstractNum"):
            for level in node.iter(f"{W}lvl"):
                place = _value(node, "abstractNumId"), int(_value(level, "ilvl") or 0)
                start = int(_child(level, "start") or 1)
                self._levels[place] = _child(level, "numFmt"), _child(level, "lvlText"), start

    def label(self, paragraph: Any) -> str:
        """What stands before a paragraph, with a space; empty where it is no item of a numbered list."""
        number, depth = self._place(paragraph)
        abstract = self._abstract.get(number, "")
        if (abstract, depth) not in self._levels:
            return ""
        form, text, start = self._levels[abstract, depth]
        counts = self._counts[abstract]
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if form in ("bullet", "none", ""):
            return ""
        return re.sub(r"%(\d)", lambda found: self._shown(abstract, int(found[1]) - 1), text) + " "

    def _shown(self, abstract: str, depth: int) -> str:
        form, _, start = self._levels.get((abstract, depth), ("decimal", "", 1))
        return _numeral(self._counts[abstract].get(depth, start), form)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, or else its style's."""
        number, depth = _list_of(paragraph)
        if not number:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            number, inherited = self._styles.get(_value(style, "val"), ("", None)) if style is not None else ("", None)
            depth = depth if depth is not None else inherited
        return number, depth or 0

    def _style(self, style: Any) -> tuple[str, tuple[str, int | None]]:
        return _value(style, "styleId"), _list_of(style)


def _list_of(node: Any) -> tuple[str, int | None]:
    found = node.find(f"{W}pPr/{W}numPr")
    if found is None:
        return "", None
    depth = _child(found, "ilvl")
    return _child(found, "numId"), int(depth) if depth.isdecimal() else None


def _value(node: Any, name: str) -> str:
    return str(node.get(f"{W}{name}") or "")


def _child(node: Any, name: str) -> str:
    found = node.find(f"{W}{name}")
    return "" if found is None else _value(found, "val")


def _numeral(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number > 0:
        written = chr(ord("a") + (number - 1) % 26) * min(3, 1 + (number - 1) // 26)
    elif form in ("lowerRoman", "upperRoman") and 0 < number < 400:
        written = "".join(_roman(number))
    else:
        return str(number)
    return written.upper() if form.startswith("upper") else written


def _roman(number: int) -> list[str]:
    signs = []
    for value, sign in _ROMAN:
        while number >= value:
            signs.append(sign)
            number -= value
    return signs
