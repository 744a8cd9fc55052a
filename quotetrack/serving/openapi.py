"""The API's description, OpenAPI 3.1: openapi.json beside this module, with the schema of a record put in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from quotetrack.records.json_schema import json_schema
from quotetrack.version import __version__


@cache
def description() -> Mapping[str, Any]:
    """The whole description. It is everybody's; nobody changes it."""
    data: dict[str, Any] = json.loads(files(__package__).joinpath("openapi.json").read_text(encoding="utf-8"))
    data["info"]["version"] = __version__
    schemas = data["components"]["schemas"]
    record = json_schema()
    parts = record.pop("$defs")
    for name in ("$schema", "$id"):
        record.pop(name, None)
    names = {part: f"Record{part.removesuffix('Part')}" for part in parts}
    schemas["Record"] = _moved(record, names)
    schemas |= {names[part]: _moved(schema, names) for part, schema in parts.items()}
    return data


def _moved(schema: Any, names: Mapping[str, str]) -> Any:
    """The schema with its references to parts of its own leading to where these are now."""
    if isinstance(schema, dict):
        return {
            key: f"#/components/schemas/{names[value.rpartition('/')[2]]}"
            if key == "$ref"
            else _moved(value, names)
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [_moved(each, names) for each in schema]
    return schema
