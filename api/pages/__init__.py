"""The pages for readers: Jinja2 templates and plain CSS, complete without script; api/ui has what comes on top."""
