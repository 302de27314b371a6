"""Names of bodies, norms and places by their head word: "Department of Health and Human Services"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from graph.extract.forms import is_region
from graph.extract.lexicon import table, words
from graph.extract.mention import AGENCY, BODIES, ORDER, ORGANIZATION, PLACE, Candidate
from graph.extract.names.joints import CONNECTORS, capital, connector, head_type, listed, within_names
from graph.extract.names.known import NOTHING, known_names
from graph.extract.names.office_forms import officers
from graph.extract.names.persons import is_title_word
from graph.model import EntityType

PURPOSE = frozenset(
    {"Center", "Centre", "Centers", "Institute", "Institutes", "Council", "Campaign", "Coalition", "Chamber"}
)
COURT_LEVELS = frozenset({"Circuit", "Superior", "District", "Family", "Probate", "Chancery"})
OWNERS = frozenset({"City", "County", "Town", "Village", "Borough"})
PUBLIC = {  # heads that name bodies of government after one of these words
    "Management": frozenset({"Emergency"}),
    "Works": frozenset({"Public"}),
    "Schools": frozenset({"Public", "County", "City", "Unified", "Independent", "Area", "Community"}),
    "District": frozenset({"School", "Unified", "Health", "Fire", "Water", "Transit", "Hospital", "Sanitation"}),
    "Affairs": frozenset({"Veterans"}),
}
CHAMBERS = frozenset({"Upper", "Lower", "Senate", "House", "Council", "Legislative", "Assembly", "The", "Full"})
LOCALS = frozenset({"Local", "Council", "Lodge"})
NUMBERED = frozenset({"No", "No.", "Nr", "Nr."})
RANKS = frozenset({"Justice", "General", "Officer"})  # titles that also stand in the names of bodies
UNPLACED = frozenset({"U.S.", "US", "State", "County", "Federal", "Senior"})


def body_candidates(doc: Doc, forms: list[str], shouted: frozenset[int]) -> Iterator[Candidate]:
    """Names that a head word types. `forms`: the tokens' texts; `shouted`: tokens in capitals or title case."""
    joined = within_names(doc)
    i = 0
    while i < len(forms):
        if (
            not (forms[i][:1].isupper() or forms[i][:1].isdigit())
            or not capital(doc[i], shouted)
            or (is_title_word(doc[i]) and not _opens_body(doc, i))
            or forms[i] in {"Former", "Acting", "Then"}
        ):
            i += 1
            continue
        end = _run_end(doc, i, shouted, joined)
        rest = i > 0 and forms[i] == "Party" and forms[i - 1] in table("titles")["parties"]
        yield from () if rest else _classify(doc, i, end)  # "Republican *Party of Texas*"
        i = end


def _opens_body(doc: Doc, i: int) -> bool:
    """ "*Justice* Centre", "*General* Assembly": no title, a body's head follows."""
    return (
        doc[i].text in RANKS
        and i + 1 < len(doc)
        and (head_type(doc[i + 1].text) in BODIES or doc[i + 1].text in PURPOSE)
    )


def _run_end(doc: Doc, start: int, shouted: frozenset[int], joined: frozenset[int]) -> int:
    end, subject = start + 1, False
    while end < len(doc):
        ranked = (subject and doc[end].text in RANKS) or _opens_body(doc, end)
        if capital(doc[end], shouted) and (ranked or not is_title_word(doc[end])):
            end += 1
            continue
        if doc[end - 1].text in words("names", "incorporated"):
            return end
        step = connector(doc, end, shouted, joined) or (listed(doc, end, shouted) if subject else 0)
        if not step:
            return end
        subject = subject or (doc[end].lower_ in {"of", "for", "on"} and doc[end - 1].text in words("names", "office"))
        end += step
    return end


