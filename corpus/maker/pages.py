"""Writes a report as .html and .pdf: running head, page numbers, a table of contents, tables that may break."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from maker.markup import Source

_STYLE = "body{font-family:serif;max-width:45em}nav{color:#888}td{border:1px solid #999;padding:2px 6px}"


def write_html(source: Source, path: Path) -> None:
    """Writes `source` as a web page with a navigation bar that is no part of the report."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN"><head><meta charset="utf-8">',
        f"<title>{html.escape(_title(source))}</title><style>{_STYLE}</style></head><body>",
        "<nav><a href='/'>首页</a> <a href='/xxgk'>政务公开</a> <a href='/hd'>互动交流</a></nav>",
        "<article>",
    ]
    for kind, level, value in _blocks(source):
        if kind == "table":
            rows = ("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in value)
            parts.append("<table>" + "\n".join(rows) + "</table>")
        elif kind == "title":
            parts.append(f"<h1>{html.escape(value)}</h1>")
        elif kind == "heading":
            parts.append(f"<h{min(level + 1, 6)}>{html.escape(value)}</h{min(level + 1, 6)}>")
        else:
            lines = "<br>".join(map(html.escape, value.split("\n")))
            parts.append(f"<p>{lines}</p>")
    parts += ["</article>", "<footer>版权所有 网站地图</footer>", "</body></html>", ""]
    path.write_text("\n".join(parts), encoding="utf-8", newline="\n")


def write_pdf(source: Source, path: Path, contents: bool = True, repeat_head: bool = False) -> None:
    """Writes `source` as a PDF with the CID font STSong-Light, byte for byte the same every time."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import BaseDocTemplate, Frame, LongTable, PageBreak, PageTemplate, Paragraph
    from reportlab.platypus.tableofcontents import TableOfContents

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def style(name: str, size: float, **more: Any) -> ParagraphStyle:
        return ParagraphStyle(name, fontName="STSong-Light", fontSize=size, leading=size * 1.6, wordWrap="CJK", **more)

    body = style("body", 11, firstLineIndent=22)
    plain = style("plain", 11)
    heads = {1: style("h1", 14, spaceBefore=8), 2: style("h2", 12.5, spaceBefore=4), 3: style("h3", 11.5)}
    title = style("title", 18, alignment=1, spaceAfter=16)
    running = _title(source)

    class Template(BaseDocTemplate):
        def afterFlowable(self, flowable: Any) -> None:  # noqa: N802
            level = getattr(flowable, "entry", None)
            if level:
                self.notify("TOCEntry", (level - 1, flowable.getPlainText(), self.page))

    def decorate(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, running)
        canvas.drawCentredString(A4[0] / 2, 12 * mm, f"— {document.page} —")
        canvas.restoreState()

    document = Template(str(path), pagesize=A4, invariant=1, title="", author="", producer="", creator="")
    frame = Frame(25 * mm, 22 * mm, A4[0] - 50 * mm, A4[1] - 44 * mm)
    document.addPageTemplates([PageTemplate(frames=[frame], onPage=decorate)])
    flow: list[Any] = []
    for kind, level, value in _blocks(source):
        if kind == "table":
            rows = [[Paragraph(html.escape(cell), style("cell", 9.5)) for cell in row] for row in value]
            table = LongTable(rows, repeatRows=1 if repeat_head else 0)
            table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
            flow.append(table)
        elif kind == "title":
            flow.append(Paragraph(html.escape(value), title))
            if contents:
                toc = TableOfContents(dotsMinLevel=0)
                toc.levelStyles = [style("t1", 11), style("t2", 10.5, leftIndent=14)]
                flow += [Paragraph("目　录", style("tocname", 14, alignment=1)), toc, PageBreak()]
        elif kind == "heading":
            paragraph = Paragraph(html.escape(value), heads[min(level, 3)])
            paragraph.entry = level if level <= 2 else None
            flow.append(paragraph)
        else:
            flow.append(Paragraph(html.escape(value), plain if kind == "item" else body))
    document.multiBuild(flow)


def write_scan(pdf: Path, path: Path, dots_per_inch: int = 200) -> None:
    """Writes the pages of `pdf` as pictures into a PDF without text."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), invariant=1)
    document = pypdfium2.PdfDocument(str(pdf))
    for page in document:
        width, height = page.get_size()
        image = page.render(scale=dots_per_inch / 72).to_pil().convert("L")
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(image), 0, 0, width, height)
        canvas.showPage()
    document.close()
    canvas.save()


def _title(source: Source) -> str:
    return source.text[slice(*source.title)].strip() if source.title else source.meta.get("organization", "")


def _blocks(source: Source) -> list[tuple[str, int, Any]]:
    """Title, headings, run-in items, paragraphs and tables in order; blank lines left out."""
    blocks: list[tuple[str, int, Any]] = []
    rows: list[list[str]] = []
    for at, line in enumerate(source.lines):
        text = source.text[line.start : line.end].strip()
        if line.table is not None:
            rows.append([source.text[start:end] for start, end in line.cells])
            if at + 1 == len(source.lines) or source.lines[at + 1].table != line.table:
                blocks.append(("table", 0, rows))
                rows = []
        elif line.title:
            blocks.append(("title", 0, text))
        elif text and line.heading is not None:
            heading = source.headings[line.heading]
            whole = not source.text[heading.title_end : line.end].strip("：:. ")
            blocks.append(("heading" if whole else "item", heading.level, text))
        elif text:
            blocks.append(("paragraph", 0, text))
    return blocks
