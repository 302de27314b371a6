"""What a file's properties say of it, where that looks right: programs leave file names, accounts, days of scans."""

from __future__ import annotations

import re
from datetime import date

_FILE_NAME = re.compile(r"\.\w{2,4}$|^(?:microsoft word|untitled|document\d*|scan)\b|_|\\|/", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w.’'-]*(?:,? (?:[A-Z][\w.’'-]*|of|the|and|for|de|van|von)){1,7}")


def plausible(title: str | None, author: str | None, made: date | None, text: str) -> dict[str, str]:
    """Title, author and date, of which each is taken only where it looks like one of a document with this text.

    The day on which it was made counts where the text knows that year: an old order may have been scanned today.
    """
    title, author = (" ".join((value or "").split()) for value in (title, author))
    known = {}
    if " " in title and not _FILE_NAME.search(title):
        known["title"] = title
    if _NAME.fullmatch(author):
        known["author"] = author
    if made is not None and re.search(rf"\b{made.year}\b", text):
        known["date"] = made.isoformat()
    return known
