"""The rooms of the application, one for each thing that people come for."""

from __future__ import annotations

from flask import Blueprint


def rooms() -> tuple[Blueprint, ...]:
    """All of them."""
    from quotetrack.serving.rooms import (
        article,
        browse,
        checking,
        timeline,
        transcripts,
    )

    return checking.room, article.room, browse.room, transcripts.room, timeline.room
