"""Everything from text to graph, and from graph to answers. Imports no web framework."""
