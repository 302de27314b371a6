"""Events by a small trained reader beside the rules: MiniLM's layers, fitted on the annotated cases, and a choice.

`scene` is what the reader is shown of a document, `passages` cuts it, `encoder` reads a passage, `heads` tell its
events and who takes part, `choice` decides between them and what the rules found. `tests/gold/events` has what
trains it: `train.py` the reader, `fit.py` the choice.
"""