def _classify(doc: Doc, start: int, end: int) -> Iterator[Candidate]:
    """The part of a run that a head word types."""
    if doc[end - 1].text in NUMBERED and end - start > 1:
        end -= 1  # "Lodge No. 9"
    head_end = next((i for i in range(start + 1, end) if doc[i].lower_ in CONNECTORS and doc[i].text != "&"), end)
    after = doc[head_end].lower_ if head_end < end else ""
    if doc[head_end - 1].text in {"'s", "’s"} and head_end - 1 > start:
        head_end -= 1
    head = doc[head_end - 1].text
    if doc[end - 1].text == "Lodge" and head_end < end < (stop := _numbered_end(doc, end)):
        end = stop  # "Fraternal Order of Police Lodge 7"
    if head in COURT_LEVELS and doc[head_end - 2].text == "County" and head_end - start > 2:
        head_end, end, head = head_end - 1, head_end - 1, "County"  # "Baker County Circuit Judge"
    elif head in COURT_LEVELS and end - start == 2 and doc[start].text not in UNPLACED and _titled(doc, end):
        yield Candidate(start, start + 1, PLACE, 2)  # "Boone Circuit Judge"
        return
    if _titled(doc, end) and head in {"City", "State", "District", "Council"} and end - start < 4:
        if head == "City" and end - start > 1 and doc[end].text in {"Mayor", "Police"}:
            yield Candidate(start, end, PLACE, 2)  # "Jersey City Mayor"
        elif head == "City" and end - start > 1:
            yield Candidate(start, end - 1, PLACE, 2)  # "San Francisco City Attorney"
        elif doc[start].text in {"County", "City", "State"}:
            yield Candidate(start, end, None, 1)  # "County Council Chair", "State District Judge"
        return
    kind = _told_apart(doc, start, head_end, after) if head in {"Council", "Congress"} else head_type(head)
    if kind in (AGENCY, PLACE) and _private(doc, start, end, head):
        kind = ORGANIZATION
    if head in PURPOSE and after in {"for", "of"}:
        kind = (
            AGENCY if doc[start].text in {"National", "Centers"} or head in {"Centers", "Institutes"} else ORGANIZATION
        )
    if head == "Chamber" and kind is AGENCY and after != "of" and doc[head_end - 2].text not in CHAMBERS:
        kind = ORGANIZATION  # "the Vegas Chamber" of Commerce
    if head in {"Community", "Band", "Rancheria", "Colony"} and words("names", "tribal") & {
        t.text for t in doc[start:end]
    }:
        kind = AGENCY  # "the Bay Mills Indian Community"
    if head in words("names", "occasion") and end == head_end:
        yield Candidate(start, end, None, 2)  # "the Konocti Challenge"
        return
    if head in PUBLIC and not PUBLIC[head].isdisjoint(t.text for t in doc[start : head_end - 1]):
        kind = AGENCY
    if head == "Laboratory" and "National" in doc[start:head_end].text:
        kind = AGENCY
    if head == "House" and _building(doc, start, head_end):
        kind = PLACE
    if head in {"Center", "Centre"} and not words("names", "command").isdisjoint(t.text for t in doc[start:end]):
        kind = AGENCY
    stop = _numbered_end(doc, end)
    numbered = head in LOCALS and stop > end
    if numbered and (
        kind is ORGANIZATION or head == "Council" or (head == "Local" and end - start > 1) or _union(doc, start, end)
    ):
        end, kind = stop, ORGANIZATION
    known = NOTHING if is_region(doc[start:end].text) else known_names().get(doc[start:end].text, NOTHING)
    kind = kind if known == NOTHING else EntityType(known)
    if kind is ORDER and after == "of":
        kind = ORGANIZATION if "Fraternal" in doc[start:head_end].text else None
    if kind in (None, PLACE) and doc[start].text in OWNERS and after == "of":
        kind = AGENCY
    kind = _of_a_region(doc, start, end) or kind
    if kind is None or (
        end - start == 1 and (kind is not AGENCY or doc[start].is_sent_start or is_common_noun(doc, start, end))
    ):
        return  # a bare "Act", "County", "Times" names nothing
    yield Candidate(start, end, kind, 2)


def with_chapter(doc: Doc, body: Candidate) -> Candidate | None:
    """A body's name with its chapter's: "the International Longshoremen's Association *Local 1414*"."""
    after = body.end + 1
    if body.type not in BODIES or after >= len(doc) or doc[body.end].text not in LOCALS:
        return None
    end = _numbered_end(doc, after)
    return Candidate(body.start, end, ORGANIZATION, body.rank) if end > after else None


