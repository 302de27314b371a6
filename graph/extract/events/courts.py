"""What courts are asked and what they find: conditions of the patterns of `lexicons/events.csv` that speak of law."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.events.clause import Clause, lemma_of
from graph.extract.events.slots import complement_subject
from graph.extract.lexicon import words
from graph.extract.mention import NORMS, ORDER, POLICY
from graph.extract.participants import ACTORS


def filed(clause: Clause) -> bool:
    """A suit has been told of."""
    return bool(clause.cast.suing) or bool(clause.cast.sued)


def unjudged(clause: Clause) -> bool:
    """No court has ruled yet: an appeal is the suit itself ("appealed to the tribunal to annul the decision")."""
    return clause.cast.ruling_before(clause.frame.verb.i) is None


def injunctive(clause: Clause) -> bool:
    """A court is asked for what would stop something, by somebody else than an issuer: "asked it for an injunction"."""
    wished = (w for t in clause.frame.preps.get("for", ()) for w in t.subtree)
    mine = any(id(a) in clause.cast.issuers for a in clause.actors)
    return clause.to_court and not mine and any(lemma_of(t) in words("events", "halting") - {"stay"} for t in wished)


def bare_refusal(clause: Clause) -> bool:
    """What was asked of a court is not said again: "the judge refused", "declined to do so"."""
    acts = [f.lemma for f in clause.infinitives()]
    if clause.cast.askers(clause.actors):
        return False  # what he was asked for is no suit
    return clause.frame.object is None and acts in ([], ["do"]) and "from" not in clause.frame.preps


def of_plaintiff(clause: Clause) -> bool:
    """As in "the activists sued; a judge turned *them* down"."""
    return bool(clause.objects) and all(r in clause.cast.suing for r in clause.objects)


def sued_over(clause: Clause) -> bool:
    """A suit is meant by "it": "they filed a lawsuit, but a judge threw *it* out", "sued; she swatted it down"."""
    thing = clause.frame.object
    if thing is None or thing.lower_ != "it":
        return False
    before = clause.frame.verb.doc[thing.sent.start : thing.i]
    return any(lemma_of(t) in words("events", "suit") or t.lemma_ == "sue" for t in before)


def statute(clause: Clause) -> bool:
    """What a legislature passes is the object, and no order of an executive."""
    kinds = clause.kinds
    return ORDER not in kinds and (clause.object in words("events", "statute") or POLICY in kinds)


def legal(clause: Clause) -> bool:
    """A norm or a decision is challenged, or whatever it be in court."""
    after = (t for c in clause.frame.verb.rights for t in c.subtree)
    in_court = any(lemma_of(t) == "court" and t.dep_ == "pobj" for t in after)
    return in_court or bool(clause.kinds & NORMS) or clause.object in words("events", "legal")


def strike(clause: Clause) -> bool:
    """Asking a court to strike something down, other than its ruling or the case."""
    if not clause.to_court:
        return False
    ruling = clause.cast.ruling_before(clause.frame.verb.i)
    for act in clause.infinitives():
        target = clause.cast.of(act.object)
        if act.lemma in words("events", "strike") and not (ruling is not None and ruling in target):
            return lemma_of(act.object) not in {"case", "lawsuit", "suit", "conviction"}
    return False


def appeal(clause: Clause) -> bool:
    """Asking a court to hear a case or to review a ruling."""
    acts = list(clause.infinitives())
    ruling = clause.cast.ruling_before(clause.frame.verb.i)
    undone = any(f.lemma in words("events", "strike") and ruling in clause.cast.of(f.object) for f in acts)
    heard = {f.lemma for f in acts} & {"hear", "review", "rehear", "reconsider", "reverse", "step", "intervene", "stay"}
    return clause.to_court and (bool(heard) or (ruling is not None and undone))


def verdict(clause: Clause) -> bool:
    """What is found speaks against it: "ruled that it was void", "that the mayor had no power to"."""
    said = clause.frame.complement if clause.frame.complement is not None else clause.frame.verb
    return any(t.lower_ in words("events", "verdict") or _powerless(t) for t in said.subtree)


def _powerless(noun: Token) -> bool:
    """As in "had no power to stop evictions", "lacked the authority", "without authority"."""
    if noun.lemma_.lower() not in words("events", "warrant"):
        return False
    return any(c.lower_ == "no" for c in noun.children) or noun.head.lemma_.lower() in {"lack", "without", "exceed"}


def halting(clause: Clause) -> bool:
    """A request is meant that would stop something: "her request for an injunction", "a bid to block the order"."""
    thing = clause.frame.object
    return thing is not None and any(lemma_of(t) in words("events", "halting") for t in thing.subtree)


def going_to_law(clause: Clause) -> bool:
    """As in "did not rule out *going to court*", "suing"."""
    doing = [c for c in clause.frame.verb.rights if c.tag_ == "VBG"]
    courts = (t for d in doing if lemma_of(d) in {"go", "turn"} for p in d.rights for t in p.children)
    return any(lemma_of(d) in {"sue", "litigate", "challenge"} for d in doing) or any(
        lemma_of(t) == "court" for t in courts
    )


def letting(clause: Clause) -> bool:
    """As in "refused to let the agency clear the camp": not "refused to let the order stand"."""
    lets = [f for f in clause.infinitives() if f.lemma in {"let", "allow", "permit"} and f.complement is not None]
    whom = [r for f in lets for r in clause.cast.of(f.object or complement_subject(f))]
    return any(r.type in ACTORS for r in whom)


def letting_norm(clause: Clause) -> bool:
    """As in "refused to let the agency enforce the order"."""
    done = [f.complement for f in clause.infinitives() if f.complement is not None]
    return letting(clause) and any(lemma_of(v) in words("events", "enforce") for v in done)


def guilty(clause: Clause) -> bool:
    """As in "found her guilty"."""
    verb = clause.frame.verb
    return any(c.lower_ in {"guilty", "liable"} for t in (verb, *verb.children) for c in t.children)


def lawful(clause: Clause) -> bool:
    """As in "found that the order was lawful"."""
    said = clause.frame.complement
    if said is None or any(c.dep_ == "neg" for c in said.children):
        return False
    return any(t.lower_ in words("events", "lawful") for t in said.children)


def within(clause: Clause) -> bool:
    """As in "found that the mayor had acted within her authority"."""
    said = clause.frame.complement
    bounds = [] if said is None else [t for c in said.children if c.lower_ in {"within", "inside"} for t in c.children]
    return any(lemma_of(t) in words("events", "warrant") or lemma_of(t) == "right" for t in bounds)


def plain(clause: Clause) -> bool:
    """A plea that nothing is told of, to a court that had struck nothing down: the order stands."""
    thing = clause.frame.object
    told = thing is not None and any(c.dep_ in {"acl", "relcl", "prep", "poss"} for c in thing.children)
    return not told and clause.cast.ruling_before(clause.frame.verb.i) is None


def judicial(clause: Clause) -> bool:
    """An appeal to a court or to nobody, not one to a person to do something, nor "to both sides for calm"."""
    asked = clause.frame.preps.get("to", ())
    heard = [r for t in asked for r in clause.cast.of(t) if r.type in ACTORS]
    wished = not heard and "for" in clause.frame.preps
    return not wished and all(clause.cast.is_a(r, "court") for r in heard)
