"""What is cut off the ends of a norm's action: spaces, marks, and words that a list below or a clause cut off left."""

from __future__ import annotations

from spacy.tokens import Doc

from graph.extract.norms.model import Span

LONGEST = 80  # tokens; the longest action of tests/gold has 40


def trim(doc: Doc, start: int, end: int) -> Span:
    """Cut spaces, conjunctions, closing punctuation, trailing brackets and unpaired quotation marks off a span, and
    what goes on beyond LONGEST or in a list below."""
    end = _before_list(doc, start, end)
    if end - start > LONGEST:
        end = next((k for k in range(start + LONGEST, start, -1) if doc[k].text in {",", ";"}), start + LONGEST)
    while end > start:
        last = doc[end - 1]
        if (
            last.is_space
            or (last.lower_ in {"to", "including"} and end - start > 2)  # a list that the page breaks follows
            or (
                last.lower_
                in {",", ";", ":", ".", "and", "or", "but", "then", "--", "—", "–", "as", "to", "while", "?", "!"}
                and not last.text.isalpha()
            )
            or (
                last.lower_ in {"and", "or", "but", "nor", "also", "as"}
                and last.pos_ in {"CCONJ", "SCONJ", "ADV", "ADP"}
            )
        ):
            end -= 1
        elif (
            last.text == ")"
            and (opened := next((k for k in range(end - 1, start, -1) if doc[k].text == "("), None)) is not None
            and opened > start + 1
        ):
            end = opened
        elif last.text in {"“", "‘", "("} or (last.text == '"' and sum(t.text == '"' for t in doc[start:end]) % 2):
            end -= 1
        else:
            break
    while start < end and (doc[start].is_space or doc[start].text in {",", ";", ":", "—", "--", "–"}):
        start += 1
    return _unmarked(doc, start, end), end


def _before_list(doc: Doc, start: int, end: int) -> int:
    """Where a span ends before what a list below is to complete: "develop plans *relating to*:", "act *by*:"."""
    if end >= len(doc) or doc[end].text != ":" or end - start < 3 or doc[end - 1].tag_ not in {"IN", "TO"}:
        return end
    return end - 1 - (doc[end - 2].tag_ in {"VBG", "VBN"} and doc[end - 2].dep_ in {"acl", "prep"})


def _unmarked(doc: Doc, start: int, end: int) -> int:
    """Where a span begins without the mark of its item: "2. Any order", "(b) An employee"."""
    if end - start > 3 and doc[start].text == "(" and doc[start + 2].text == ")":
        return start + 3
    marked = end - start > 2 and doc[start].is_sent_start and len(doc[start]) < 3 and doc[start + 1].text in {".", ")"}
    return start + 2 if marked else start
