"""Files made to hurt: each ends in a typed error or in a result, within the limits."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from test_read_archive import packed
from word_files import NAMESPACES, WordFile

from reportminer.errors import LimitError, UnreadableError
from reportminer.read import limits, read_source
from reportminer.read.media import DOCX, HTML, detect
from reportminer.read.source import Source


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The .docx with one part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return stream.getvalue()


def body(xml: str) -> bytes:
    """A .docx with this body."""
    file = WordFile()
    document = f"<w:document {NAMESPACES}><w:body>{xml}</w:body></w:document>"
    return with_part(file.bytes(), "word/document.xml", document.encode())


def test_a_zip_bomb_is_refused_by_its_directory(complaint):
    assert complaint(packed({"a.txt": bytes(60 * limits.MEGABYTE)}), "a.zip") == (
        "LimitError",
        "a.zip: 压缩比超过200倍，像是压缩炸弹。请确认来源可靠。",
    )


def test_an_archive_of_too_many_files_is_refused(complaint):
    data = packed({f"{at}.txt": b"" for at in range(limits.ZIP_MEMBERS + 1)})
    assert complaint(data, "a.zip") == ("LimitError", "a.zip: 压缩包里有10001个文件，超过10000个。请分几包再读。")


def test_an_archive_too_large_unpacked_is_refused(complaint, monkeypatch):
    monkeypatch.setattr(limits, "ZIP_TOTAL_BYTES", limits.MEGABYTE)
    data = packed({f"{at}.txt": bytes(limits.MEGABYTE) for at in range(3)})
    assert complaint(data, "a.zip") == ("LimitError", "a.zip: 解压后共3MB，超过1MB。请确认来源可靠，再拆分后读。")


def test_a_file_too_large_is_not_opened(complaint, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 3)
    assert complaint(b"1234", "a.txt") == ("LimitError", "a.txt: 文件超过0MB。请拆分文件后再读。")


def test_entities_are_not_expanded(read_bytes):
    laughs = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10 if at else "哈哈"}">' for at in range(10))
    document = (
        f"<!DOCTYPE x [{laughs}]><w:document {NAMESPACES}><w:body><w:p><w:r><w:t>支出5万元。&a9;</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    began = time.monotonic()
    try:
        text = read_bytes(with_part(WordFile().bytes(), "word/document.xml", document.encode()), "a.docx").text
    except UnreadableError:
        text = ""
    assert len(text) < 100
    assert time.monotonic() - began < 5


def test_entities_do_not_fetch_files(read_bytes, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("口令", encoding="utf-8")
    document = (
        f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><w:document {NAMESPACES}><w:body><w:p><w:r>'
        "<w:t>支出5万元。&s;</w:t></w:r></w:p></w:body></w:document>"
    )
    read = read_bytes(with_part(WordFile().bytes(), "word/document.xml", document.encode()), "a.docx")
    assert "口令" not in read.text


def test_deep_nesting_of_elements_is_refused(complaint):
    data = body("<w:sdt><w:sdtContent>" * 300 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 300)
    assert complaint(data, "a.docx") == (
        "UnreadableError",
        "a.docx: Word文件损坏或不完整。请用Word或WPS打开后另存一份。",
    )


def test_deep_nesting_of_tables_is_read_or_refused(complaint):
    data = body("<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400)
    assert complaint(data, "a.docx")[0] in ("UnreadableError", "LimitError")


def test_ten_thousand_tables_are_read(read_bytes):
    table = "<w:tbl><w:tr>" + "<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc>" * 2 + "</w:tr></w:tbl>"
    document = read_bytes(body(table * 10_000), "a.docx")
    assert sum(1 for block in document.blocks if block.kind == "cell") == 20_000
    assert document.blocks[-1].table == 9_999


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("TABLES", 2, "a.docx: 表格超过2个。请拆分文件后再读。"),
        ("CELLS", 5, "a.docx: 表格单元格超过5个。请拆分文件后再读。"),
        ("BLOCKS", 4, "a.docx: 段落超过4个。请拆分文件后再读。"),
        ("CHARACTERS", 7, "a.docx: 文字超过7个字符。请拆分文件后再读。"),
    ],
)
def test_each_count_has_its_limit(complaint, monkeypatch, name, value, line):
    table = "<w:tbl><w:tr>" + "<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc>" * 2 + "</w:tr></w:tbl>"
    monkeypatch.setattr(limits, name, value)
    assert complaint(body(table * 4), "a.docx") == ("LimitError", line)


def test_a_part_too_large_is_refused(complaint, monkeypatch):
    monkeypatch.setattr(limits, "XML_BYTES", limits.MEGABYTE)
    data = body("<w:p><w:r><w:t>支出5万元。</w:t></w:r></w:p>" * 30_000)
    kind, line = complaint(data, "a.docx")
    assert kind == "LimitError"
    assert line == "a.docx: 部件word/document.xml超过1MB。请拆分文件后再读。"


def test_absurd_spans_are_bounded():
    page = '<html><body><table><tr><td colspan="99999999" rowspan="99999999">甲<td>乙</table></body></html>'
    document = read_source(Source("a.html", page.encode(), HTML))
    assert [(b.column, b.row_span, b.column_span) for b in document.blocks] == [(0, 10_000, 10_000), (10_000, 1, 1)]


def test_styles_that_are_based_on_each_other_end(read_bytes):
    file = WordFile()
    file.style("One", "", "Two")
    file.style("Two", "", "One")
    file.document.add_paragraph("支出5万元。", style=file.document.styles["One"])
    assert read_bytes(file.bytes(), "a.docx").text == "支出5万元。"


def test_every_truncation_of_a_word_file_is_an_error_or_a_report():
    file = WordFile()
    file.paragraph("支出5万元。")
    data = file.bytes()
    for length in range(0, len(data), 997):
        cut = data[:length]
        with pytest.raises(UnreadableError):
            read_source(Source("a.docx", cut, detect("a.docx", cut)))


def test_flipped_bytes_in_a_word_file_end_in_an_error_or_a_report():
    file = WordFile()
    file.paragraph("支出5万元。")
    data = bytearray(file.bytes())
    for at in range(7, len(data), 613):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        try:
            document = read_source(Source("a.docx", bytes(broken), DOCX))
        except (UnreadableError, LimitError):
            continue
        assert document.text.startswith("支出")
