"""Fixity: the archive folder compared with its digests, and made good where that can be done."""
