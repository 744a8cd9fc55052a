"""Rechecking: sources captured again and compared with what they said before.

The core (``recheck``) loads what fetching needs; ``earlier`` reads only what is kept already.
"""
