"""What every room of the application can ask for: the configuration, the shelves, the desk of articles."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import cast

from flask import current_app
from jinja2 import Environment

from quotetrack.serving.configuration import Configuration
from quotetrack.serving.desk import Desk
from quotetrack.serving.shelves import Shelves
from quotetrack.workspace import Workspace

KEY = "quotetrack"


@dataclass(frozen=True, slots=True)
class House:
    """One application's own things; made when it is made, and found by ``here``."""

    configuration: Configuration
    shelves: Shelves
    templates: Environment
    desk: Desk = field(default_factory=Desk)
    writing: threading.Lock = field(default_factory=threading.Lock)
    """Held while a record, a review or a receipt is written: one at a time."""
    fetching: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(2))
    """Held while a page is fetched, so that slow sites leave threads to everybody else."""

    @property
    def workspace(self) -> Workspace:
        return self.configuration.workspace


def here() -> House:
    """The house of the application that answers the present request."""
    return cast(House, current_app.extensions[KEY])
