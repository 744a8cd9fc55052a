"""The catalogue: what the archive holds, in SQLite, so that nobody need read a WARC to find out.

Everything in it can be rebuilt from the WARC files. It holds no row of which they know nothing.
``database`` is the open file; what is written to it and asked of it are functions over that.
"""

from quotetrack.archive.catalogue.database import Catalogue, CatalogueDamaged, NoRoom

__all__ = ["Catalogue", "CatalogueDamaged", "NoRoom"]
