"""What the description's examples speak of: the seed article, which the demo loads, and a short one to send in."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final

from graph.clean import clean
from graph.model import Document

SEED_ID: Final = Document(clean((files("seeds") / "chicago-protecting-order.txt").read_text(encoding="utf-8"))).id
SEED_ORDER: Final = f"{SEED_ID}-johnsons-order"
SEED_CLAIM: Final = f"statement/{SEED_ID}-9ea1ad24e736"
ASKED: Final = (
    "What does Chicago's order require?",
    "How did the White House respond to Chicago's order?",
    "What does Pritzker say about Trump?",
    "Where have troops only been threatened?",
    "How is Brandon Johnson connected to JB Pritzker?",
)
ARTICLE: Final[dict[str, Any]] = {
    "title": "Mayor bans drones over schools",
    "url": "https://example.org/news/drones",
    "date": "2025-05-06",
    "text": (
        "Mayor Ann Lee of Springfield signed an executive order on Tuesday that bars police officers from flying "
        "drones over schools.\n\n"
        "The order directs the Springfield Police Department to publish a list of its drones. "
        '"Children deserve privacy," said Lee, a Democrat.\n\n'
        "Governor Max Stone criticized the order as a mistake."
    ),
}