def _numbered_end(doc: Doc, end: int) -> int:
    """Where the number after a chapter's noun ends: "Local *1414*", "Lodge *No. 9*"; `end` where there is none."""
    i = end
    while i < len(doc) and i - end < 2 and doc[i].text in NUMBERED | {"."}:
        i += 1
    return i + 1 if i < len(doc) and doc[i].like_num and (i == end or doc[end].text in NUMBERED) else end


def _union(doc: Doc, start: int, end: int) -> bool:
    """Whether a name holds a union's word or acronym: "AFSCME Council", "Teamsters Lodge"."""
    words_ = {t.text for t in doc[start : end - 1]}
    return bool(words_ & {"Union", "Teamsters", "Workers", "Employees", "Brotherhood", "Teachers"}) or any(
        w.isupper() and len(w) > 2 for w in words_
    )


def _of_a_region(doc: Doc, start: int, end: int) -> EntityType | None:
    """Bodies called by a region and one word: "Equality Kansas", "Unions NSW", "NSW Health"."""
    for size in range(1, end - start):
        rest, region = doc[start : end - size].text, doc[end - size : end].text
        if is_region(region) and rest in words("names", "campaign"):
            return ORGANIZATION
        if is_region(region) and rest.removesuffix(" for") in words("names", "service"):
            return AGENCY
        if is_region(doc[start : end - size].text) and region in words("names", "service") and not _titled(doc, end):
            return AGENCY
    return None


def of_government(name: str) -> bool:
    """Whether an acronym ends as those of a government's bodies do: "NOPD", "VDOT", "DHEC"."""
    return (
        name.isupper() and 3 < len(name) < 7 and name.endswith(("PD", "DOT", "DOH", "DNR", "DEQ", "DPS", "DHS", "DOE"))
    )


def _titled(doc: Doc, end: int) -> bool:
    return end < len(doc) and is_title_word(doc[end])


def _told_apart(doc: Doc, start: int, head_end: int, after: str) -> EntityType:
    """A council governs or advises a government, unless it is called by a cause ("Hoosier Environmental Council")."""
    before = [t.text for t in doc[start : head_end - 1]]
    if before[-1:] and before[-1] in {"Labor", "Labour", "Trades", "Growers", "Union", "Unions"}:
        return ORGANIZATION  # "the Washington State Labor Council", "the Nigeria Labour Congress"
    if doc[head_end - 1].text == "Congress":
        return AGENCY
    public = len(before) < 2 or after in {"on", "for", "of"} or not words("names", "public").isdisjoint(before)
    return AGENCY if public else ORGANIZATION


def _building(doc: Doc, start: int, end: int) -> bool:
    """Whether a House is a building rather than a chamber: "Parliament House", "the State House"; not "Ohio House"."""
    before = doc[start : end - 1]
    chamber = is_region(before.text) or before.text in {"White", "U.S.", "US", "Upper", "Lower", "Full"}
    return len(before) > 0 and not chamber and before[-1].text not in {"Republican", "Democratic", "GOP", "U.S."}


def _private(doc: Doc, start: int, end: int, head: str) -> bool:
    """Whether a name with a government's head is a cause's, a faith's or a party's: "Church World Service", "Palestine
    Solidarity Committee", "Education Law Center"."""
    name = {t.text for t in doc[start:end]}
    if head in {"Center", "Centre"}:
        return not words("names", "studied").isdisjoint(name)
    return head in words("names", "either") and not words("names", "private").isdisjoint(name)


def is_common_noun(doc: Doc, start: int, end: int) -> bool:
    """Whether a would-be name is one capitalised common noun: "Department", "City", "Order", "the Secretaries"."""
    forms = {doc[start].lower_, doc[start].lemma_.lower()}
    common = any(forms & words("nouns", key) for key in ("agency", "organization", "place", "order", "policy", "group"))
    return end - start == 1 and (common or officers(doc[start]) is not None)
