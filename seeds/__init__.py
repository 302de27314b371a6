"""The articles that the demo loads."""
