"""The rooms of the application, one for each thing that people come for."""

from __future__ import annotations

from flask import Blueprint


def rooms() -> tuple[Blueprint, ...]:
    """All of them."""
    from quotetrack.serving.rooms import (
        api,
        archive,
        article,
        browse,
        checking,
        outside,
        records,
        reviews,
        timeline,
        transcripts,
    )

    each = (checking, article, browse, transcripts, records, reviews, timeline, archive, outside, api)
    return tuple(module.room for module in each)
