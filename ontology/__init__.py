"""The vocabulary: policygraph.ttl, shapes.ttl, plover.ttl, topics.ttl, context.jsonld, and terms.py for code."""
