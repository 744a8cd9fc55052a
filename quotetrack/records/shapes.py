"""What addresses, paths, package names and languages look like in a record; each check says what to do."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# BCP 47 (RFC 5646) by its shape; whether the subtags are registered is not checked.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
# https://packaging.python.org/en/latest/specifications/name-normalization/
_PACKAGE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def check_language(text: str) -> str:
    """The text itself, when it has the shape of a language tag; raises ValueError."""
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(f"{text!r} is no language tag; write en, ru, pt-BR")
    return text


def check_url(text: str) -> str:
    """The address itself, when it is http or https with a host and no password; raises ValueError."""
    try:
        parts = urlsplit(text)
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named or any(c.isspace() for c in text):
        raise ValueError(f"{text!r} is no web address; write it in full, https://…, without spaces")
    if parts.username is not None:
        raise ValueError("the address holds a user name; records are made to be published, remove it")
    return text


def check_path(text: str) -> str:
    """The path itself, when it is relative, uses ``/`` and stays in its folder; raises ValueError."""
    if "\\" in text or re.match(r"/|~|[A-Za-z]:", text):
        raise ValueError(f"{text!r} is no relative path; write it with '/' from the folder it is relative to")
    if any(step in ("", ".", "..") for step in text.split("/")):
        raise ValueError(f"{text!r} has empty, '.' or '..' steps; write the plain path inside the folder")
    return text


def check_package(text: str) -> str:
    """The name itself, when it is a Python distribution's; raises ValueError."""
    if not _PACKAGE.fullmatch(text):
        raise ValueError(f"{text!r} is no package's name; write it as pip shows it")
    return text
