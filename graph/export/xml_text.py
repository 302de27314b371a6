"""What XML 1.0 cannot carry, even as a character reference, and what stands for it."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def xml_safe(text: str) -> str:
    """The text with each character that is illegal in XML (U+0000 to U+001F but tab, LF and CR; U+FFFE …) as U+FFFD.

    One character becomes one character, so that offsets into the text stay true.
    """
    return _ILLEGAL.sub(REPLACEMENT, text)
