"""Writes corpus/README.md from the sources, so that it always says what was planted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maker.markup import Source

_HEAD = """# Reports written for this project

Every sentence, place, body and figure here was made up for the project; no county, bureau or person of these names
exists. The sources in `source/*.rep` hold text and annotation together (the marks are explained in `maker/markup.py`);
`python corpus/build.py` makes the reports and `gold/*.json` from them, `--check` says whether they are fresh.

**Where the figures come from.** The base figures (staff, budgets, items) are invented; totals, changes, rates and
shares were computed from them and are computed again by every build: each relation with exact intervals (half a unit of
the last printed digit, 余 and 近 as one-sided bounds), by a converter of the corpus's own that shares no code with the
package. A build fails when a relation does not do what its line says, when a figure in the text is not annotated, when
putting the intended value (`was=`) back does not mend a broken relation, or when a broken relation has no finding.

**The gold** has the fields of the hand-made gold (offsets into `text`, bound words inside `start,end` and outside
`core_start,core_end`) and more: `text`, the canonical text (for .docx and .pdf what a reader should give, the cells of
a row separated by tabs), `clean`, `intended` and `intended_text` on figures that were changed, `table,row,column` on
cells. `tag` of a finding: provable from the text, template (needs a list of required parts), judgement.

| report | format | kind | figures | relations (broken) | planted |
|---|---|---|---|---|---|
"""


def write_readme(built: list[tuple[Source, dict[str, Any]]], path: Path) -> None:
    """The fixed head and one row for each report."""
    rows = []
    for source, record in built:
        broken = sum(not relation["holds"] for relation in record["relations"])
        form = source.meta.get("format", "txt")
        if form == "txt":
            form += " " + source.meta.get("encoding", "utf-8") + (" CRLF" if source.meta.get("newline") else "")
        planted = "；".join(finding["message"] for finding in record["findings"]) or "无（干净）"
        rows.append(
            f"| {record['document']} | {form} | {source.meta.get('about', '')} | {len(record['quantities'])} "
            f"| {len(record['relations'])} ({broken}) | {planted.replace('|', '/')} |"
        )
    path.write_text(_HEAD + "\n".join(rows) + "\n", encoding="utf-8", newline="\n")
