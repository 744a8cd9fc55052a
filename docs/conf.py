"""The documentation site: ``make site`` builds it from these pages into build/site."""

from __future__ import annotations

from quotetrack.version import __version__

project = "Quotetrack"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "index"
exclude_patterns = ["pictures"]
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline"]
# Every link has to lead somewhere; names of types in signatures are no links of ours.
nitpicky = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"

html_theme = "furo"
html_title = "Quotetrack"
html_copy_source = False
# No page asks another host for anything: no fonts, scripts or counters from elsewhere.
html_theme_options = {"navigation_with_keys": True}
