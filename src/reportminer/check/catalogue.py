"""CATALOGUE.md, written from the rules; `python -m reportminer.check.catalogue` renews it."""

from __future__ import annotations

from pathlib import Path

from reportminer.check.base import Rule
from reportminer.check.registry import checks

_FAMILIES = {
    "SUM": "总数与分项",
    "CHG": "增减与增减率",
    "PCT": "占比与完成率",
    "REF": "前后一致",
    "UNT": "单位与书写",
    "BAL": "收支平衡",
    "LST": "列举",
    "TAB": "表格",
    "SEC": "编号与层次",
    "CMP": "内容完整",
    "TXT": "文字",
    "HIS": "跨年",
}
_SEVERITIES = {"error": "错误", "warning": "提醒", "note": "提示"}


def catalogue_path() -> Path:
    """Where the catalogue lies: beside the checks."""
    return Path(__file__).with_name("CATALOGUE.md")


def catalogue_markdown() -> str:
    """The catalogue of all checks, by family, as Markdown."""
    rules = [check.rule for check in checks()]
    lines = [
        "# 检查目录",
        "",
        f"共{len(rules)}项检查。错误：文中可以证明；提醒：很可能有误；提示：供参考。",
        "本文件由各检查的说明生成，不要手改：`python -m reportminer.check.catalogue`。",
    ]
    family = ""
    for rule in rules:
        if rule.code[:3] != family:
            family = rule.code[:3]
            lines += ["", f"## {family} {_FAMILIES.get(family, '')}".rstrip()]
        lines += ["", *_entry(rule)]
    return "\n".join(lines) + "\n"


def _entry(rule: Rule) -> list[str]:
    return [
        f"### {rule.code} {rule.title}（{_SEVERITIES[rule.severity]}）",
        "",
        rule.rationale,
        "",
        f"- 名称：`{rule.name}`，自 {rule.since} 起",
        *(f"- 有问题：{_line(text)}" for text in rule.fails),
        *(f"- 没问题：{_line(text)}" for text in rule.passes),
    ]


def _line(text: str) -> str:
    return " ⏎ ".join(part.strip() for part in text.strip().split("\n") if part.strip())


if __name__ == "__main__":
    catalogue_path().write_text(catalogue_markdown(), encoding="utf-8")
