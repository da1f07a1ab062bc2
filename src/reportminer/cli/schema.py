"""`reportminer schema`: the JSON Schema of the analysis record."""

from __future__ import annotations

import json

import typer

HELP = "打印分析记录（check --format json、records.jsonl）的 JSON Schema，供其他系统校验。"


def command() -> None:
    """Prints the schema."""
    from reportminer.record.schema import schema

    typer.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
