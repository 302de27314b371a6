"""Every way in from outside: the command line and the service."""
