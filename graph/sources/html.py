"""HTML: the article of a page without what stands around it, and what the page says of itself.

trafilatura, because on hard pages it keeps all of the text (shared figures: 1.5-2 ms a page; resiliparse is faster and
leaves more boilerplate in), and reads the metadata in the same pass. It fetches nothing: it is given the page.
"""

from __future__ import annotations

import re
from typing import Any

import trafilatura

from graph.errors import InputError
from graph.model import Document
from graph.sources.decode import decode_page

_SENTENCE = re.compile(r"""(?:\S+\s+){5,}\S*[.?!…]["'”’)\]]*\s*$""")  # six words or more that end as a sentence does
_NOTICE = re.compile(r"\b(?:javascript|cookies?|captcha|log ?in|sign ?in|subscribe)\b", re.IGNORECASE)


def read_html(data: bytes, source: str) -> Document:
    """The article of a .html file with its title, author, date, address and site. Raises InputError without one."""
    page = decode_page(data, source)
    if not page.strip():
        raise InputError(source, "is empty: there is no text in it")
    # A date is taken from the page's metadata alone: a wider search takes a footer's copyright year for one.
    found: Any = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, date_extraction_params={"extensive_search": False}
    )
    if found is None or not _is_article(found.text or ""):
        raise InputError(source, "holds no article: there are no sentences outside menus, forms and notices")
    return Document(
        text=found.text.strip(),
        title=found.title or None,
        url=found.url or None,
        publisher=found.sitename or None,
        author=found.author or None,
        date=found.date or None,
    )


def _is_article(text: str) -> bool:
    return any(_SENTENCE.match(line) and not _NOTICE.search(line) for line in text.splitlines())
