"""Markdown: marks off, headings ranked, tables as cells."""

from __future__ import annotations


def test_marks_are_taken_off_and_structure_is_kept(read_bytes):
    source = (
        "# 某局自评报告\n\n## 一、收支情况\n\n- 支出**32.50**万元，见[附表](a.html)。\n> 引文 `代码`\n\n"
        "| 项目 | 金额 |\n|:--|--:|\n| 人员 | 20.00 |\n| 公用 |  |\n\n1. 第一项\n### （一）其他 ###\n"
    )
    document = read_bytes(source.encode(), "a.md")
    assert [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks] == [
        ("paragraph", None, "某局自评报告"),
        ("heading", 2, "一、收支情况"),
        ("paragraph", None, "支出32.50万元，见附表。"),
        ("paragraph", None, "引文 代码"),
        ("cell", None, "项目"),
        ("cell", None, "金额"),
        ("cell", None, "人员"),
        ("cell", None, "20.00"),
        ("cell", None, "公用"),
        ("cell", None, ""),
        ("paragraph", None, "1. 第一项"),
        ("heading", 3, "（一）其他"),
    ]
    assert [(b.table, b.row, b.column) for b in document.blocks if b.kind == "cell"][-1] == (0, 2, 1)
