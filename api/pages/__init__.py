"""The pages for readers: Jinja2 templates and plain CSS, no script."""
