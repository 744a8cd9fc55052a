"""Copying captures out of an archive, for people who do not have this program."""
