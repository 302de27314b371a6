"""The extractor by a language model that the user runs or rents, and whose every word is held against the text."""
