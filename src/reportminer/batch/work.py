"""One report in a worker process: read and analysed, or a typed failure; nothing else comes back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from reportminer.errors import ReportminerError
from reportminer.lexicon import Lexicon, load_lexicon
from reportminer.model import Analysis, Document
from reportminer.pipeline import analyse
from reportminer.read import read_all, read_many
from reportminer.read.memory import spent


class Failure(Struct, frozen=True):
    """A report that gave no analysis: `path`, the error's code, and what is wrong with what to do, in Chinese."""

    path: str
    code: str
    problem: str


@cache
def _lexicon(folders: tuple[str, ...]) -> Lexicon:
    return load_lexicon(*folders)


def work(path: str, patterns: tuple[str, ...] = ()) -> list[Analysis | Failure]:
    """The analyses of the reports in the file at `path`: one, or several for an archive.

    Whatever goes wrong with a report becomes its `Failure`: this is the one place where a batch isolates a document.
    Raises `PatternError` alone, since that concerns every report.
    """
    lexicon = _lexicon(patterns)
    results: list[Analysis | Failure] = []
    try:
        for document in read_all(path):
            if isinstance(document, ReportminerError):
                results.append(Failure(document.where or path, document.code, document.problem + document.remedy))
            else:
                results.append(_analysed(document, lexicon))
    except ReportminerError as error:
        results.append(Failure(path, error.code, error.problem + error.remedy))
    except Exception as error:  # noqa: BLE001
        results.append(_fault(path, error))
    return results


def work_group(paths: Sequence[str], patterns: tuple[str, ...] = ()) -> list[list[Analysis | Failure]]:
    """The analyses of each file at `paths`, converted together; a file that fails in company is tried by itself.

    One that LibreOffice hangs on or falls over takes the rest of its call with it, so no failure here is final.
    """
    if len(paths) == 1:
        return [work(paths[0], patterns)]
    lexicon = _lexicon(patterns)
    try:
        documents = read_many(paths)
    except Exception:  # noqa: BLE001
        return [work(path, patterns) for path in paths]
    return [
        [_analysed(document, lexicon)] if isinstance(document, Document) else work(path, patterns)
        for path, document in zip(paths, documents, strict=True)
    ]


def _analysed(document: Document, lexicon: Lexicon) -> Analysis | Failure:
    try:
        return analyse(document, lexicon)
    except Exception as error:  # noqa: BLE001
        return _fault(document.path, error)


def _fault(path: str, error: Exception) -> Failure:
    if isinstance(error, MemoryError):
        problem = spent(path)
        return Failure(path, problem.code, problem.problem + problem.remedy)
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f"{last.tb_frame.f_code.co_name}:{last.tb_lineno}" if last else "?"
    return Failure(path, "fault", f"程序内部出错（{type(error).__name__}，{place}）。请把这份文件报告给开发者。")
