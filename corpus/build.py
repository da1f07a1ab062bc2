"""Builds the reports and their gold records from corpus/source; `python corpus/build.py` rewrites everything.

With --check nothing is written: exit 1 when a file on disk differs from what its source gives.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from maker.gold import GoldError, build_gold
from maker.markup import MarkupError, Source, read_source

HERE = Path(__file__).parent
_SUFFIXES = {"txt": ".txt", "docx": ".docx", "docx-auto": ".docx", "pdf": ".pdf", "html": ".html"}


def sources() -> list[Path]:
    """The annotated sources in order."""
    return sorted((HERE / "source").glob("*.rep"))


def document_name(source: Source) -> str:
    """The file name of the report that `source` makes."""
    return source.name + _SUFFIXES[source.meta.get("format", "txt")]


def write_report(source: Source, folder: Path) -> Path:
    """Writes the report in the format that its source asks for."""
    path = folder / document_name(source)
    form = source.meta.get("format", "txt")
    if form == "txt":
        path.write_bytes(source.text.encode(source.meta.get("encoding", "utf-8")))
    else:
        write_as(source, path, form)
    return path


def write_as(source: Source, path: Path, form: str) -> None:
    """Writes `source` to `path` as txt, docx, docx-auto, html or pdf."""
    from maker.pages import write_html, write_pdf
    from maker.word import write_docx

    if form == "txt":
        path.write_bytes(source.text.encode("utf-8"))
    elif form in {"docx", "docx-auto"}:
        write_docx(source, path, automatic=form == "docx-auto")
    elif form == "html":
        write_html(source, path)
    else:
        write_pdf(
            source, path, contents=source.meta.get("contents") != "no", repeat_head=source.meta.get("head") == "repeat"
        )


def make_variants(source_path: Path, folder: Path, soffice: str | None = None, scan: bool = True) -> dict[str, Path]:
    """Writes one report as every format that the machine can make; returns format → file.

    txt, docx, docx-auto, html, pdf always; scan unless left out, doc only where `soffice` names LibreOffice.
    """
    from maker.pages import write_scan

    source = read_source(source_path, newline="\n")
    made: dict[str, Path] = {}
    for form, suffix in {**_SUFFIXES, "docx-auto": "_auto.docx"}.items():
        made[form] = folder / f"{source.name}{suffix}"
        write_as(source, made[form], form)
    if scan:
        made["scan"] = folder / f"{source.name}_scan.pdf"
        write_scan(made["pdf"], made["scan"])
    if soffice:
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [
                    soffice,
                    f"-env:UserInstallation=file://{profile}",
                    "--headless",
                    "--convert-to",
                    "doc:MS Word 97",
                    "--outdir",
                    str(folder),
                    str(made["docx"]),
                ],
                check=True,
                capture_output=True,
                timeout=120,
            )
        made["doc"] = folder / f"{source.name}.doc"
    return made


def build(folder: Path) -> list[str]:
    """Writes every report, its gold and the README into `folder`; returns what is wrong, one line each."""
    (folder / "gold").mkdir(parents=True, exist_ok=True)
    problems = []
    built = []
    for path in sources():
        try:
            source = read_source(path)
            record = build_gold(source, document_name(source))
        except (GoldError, MarkupError, ValueError) as error:
            problems.append(f"{path.name}: {error}")
            continue
        write_report(source, folder)
        target = folder / "gold" / f"{source.name}.json"
        target.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        built.append((source, record))
    from maker.readme import write_readme

    write_readme(built, folder / "README.md")
    return problems


def main(arguments: list[str]) -> int:
    """Builds in place, or with --check into a scratch folder and compares."""
    if "--check" not in arguments:
        problems = build(HERE)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            problems = build(Path(scratch))
            for made in sorted(Path(scratch).rglob("*")):
                kept = HERE / made.relative_to(scratch)
                if made.is_file() and (not kept.is_file() or kept.read_bytes() != made.read_bytes()):
                    problems.append(f"{kept.name}: 与源文件不一致，请运行 python corpus/build.py")
    print("\n".join(problems) or "corpus: ok", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
