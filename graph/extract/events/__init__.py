"""Political interactions by PLOVER's types: the patterns of verbs and nouns, who takes part, what came of it."""
