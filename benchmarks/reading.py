"""How long reading takes beside the libraries under it, and how true the text is, all in one run.

Run: python benchmarks/reading.py [FILE.pdf | FILE.docx ...]; a FILE.txt beside one (same name) is its source text.
Without files it draws and writes reports of its own, and some of corpus/ through LibreOffice, which embeds its Chinese
fonts, where that is installed: one report, many in one font, and many in several fonts and sizes.

Each side opens the file, loads every page and gets the text of each; ours also reads the file from disk, takes its
digest, looks for tables and puts paragraphs together. pypdfium2 is asked by `get_text_range`, the quicker of its two
ways (`get_text_bounded` costs 1 to 3 % more). Figures are the best of several rounds, in milliseconds of the
processor, so that other work on the machine counts less; the sides take turns, each round in another order, and clear
up before their turn.
"""

from __future__ import annotations

import gc
import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pypdfium2
from docx.oxml.ns import qn
from docx.shared import Pt

from reportminer.read import read

ROUNDS = 9
CORPUS = Path(__file__).resolve().parents[1] / "corpus"
MANY = 12
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Sans Mono CJK SC")
SENTENCE = "本单位全年安排培训经费120.50万元，比上年增加10.25万元，用于开展“业务培训”和竞赛，共培训职工1280人次。"


def best(*works: Callable[[], Any]) -> list[tuple[float, Any]]:
    """For each work the shortest of the rounds in milliseconds and what it gave.

    In turns that begin with another work each round, so that noise is shared and none always follows the same one.
    """
    shortest = [float("inf")] * len(works)
    results: list[Any] = [None] * len(works)
    for turn in range(ROUNDS):
        for step in range(len(works)):
            at = (turn + step) % len(works)
            gc.collect()
            start = time.process_time()
            results[at] = works[at]()
            shortest[at] = min(shortest[at], (time.process_time() - start) * 1000)
    return list(zip(shortest, results, strict=True))


def plain_pdfium(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as file:
        return "\n".join(page.get_textpage().get_text_range() for page in file)


def plain_pdfplumber(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return "\n".join(page.extract_text() or "" for page in file.pages if page.extract_tables() is not None)


def bare_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += ["\t".join(cell.text for cell in row.cells) for row in table.rows]
    return "\n".join(lines)


def alike(source: str, text: str) -> float:
    """How much of two texts agrees, white space apart, 0 to 1."""
    one, other = "".join(source.split()), "".join(text.split())
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one or other else 1.0


def drawn(folder: Path, tables: bool) -> Path:
    """A report of ten pages as PDF, with a ruled table on each page or none, and its text beside it."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    path = folder / ("tables.pdf" if tables else "text.pdf")
    page = canvas.Canvas(str(path), pagesize=(595, 842))
    said: list[str] = []
    for number in range(10):
        page.setFont("STSong-Light", 12)
        y = 770
        for paragraph in range(6 if tables else 12):
            text = f"{'甲乙丙丁戊己庚辛壬癸'[number]}{'子丑寅卯辰巳午未申酉戌亥'[paragraph]}：{SENTENCE}"
            said.append(text)
            for start, end, x in ((0, 32, 114), (32, len(text), 90)):
                page.drawString(x, y, text[start:end])
                y -= 22
        if tables:
            rows = [("项目", "预算数", "决算数")] + [(f"项目{row}", f"{row}.50", f"{row}.25") for row in range(8)]
            for line in range(len(rows) + 1):
                page.line(90, y - line * 24, 450, y - line * 24)
            for column in range(4):
                page.line(90 + column * 120, y, 90 + column * 120, y - len(rows) * 24)
            for line, row in enumerate(rows):
                said.append("\t".join(row))
                for column, cell in enumerate(row):
                    page.drawString(94 + column * 120, y - line * 24 - 16, cell)
        page.showPage()
    page.save()
    path.with_suffix(".txt").write_text("\n".join(said), encoding="utf-8")
    return path


def written(folder: Path) -> Path:
    """A report of 400 paragraphs and a table as .docx, and its text beside it."""
    document = docx.Document()
    said = []
    for number in range(400):
        text = f"（{number}）" + SENTENCE
        said.append(text)
        document.add_paragraph(text)
    path = folder / "report.docx"
    document.save(str(path))
    path.with_suffix(".txt").write_text("\n".join(said), encoding="utf-8")
    return path


def saved(folder: Path) -> list[Path]:
    """Running text of the corpus as LibreOffice's PDFs, the text of each beside it; none without either."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None or not CORPUS.is_dir():
        return []
    reports = [_paragraphs(path) for path in sorted(CORPUS.glob("*.txt"))[:MANY]]
    every = [line for report in reports for line in report]
    sources = [
        _word(folder / "libreoffice.docx", reports[0]),
        _word(folder / "long.docx", every),
        _word(folder / "fonts.docx", every, fonts=True),
    ]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [source.with_suffix(".pdf") for source in sources]


def _paragraphs(path: Path) -> list[str]:
    """The running text of a report, without its tables."""
    lines = read(path).text.splitlines()
    return ["".join(filter(str.isprintable, line)) for line in lines if line.strip() and "\t" not in line]


def _word(path: Path, lines: Sequence[str], fonts: bool = False) -> Path:
    """A .docx of these paragraphs and their text beside it; with `fonts` in several, digits in one of their own."""
    document = docx.Document()
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        for part in re.split(r"(\d[\d.,%]*)", line) if fonts else [line]:
            run = paragraph.add_run(part)
            if fonts:
                name = "DejaVu Sans" if part[:1].isdigit() else FONTS[number % len(FONTS)]
                run.font.name, run.font.size = name, Pt((12, 12, 14, 10.5)[number // 20 % 4])
                run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    document.save(str(path))
    path.with_suffix(".txt").write_text("\n".join(lines), encoding="utf-8")
    return path


def report(path: Path) -> None:
    """Two or three lines of the table for one file."""
    data = path.read_bytes()
    works: dict[str, Callable[[], Any]] = {"reportminer": lambda: read(path)}
    if path.suffix == ".pdf":
        works |= {"pypdfium2": lambda: plain_pdfium(data), "pdfplumber": lambda: plain_pdfplumber(data)}
    else:
        works |= {"python-docx": lambda: bare_docx(data)}
    found = best(*works.values())
    document = found[0][1]
    beside = path.with_suffix(".txt")
    source = beside.read_text(encoding="utf-8") if beside.is_file() else None
    pages, per = (max(1, len(document.page_starts)), "page") if path.suffix == ".pdf" else (1, "file")
    texts = [document.text, *(text for _, text in found[1:])]
    rows = [(name, spent, text) for name, (spent, _), text in zip(works, found, texts, strict=True)]
    for name, milliseconds, text in rows:
        similar = f"{alike(source, text):8.2%}" if source is not None and len(source) < 30_000 else "       -"
        ratio = milliseconds / rows[1][1]
        print(f"{path.name:24} {name:12} {milliseconds / pages:9.2f} ms/{per}  {ratio:6.2f}x  {similar}")


def main() -> None:
    print(f"{'file':24} {'engine':12} {'time':>17}  {'ratio':>6}  {'like text':>9}")
    if len(sys.argv) > 1:
        for name in sys.argv[1:]:
            report(Path(name))
        return
    with tempfile.TemporaryDirectory() as folder:
        for path in (drawn(Path(folder), False), drawn(Path(folder), True), written(Path(folder))):
            report(path)
        paths = saved(Path(folder))
        if not paths:
            print("libreoffice.pdf          没有LibreOffice或corpus/，跳过。")
        for path in paths:
            report(path)


if __name__ == "__main__":
    main()
