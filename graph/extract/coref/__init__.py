"""Which mentions are one thing: names, nouns, pronouns, norms, and the holders of roles."""
