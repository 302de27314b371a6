"""Names and events by a small trained reader beside the rules: MiniLM's layers, fitted on the annotated cases, and a
choice.

`pages` cuts a document into what `encoder` reads at once; `names` mends the names that the rules find, before they are
put together to things. `scene` is what the reader is shown of a document then, `passages` its pages with their
mentions, `heads` tell the events and who takes part, `choice` decides between them and what the rules found.
`tests/gold/events` has what trains it: `train.py` the reader, `fit.py` the choice.
"""
