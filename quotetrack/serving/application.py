"""The application: the guard before the door, the rooms, and what is said when something fails."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from quotetrack.serving import assets
from quotetrack.serving.configuration import Configuration
from quotetrack.serving.failures import put_failures
from quotetrack.serving.guard import put_guard
from quotetrack.serving.house import KEY, House
from quotetrack.serving.pages import templates
from quotetrack.serving.rooms import rooms
from quotetrack.serving.shelves import Shelves

MOST_FIELDS = 2_000
"""Of a form."""


def create_app(configuration: Configuration, shelves: Shelves, keep_bug: Callable[[Exception], str]) -> Flask:
    """The WSGI application over one library. ``keep_bug`` stores a bug's traceback and says where."""
    app = Flask("quotetrack.serving", static_folder=None, template_folder=None)
    app.config |= {
        "MAX_CONTENT_LENGTH": configuration.largest_request,
        "MAX_FORM_MEMORY_SIZE": configuration.largest_request,
        "MAX_FORM_PARTS": MOST_FIELDS,
        "PROPAGATE_EXCEPTIONS": False,
        "TRAP_HTTP_EXCEPTIONS": False,
    }
    app.json.sort_keys = False  # type: ignore[attr-defined]  # of the default provider
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions[KEY] = House(configuration, shelves, templates())
    put_guard(app, configuration)
    put_failures(app, keep_bug)
    for room in (assets.room, *rooms()):
        app.register_blueprint(room)
    return app
