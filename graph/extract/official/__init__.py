"""Orders in their own words: what they are, who signed them when, what they rest on and undo, when they bind."""
