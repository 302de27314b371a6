"""Under what condition and by when a norm holds, quoted from where it stands."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|"
    r"Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|tonight|tomorrow|midnight|noon)"
_DATE = (
    rf"(?:the end of (?:the |this |next )?\w+(?:,? \d{{4}})?|"
    rf"(?:early |mid-|late )?{_MONTH}(?: \d{{1,2}})?(?:,? \d{{4}})?|"
    rf"\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_DAY}|\d{{4}})(?!\w)"
)
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|nine|ten|twelve|thirty|sixty|ninety)"
_SPAN = rf"{_NUMBER} (?:more |business |working |calendar )?(?:hour|day|week|month|year)s?"
DEADLINE = re.compile(
    rf"\b(?:[Ww]ithin (?:the next )?{_SPAN}(?: (?:of|after|from|before) (?:[^,;:.]|,(?= \d{{4}}\b)){{1,70}})?"
    rf"|(?:[Nn]o|[Nn]ot) (?:later|more) than {_SPAN}(?: (?:of|after|from|before) (?:[^,;:.]|,(?= \d{{4}}\b)){{1,70}})?"
    rf"|(?:[Nn]o|[Nn]ot) later than {_DATE}|[Bb]y {_DATE}|[Uu]ntil (?:at least )?{_DATE}|{_SPAN}(?= to\b| in which))"
)
_IDLE = r"(?:any|appropriate|necessary|applicable|possible|so|not|needed)\b"  # "if any" is no condition
_LENGTH = r"(?:an?|\d+|one|two|three|four|five|six|ten|many|several)\b"  # "as long as a year" is none either
CONDITION = re.compile(
    r"\b(?:[Uu]nless|[Ee]xcept|[Pp]rovided that|"
    rf"(?:so|as) long as (?!{_LENGTH})|[Oo]nly (?:if|when|with|after)|(?<!\bas )(?<!\beven )[Ii]f (?!{_IDLE})|"
    r"[Ss]ubject to|[Ww]here (?:the|public|they|it)|to the extent)\b(?:[^,;:.]|[.,](?=\d)){3,160}"
)


def deadline(text: str) -> str | None:
    """By when, as the text of a clause has it: "within 60 days", "by July 1"."""
    found = DEADLINE.search(text)
    return found.group().strip() if found is not None else None


def condition(text: str) -> str | None:
    """Under what condition, as the text of a clause has it: "unless a judge has issued a warrant"."""
    found = CONDITION.search(text)
    return found.group().strip() if found is not None else None
