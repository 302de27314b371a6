"""What tells that a statement accuses or supports: judging words, cue, target, speaker; and the weights of each.

The weights are fitted on tests/gold/train and own/train by tests/gold/fit_stance.py (logistic regression), which prints
how they fare on documents held out against a plain threshold on the judging words: statement and target right with F1
.58 on train and .37 on own/train for blame, .48 and .25 for praise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from spacy.tokens import Span, Token

from graph.extract.lexicon import rows, words
from graph.extract.participants import FIRST, Cast
from graph.extract.reading import StatementDraft
from graph.extract.referent import Referent
from graph.extract.statements.blame import SUBJECTS, meant
from graph.extract.statements.stance import STRONG, Hit

CUES = ("complaint_cue", "label_cue", "warn_cue", "praise_cue", "claim_cue", "neutral_cue")
SHORT, LONG = 9, 25  # tokens
ADDRESSED = {"second": "cue"}  # who is told to his face is named by the cue too; alone it is too rare to learn from
MOST = 6.0  # judging words beyond this sum add nothing
Features = Mapping[str, float]


def features(
    cast: Cast, said: StatementDraft, span: Span, hits: list[Hit], sign: float, guess: str, target: Referent
) -> Features:
    """The features of one reading of a statement: `sign` -1 for blame, 1 for praise; zero ones are left out."""
    guess = ADDRESSED.get(guess, guess)
    found = {"bias": 1.0, f"speaker={said.speaker.type.value}": 1.0, "direct": float(said.direct)}
    found |= _of_words(hits, sign, guess, said.direct) | _of_content(span)
    found |= {f"cue={key}": 1.0 for key in CUES if _cue(said.cue) in words("stance", key)}
    found["same&label"] = found["same"] * found.get("cue=label_cue", 0.0)
    found |= _of_target(cast, said, guess, target) | _of_quotes(cast, said, span)
    found["subject"] = float(_is_subject(cast, span, target))
    return {name: value for name, value in found.items() if value}


def _cue(token: Token | None) -> str:
    return "" if token is None else token.lemma_.lower()


def _of_words(hits: list[Hit], sign: float, guess: str, direct: bool) -> dict[str, float]:
    same = [abs(h.value) for h in hits if h.value * sign > 0]
    other = [abs(h.value) for h in hits if h.value * sign < 0]
    strength = min(sum(same), MOST) / 2
    return {
        "same": strength,
        f"same&guess={guess}": strength,
        "same&direct": strength * direct,
        "other": min(sum(other), MOST) / 2,
        "strong": float(any(v >= STRONG for v in same)),
        "weak": float(any(v < STRONG for v in same)),
        "none": float(not same),
    }


def _of_content(span: Span) -> dict[str, float]:
    lower = {t.lower_ for t in span}
    return {
        "short": float(len(span) < SHORT),
        "long": float(len(span) > LONG),
        "first": float(bool(lower & FIRST)),
        "second": float("you" in lower),
        "will": float(bool(lower & {"will", "would", "'ll", "’ll"})),
        "question": float("?" in span.text),
    }


def _of_quotes(cast: Cast, said: StatementDraft, span: Span) -> dict[str, float]:
    """Whether the words stand between quotation marks, or some of them."""
    quoted = cast.reading.quotation(said.start) is not None
    return {"quoted": float(quoted), "partly quoted": float(any(t.text in {"“", '"'} for t in span))}


def _is_subject(cast: Cast, span: Span, target: Referent) -> bool:
    """Whether a target is what the whole is about: "*the order* would put growers out of business"."""
    subject = next((t for t in span if t.dep_ in SUBJECTS and t.head == span.root), None)
    return subject is not None and target in meant(cast, subject)


def _of_target(cast: Cast, said: StatementDraft, guess: str, target: Referent) -> dict[str, float]:
    return {
        f"guess={guess}": 1.0,
        f"target={target.type.value}": 1.0,
        f"guess={guess}&target={target.type.value}": 1.0,
        "plaintiff": float(id(said.speaker) in cast.plaintiffs),
        "sued": float(target.issuer is not None and target.issuer in cast.sued),
        "issuer": float(id(said.speaker) in cast.issuers),
        "main": float(target is cast.main),
        "main's issuer": float(cast.main is not None and cast.main.issuer is target),
        "mentions": math.log(1 + len(target.mentions)),
        "named": float(target.named),
    }


@cache
def weights(kind: str) -> Features:
    """The fitted weight of each feature for "ACCUSE" or "SUPPORT"."""
    return {row["feature"]: float(row[kind]) for row in rows("stance_weights") if row[kind]}


def probability(kind: str, found: Features) -> float:
    """How likely a statement is an act of the kind."""
    fitted = weights(kind)
    total = sum(value * fitted.get(name, 0.0) for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-total))
