"""The JSON Schema of a record, made from the models at the edge, for editors and other programs."""

from __future__ import annotations

import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from quotetrack.records.schema import RecordPart

SCHEMA_ID = "urn:quotetrack:quote:1"


class _Plain(GenerateJsonSchema):
    """The schema as editors show it best: no titles made from keys, no null beside each type."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 (pydantic's signature)
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        if schema.get("default") in (None, ()):
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record."""
    made = RecordPart.model_json_schema(schema_generator=_Plain)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    for part in (made, *made["$defs"].values()):
        if "description" in part:
            part["description"] = re.sub(r"\s+", " ", part["description"])
        if part.get("title", "").endswith("Part"):
            part["title"] = part["title"].removesuffix("Part")
    return head | made
