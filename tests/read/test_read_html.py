"""Web pages: charset, main text, headings, lists and tables."""

from __future__ import annotations

import pytest

PAGE = (
    "<!DOCTYPE html><html><head>{meta}<title>公开栏</title><style>p{{}}</style></head><body>"
    "<div class='top-nav'><a href='/'>首页</a> 当前位置</div><h1>某局2022年度决算说明</h1>"
    "<div id='zoom'>{main}</div><div class='footer'>版权所有 电话12345678</div>"
    "<script>var x = '100万元';</script></body></html>"
)
MAIN = (
    "<h2>一、收支情况</h2><p>全年支出32.50万元，其中：人员\n  经费20.00万元、<b>公用经费</b>12.50\n万元。</p>"
    "<p>完成率100%<sup>[1]</sup>，绿化30m<sup>2</sup>。<br>另起一行。</p><p hidden>隐藏</p>"
    "<p style='display: none'>看不见</p>"
)
LINES = [
    ("paragraph", None, "某局2022年度决算说明"),
    ("heading", 2, "一、收支情况"),
    ("paragraph", None, "全年支出32.50万元，其中：人员经费20.00万元、公用经费12.50 万元。"),
    ("paragraph", None, "完成率100%，绿化30m2。"),
    ("paragraph", None, "另起一行。"),
]


def shown(document):
    return [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize(
    ("meta", "codec", "stated"),
    [
        ("<meta charset='utf-8'>", "utf-8", "utf-8"),
        ('<meta charset="gb2312">', "gb18030", "gb18030"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=gbk'>", "gb18030", "gb18030"),
        ("<meta charset='gb2312'>", "utf-8", "utf-8"),
        ("", "gb18030", "gb18030"),
        ("", "utf-8-sig", "utf-8"),
        ("", "utf-16", "utf-16-le"),
    ],
)
def test_the_main_text_is_read_in_every_charset(read_bytes, meta, codec, stated):
    document = read_bytes(PAGE.format(meta=meta, main=MAIN).encode(codec), "a.html")
    assert shown(document) == LINES
    assert document.encoding == stated
    assert document.media_type == "text/html"


def test_tables_become_cells_with_their_spans(read_bytes):
    table = (
        "<p>前文支出五万元。</p><table><caption>表1 单位：万元</caption><thead><tr><th rowspan=2>项目</th>"
        "<th colspan=2>金额</th></tr><tr><td>预算</td><td>决算</td></tr></thead>"
        "<tr><td>合计</td><td><p>1.0</p><p>注</p></td><td>&nbsp;</td></tr></table><p>后文支出五万元。</p>"
    )
    document = read_bytes(PAGE.format(meta="", main=table).encode(), "a.htm")
    cells = [
        (b.row, b.column, b.row_span, b.column_span, document.text[b.start : b.end])
        for b in document.blocks
        if b.kind == "cell"
    ]
    assert cells == [
        (0, 0, 2, 1, "项目"),
        (0, 1, 1, 2, "金额"),
        (1, 1, 1, 1, "预算"),
        (1, 2, 1, 1, "决算"),
        (2, 0, 1, 1, "合计"),
        (2, 1, 1, 1, "1.0\n注"),
        (2, 2, 1, 1, ""),
    ]
    assert document.text.endswith("表1 单位：万元\n项目\t金额\n\t预算\t决算\n合计\t1.0\n注\t\n后文支出五万元。")


def test_lists_show_their_numbers(read_bytes):
    main = (
        "<ol><li>甲事项</li><li>乙事项<ol type='a' start='3'><li>子项</li></ol></li><li value='7'>丙事项</li></ol>"
        "<ul><li>无号</li></ul><ol style='list-style-type: cjk-ideographic'><li>概况</li></ol>"
    )
    document = read_bytes(PAGE.format(meta="", main=main).encode(), "a.html")
    assert [(b.label, document.text[b.start : b.end]) for b in document.blocks[1:]] == [
        ("1.", "1.甲事项"),
        ("2.", "2.乙事项"),
        ("c.", "c.子项"),
        ("7.", "7.丙事项"),
        ("", "无号"),
        ("一、", "一、概况"),
    ]


def test_a_table_that_only_arranges_the_page_is_running_text(read_bytes):
    main = "<table><tr><td><p>一、概况</p><table><tr><td>项目</td><td>5</td></tr></table><p>完。</p></td></tr></table>"
    document = read_bytes(PAGE.format(meta="", main=main).encode(), "a.html")
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks[1:]] == [
        ("paragraph", "一、概况"),
        ("cell", "项目"),
        ("cell", "5"),
        ("paragraph", "完。"),
    ]


def test_several_headings_of_the_first_rank_are_chapters(read_bytes):
    page = "<html><body><h1>一、概况</h1><p>甲。</p><h1>二、支出</h1><p>乙。</p></body></html>"
    document = read_bytes(page.encode(), "a.html")
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("paragraph", None),
        ("heading", 1),
        ("paragraph", None),
    ]


@pytest.mark.parametrize(
    "page",
    ["<html><body></body></html>", "<html><body><script>1</script><nav>首页</nav></body></html>", "<html>"],
)
def test_a_page_without_text_says_so(complaint, page):
    kind, line = complaint(page.encode(), "a.html")
    assert kind == "UnreadableError"
    assert line in (
        "a.html: 文件里没有文字。请确认文件内容，扫描件请先作文字识别。",
        "a.html: 网页里没有文字，或已损坏。请用浏览器打开后另存一份。",
    )


def test_a_page_nested_too_deeply_is_refused_or_read_whole(read_bytes, complaint):
    page = "<html><body>" + "<div>" * 5000 + "支出5万元。" + "</div>" * 5000 + "</body></html>"
    assert complaint(page.encode(), "a.html") == (
        "LimitError",
        "a.html: 网页嵌套过深。请用浏览器打开，把正文另存为文本再读。",
    )


def test_a_superscript_number_is_a_power_behind_a_digit_and_a_footnote_behind_chinese_text(read_bytes):
    page = "<p>约10<sup>4</sup>株，30m<sup>2</sup>，支出500万元<sup>1</sup>，"
    page += "见附表5<sup>[2]</sup>，全年3<sup>①</sup>次。</p>"
    document = read_bytes(f"<html><body>{page}</body></html>".encode(), "p.html")
    assert document.text.strip() == "约10⁴株，30m2，支出500万元，见附表5，全年3次。"
