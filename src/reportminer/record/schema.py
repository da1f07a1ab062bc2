"""The JSON Schema of the analysis record, version 1, made from the nouns themselves."""

from __future__ import annotations

from typing import Any

import msgspec

from reportminer.model import SCHEMA, Record


def schema() -> dict[str, Any]:
    """The schema (draft 2020-12) that every record fits: figures are decimal strings, offsets integers.

    Every field is always written, so all are required; further fields may come, so others are allowed.
    """
    made = msgspec.json.schema(Record)
    for definition in made["$defs"].values():
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "reportminer analysis record, version 1",
        **made,
    }
