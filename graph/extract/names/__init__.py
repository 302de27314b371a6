"""Who and what a text speaks of, by name or by noun: where each mention begins and ends, and its type."""
