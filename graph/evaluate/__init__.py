"""How well it reads, in figures.

- `scores`: precision, recall and F1 of the five families of facts, as the guideline's own scorer counts them
- `coreference`: whether mentions are grouped into the right entities
- `calibration`: whether a confidence means what it says
- `official`: number, issuer and day of orders in their own words
- `report`: all of it for a folder of cases, and what falls below its floor
"""

from graph.evaluate.scores import FAMILIES, Case, Counts, Score, matched, score, total

__all__ = ["FAMILIES", "Case", "Counts", "Score", "matched", "score", "total"]
