"""Where sentences begin: after lines, hours and datelines, and not within citations. The parser keeps to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from graph.parse.mend.names import WORDS, among

HOURS, AFTER_HOURS, NUMBERED, CITING = (
    frozenset(WORDS[key].split()) for key in ("hours", "after_hours", "numbered", "citing")
)
HONOURS = frozenset({"Hon", "Rt", "Rev", "Engr", "Barr", "Chf", "Comr"})  # whose dot the tokenizer cuts off
DATELINE = 16  # tokens from the town in capitals to the dash
ENDLESS = 300  # tokens; the longest sentence of 120 orders has 228
ENDS = frozenset({".", "!", "?"})
DASHES = frozenset({"—", "–", "--", "-", ":"})
WORD = r"(?:[A-Z][\w’'./-]*,?|of|and|or|the|for|by|in|on|to|with|a|an|from|at|as|under)"
TITLED = re.compile(  # "Section 4.\n\nMembership The Chair shall", where a register has lost the title's full stop
    r"^(?:Section|Sec\.|SECTION|SEC\.) ?\w{1,4}\.?\s*\n"
    rf"(?!(?:The|All|Each|Any|No|It|This|These|Such|An?|In|For|To) )(?:{WORD} )*?[A-Z][\w’'./-]+ "
    r"(?=\((?:a|i|1)\) |(?:The|All|Each|Every|Any|No|There|It|This|These|Such|An?) |"
    r"(?:To|In|Within|For|By|As|If|When|Where|Upon|Nothing|Except|Consistent|Not|Unless|On|Pursuant|Subject|After|"
    r"Until) [a-z\d])",
    re.MULTILINE,
)
BEFORE = ("paragraph_starts", "datelines", "titles_run_in", "endless_sentences")


@Language.component("paragraph_starts")
def paragraph_starts(doc: Doc) -> Doc:
    """Begin a sentence after each line break, and after an hour that ends one, and none in small letters right after a
    word ("All / executive departments"), nor in a citation ("Order No. / 4", "5 U.S.C. / App.)"); the parser keeps to
    it."""
    starts = doc.to_array("SENT_START").astype(np.int64)
    alpha, lower, space = (doc.to_array(flag).astype(bool) for flag in ("IS_ALPHA", "IS_LOWER", "IS_SPACE"))
    starts[1:][alpha[:-1] & lower[1:]] = -1
    starts[[i + 1 for i in np.flatnonzero(space[:-1]).tolist() if "\n" in doc[i].text]] = 1
    starts[[t.i for t in _after(doc, HOURS) if _begins(t)]] = 1
    starts[[t.i for t in _after(doc, (".",)) if _is_number(t)]] = -1
    starts[[t.i for t in _cited(doc)]] = -1
    told: Any = starts.astype(np.uint64)
    return doc.from_array(["SENT_START"], told)  # token by token, each would look through the whole document


@Language.component("datelines")
def datelines(doc: Doc) -> Doc:
    """Begin a sentence after "HALIFAX, N.S. (Dec. 3, 2025) - ": the parser takes the town for who acts."""
    for dash in among(doc, DASHES):
        if 0 < dash.i < len(doc) - 1 and (dash.text == ":" or dash.nbor(-1).whitespace_) and dash.whitespace_:
            begun = next((k for k in range(dash.i - 1, max(-1, dash.i - DATELINE), -1) if _opens(doc[k])), None)
            if begun is not None and _dates(doc[begun : dash.i]):
                for token in doc[begun + 1 : dash.i + 1]:
                    token.is_sent_start = False
                dash.nbor().is_sent_start = True
                for token in doc[dash.i + 2 : dash.i + 3]:
                    token.is_sent_start = False
    return doc


def _opens(token: Token) -> bool:
    """Whether a token is the first of its paragraph."""
    return token.i == 0 or "\n" in token.nbor(-1).text


def _dates(span: Span) -> bool:
    """Whether nothing but a town in capitals, its state, agencies and a day are told: no word in small letters."""
    town = span[0].text
    told = town.isupper() or (town.istitle() and span[-1].text == ")" and span.doc[span.end].text != ":")
    return told and len(town) > 2 and town.isalpha() and not any(t.is_lower and t.is_alpha for t in span)


@Language.component("titles_run_in")
def titles_run_in(doc: Doc) -> Doc:
    """Begin a sentence after a section's title that runs into its text, which the parser takes for a part of who acts:
    "Membership *The* Administrator shall serve"."""
    for found in TITLED.finditer(doc.text):
        after = doc.char_span(found.end(), found.end() + 1, alignment_mode="expand")
        if after is not None:
            after[0].is_sent_start = True
    return doc


@Language.component("endless_sentences")
def endless_sentences(doc: Doc) -> Doc:
    """Begin a sentence where none can have ended for ENDLESS tokens: no reader takes that for one, and what is asked of
    each word and each other word of its sentence would take minutes."""
    begun = 0
    for token in doc:
        if token.text in ENDS or "\n" in token.text:
            begun = token.i + 1
        elif token.i - begun == ENDLESS:
            token.is_sent_start, begun = True, token.i
    return doc


def _after(doc: Doc, words: Collection[str]) -> Iterator[Token]:
    """What follows right after one of the words."""
    return (t.nbor() for t in among(doc, words) if t.i + 1 < len(doc))


def _is_number(token: Token) -> bool:
    """Whether a token after a dot is the number of "No."."""
    return token.i > 1 and token.nbor(-2).text in NUMBERED and any(c.isdigit() for c in token.text)


def _cited(doc: Doc) -> Iterator[Token]:
    """What goes on with a citation ("issued Executive Order 2023-02"), closes a bracket, or is put in brackets right
    after others."""
    yield from (t for t in among(doc, ("executive",)) if t.i and t.nbor(-1).is_lower and t.nbor(-1).is_alpha)
    yield from (t for t in _after(doc, CITING) if "\n" not in t.text)
    yield from (t for t in among(doc, (")", ",")) if t.i)
    yield from (t for t in _after(doc, (".",)) if t.i > 1 and t.nbor(-2).text in HONOURS)
    yield from (t for t in among(doc, ("(",)) if t.i and t.nbor(-1).text == ")")


def _begins(token: Token) -> bool:
    """Whether a word after "10 p.m." begins a sentence: "The", not "Monday", "EST", "Eastern", "London time"."""
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return token.text.istitle() and token.text not in AFTER_HOURS and after != "time"
