"""The commands of the command line, one module each; `api/cli.py` lists them.

What is heavy (spaCy, rdflib, networkx, the web framework) is imported inside the functions that need it,
so that `policygraph --help` and shell completion answer at once.
"""
