"""Articles checked: each quotation of a document held against the archive, as ``verify`` does.

The way in from Python, for a command or a web page alike::

    from quotetrack.checking import Checker, check_article, standing
    from quotetrack.quotations import read_document

    with Archive.open(folder) as archive:
        for checked in check_article(read_document(body, "article.md"), archive):
            print(checked.place.line, checked.quotation.text, standing(checked, fail_on).level)

``Checker`` is for several articles in one run. What is printed is the work of ``quotetrack.formats``.
"""

from quotetrack.checking.checked import Checked, Level, Standing, overlong, standing
from quotetrack.checking.core import Checker, check_article

__all__ = ["Checked", "Checker", "Level", "Standing", "check_article", "overlong", "standing"]
