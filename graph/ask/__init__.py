"""Plain English to one of the questions, with its parameters: no language model, and no guess.

    sentence -> concepts, mentions, days -> readings, one for each pattern of grammar.toml -> the question, or why none

A sentence is understood where a pattern explains every word of it and no other question does so as well.
"""

from __future__ import annotations

from graph.ask.reading import Filled
from graph.ask.understanding import Unclear, Understood, understand

__all__ = ["Filled", "Unclear", "Understood", "understand"]
