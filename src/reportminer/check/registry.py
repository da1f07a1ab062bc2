"""Every check of the folder `rules/`, which is the registry: a file in it is a check, nothing else is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from msgspec import Struct

from reportminer.check import rules
from reportminer.check.base import Case, Lacking, Problem, Rule


class Check(Struct, frozen=True):
    """A rule and the function that looks for its fault."""

    rule: Rule
    find: Callable[[Case], Iterator[Problem | Lacking]]


class RegistryError(RuntimeError):
    """A file in `rules/` is not as a check must be: its programmer has to mend it."""


@cache
def checks() -> tuple[Check, ...]:
    """All checks in the order of their codes. Raises `RegistryError` naming the file and what is wrong."""
    found: dict[str, Check] = {}
    names: dict[str, str] = {}
    for module_info in sorted(iter_modules(rules.__path__), key=lambda info: info.name):
        check = _load(module_info.name)
        code, name = check.rule.code, check.rule.name
        if code in found or name in names:
            raise RegistryError(f"{module_info.name}.py: {code} {name} is already taken by {names.get(name, code)}")
        found[code] = check
        names[name] = code
    return tuple(found[code] for code in sorted(found))


def rule_of(code: str) -> Rule | None:
    """The rule with this code or name, case ignored; None where there is none."""
    wanted = code.casefold()
    return next((check.rule for check in checks() if wanted in (check.rule.code.casefold(), check.rule.name)), None)


def _load(name: str) -> Check:
    module = import_module(f"{rules.__name__}.{name}")
    rule, find = getattr(module, "RULE", None), getattr(module, "check", None)
    if not isinstance(rule, Rule) or not callable(find):
        raise RegistryError(f"{name}.py: a check needs RULE and check(case)")
    expected = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    if name != expected:
        raise RegistryError(f"{name}.py: {rule.code} {rule.name} belongs into {expected}.py")
    return Check(rule, find)
