"""Norms called by a citation or a title: statutes, codes, bills, cases, programmes, operations.

"8 U.S.C. § 1373", "section 320301 of title 54, United States Code", "the 2019 Right to Read Act", "Janus v. AFSCME",
"Article III of the Constitution of North Carolina", "the Mexico City Policy", "Operation Metro Surge".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from graph.extract.mention import POLICY, Candidate

YEAR = r"(?:19|20)\d\d"
WORD = r"(?:[A-Z][\w’'&-]*|(?:[A-Z]\.)+)"  # a capitalised word or initials
WITHIN = r"(?:of\sthe|of|for|and|to|in|on|from|with|against|&)"  # what joins the words of a title
TITLE = rf"{WORD}(?:,?\s(?:{WITHIN}\s)?{WORD}){{0,9}}"
PARTY = rf"{WORD}(?:\s(?:(?:of|the|and|&)\s){{0,2}}{WORD}){{0,5}}"  # one side of a case
STATE = r"(?:(?:North|South|West|New|Rhode)\s)?[A-Z][a-z]+"
ORDINALS = (
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Thirteenth|Fourteenth|Fifteenth|"
    r"1st|2nd|3rd|4th|5th|6th|8th|9th|10th|11th|13th|14th|15th)"
)

BILL = (
    r"\b(?:Senate|House|Assembly|Private Member[’']s)\s(?:Bill|(?:Joint|Concurrent)\sResolution|Resolution|File)\s"
    r"(?:No\.?\s)?[\w-]*\d[\w-]*"
    r"|\b(?:S\.B\.|H\.B\.|SB|HB|AB|A\.B\.|H\.R\.|H\.\s?Con\.\sRes\.|S\.\s?Con\.\sRes\.|HCR|SCR|HJR|SJR|LB|LD|H\.J\.\sRes\.|S\.J\.\sRes\.|Bill|Ordinance|Proposition|Prop\.|Measure|Initiative|"
    r"Referendum|Resolution)\s(?:No\.?\s)?(?:[A-Z]{1,2}-)?\d[\w-]*"
    r"|\b(?:(?:City|Town|County|Village|Municipal|Local|Provincial|Borough)\s)?(?:Ordinance|By-?law)\s(?:No\.?\s)?\d[\w/-]*(?:\sof\s\d{4})?"
    r"|\b(?:Republic|Public|Commonwealth|State|Federal|Local|Organic|Special|Private)\s(?:Act|Law)\s(?:No\.?\s)?\d[\w/-]*(?:\sof\s\d{4})?"
    r"|\b(?:Act|Law)\sNo\.?\s\d[\w/-]*(?:\sof\s\d{4})?|\bLaw\s\d{2,}(?:/\d+)?(?:\sof\s\d{4})?\b"
    r"|\b(?:Legislative\sDecree|Decree[- ]Law|Statutory\s(?:Instrument|Order))\s(?:No\.?\s)?\d[\w/-]*"
    r"|\bPublic\sLaw\s(?:No\.?\s)?\d+[-–]\d+|\bPub\.\s?L\.\s(?:No\.?\s)?\d+[-–]\d+"
)
CODE = (
    r"\b287\(g\)(?:\s(?:agreements?|program(?:me)?))?|"
    r"\b\d+\sU\.?\s?S\.?\s?C\.?\s(?:§+\s?)?\d[\w.()-]*|\b\d+\sC\.?F\.?R\.?\s(?:§+\s?|[Pp]arts?\s)?\d[\w.()-]*"
    r"|\b\d+\sFed\.\s?Reg\.\s\d[\d,]*|\b\d+\sStat\.\s\d+"
    r"|\b[A-Z]\.(?:[A-Z]\.)+\s§+\s?[\w.()-]+"
    r"|\b[Ss]ections?\s[\d.()\w-]+\sof\s[Tt]itle\s\d+,?\s(?:of\sthe\s)?United\sStates\sCode"
    r"|\b[Ss]ections?\s[\d.()\w-]+(?:\sand\s[\d.()\w-]+)?\sof\s(?:the\s)?(?:[A-Z]\w+\s){0,6}"
    r"(?:Code|Act|Charter|Constitution|Law|Statutes|Plan)(?:\sNo\.\s\d+)?(?:\sof\s\d{4})?(?:(?<=Code)\sof\s(?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+){0,3})?"
    r"|\b(?!Under|In|By|The|And)(?:[A-Z]\w+(?:\sand\s|\s)){0,4}(?:Code|CODE|Law|Statutes)\s(?:[Ss]ections?|§+|SECTIONS?)\s?\d[\w.()-]*"
    r"|\b(?:[Tt]itle|[Cc]hapter|[Pp]art|[Aa]rticle|[Dd]ivision)\s(?:\d[\w.-]*|[IVX]+)\sof\sthe\s(?:[A-Z]\w+\s){1,5}(?:Code|Charter|Ordinances?|Statutes)\b"
    r"|\b[A-Z]{2,4}\s(?:§+\s?)?\d+[A-Z]?\.\d[\w.]*\b"
    r"|\bSECTIONS?\s[\d.()\w-]+(?:\sAND\s[\d.()\w-]+)?\sOF\s(?:THE\s)?(?:[A-Z]+\s){0,6}"
    r"(?:CODE|ACT|CHARTER|CONSTITUTION|LAW|STATUTES)\b"
    r"|\b(?:[Ss]ections?|[Aa]rticles?|[Cc]lauses?|[Ss]chedules?)\s\d[\w.()]*\sof\sthe\s(?:[a-z]+\s)?(?:act|law|code|constitution|charter|statute)\b"
    r"|\b[Ss]ections?\s\d[\w.()-]*(?:\sand\s\d[\w.()-]*)?\sof\s(?:the\s)?[A-Z]{2,6}\b"
    r"|\b(?:Chapter|Article)\s\d+[A-Z]\b|\bSection\s\d{3,}[A-Z]?(?:\([a-z0-9]\))+"
    r"|\bTitle\s[IVX]{1,5}\b(?!\s[a-z]+\s(?:[a-z]+\s)?program)"
)
CONSTITUTION = (
    r"\bArticles?\s(?:[IVX]+|\d+)(?:,\s[Ss]ection\s\d+)?\sof\sthe\s"
    rf"(?:(?:[Ss]tate|{STATE}|U\.S\.)\s)?[Cc]onstitution(?:\sof\s{STATE})?"
    rf"|\bConstitution\sand\s(?:the\s)?(?:general\s)?(?:[Ll]aws|[Ss]tatutes)\sof\s(?:the\s(?:[Ss]tate|[Cc]ommonwealth)\sof\s)?{STATE}"
    rf"|\b{ORDINALS}\sAmendment(?:[’']s\s(?:[a-z]+\s){{1,3}}clause)?"
)
CASE = rf"\b{PARTY}\svs?\.\s{PARTY}"
ACT = rf"\b(?:{YEAR}\s)?{TITLE},?\s(?:Act|Law|Statute|Ordinance|Treaty|Convention|Accords?)\b(?:\s(?:of\s)?{YEAR})?"
PROGRAM = (
    rf"\b(?:{YEAR}\s)?{TITLE}\s(?:Plan|Program|Programme|Policy|Doctrine)\b(?:\s\d\.\d)?"
    rf"|\b(?:{YEAR}\s)?(?:Title\s[IVX]+|{TITLE})\s(?:(?!to|a|an|the|her|his|its)[a-z]+\s){{0,2}}(?:program|programme|amendment|doctrine)\b"
)
OPERATION = r"\bOperation\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}"
CITED = re.compile("|".join((BILL, CODE, CONSTITUTION, CASE, OPERATION)))
TITLED = re.compile(f"{ACT}|{PROGRAM}")

LEADS = frozenset({"VERB", "AUX", "DET", "ADP", "SCONJ", "CCONJ", "ADV", "PRON"})
OFTEN_A_BODY = frozenset({"Policy", "Program", "Programme", "Plan", "Law"})
BODIES = frozenset(
    {"Office", "Center", "Centre", "Institute", "Department", "Bureau", "Division", "Council", "Committee"}
)
OF_A_BODY = frozenset({"for", "on", "of"})  # "the Office of Science and Technology Policy": no policy


def cited_norms(doc: Doc, text: str) -> Iterator[Candidate]:
    """Every norm that a citation or a title names, citations first."""
    cited: set[int] = set()
    for match in CITED.finditer(text):
        found = match.group().rstrip(".,-–/")
        span = doc.char_span(match.start(), match.start() + len(found), alignment_mode="expand")
        if span is not None:
            cited.update(range(span.start, span.end))
            yield Candidate(span.start, span.end, POLICY, 0)
    for match in TITLED.finditer(text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        titled = None if span is None else _title(span)
        if titled is not None and cited.isdisjoint(range(titled.start, titled.end)):
            yield Candidate(titled.start, titled.end, POLICY, 3 if titled[-1].text in OFTEN_A_BODY else 2)


def _title(span: Span) -> Span | None:
    """The title without what only stands before it ("Under the …", "Rescinds the …"); None where nothing is left."""
    doc, start, end = span.doc, span.start, span.end
    while start < end - 1 and doc[start].pos_ in LEADS and doc[start].text != "Right":
        start += 1
    body = doc[start].nbor(-1).lower_ if start else ""
    plain = doc[start:end]
    if start >= end - 1 or (body in OF_A_BODY and doc[end - 1].text in OFTEN_A_BODY):
        return None
    if plain.text[:1].islower() or any(t.text in BODIES for t in plain):
        return None
    small = [
        t for t in plain[:-1] if t.text.islower() and t.pos_ not in {"NOUN", "ADJ", "ADP", "CCONJ", "PROPN", "PART"}
    ]
    return None if small else plain
