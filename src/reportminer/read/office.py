"""Old and foreign documents (.doc, .wps, .rtf, .odt): LibreOffice makes a .docx of them, the Word reader reads it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from reportminer.errors import UnreadableError
from reportminer.model import Document
from reportminer.read import limits
from reportminer.read.doc_text import CELL_END, is_encrypted, read_text
from reportminer.read.media import DOC, DOCX, ODT, RTF, WPS
from reportminer.read.ole import open_ole
from reportminer.read.source import Source

_SUFFIXES = {DOC: ".doc", WPS: ".wps", RTF: ".rtf", ODT: ".odt"}
_PROGRAMS = ("soffice", "libreoffice")
_INSTALL = "请安装LibreOffice（Debian、Ubuntu：apt install libreoffice-writer），或另存为.docx再读。"
_RESAVE = "请用Word或WPS打开后另存为.docx再读。"
_RUN = 3
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def read(source: Source) -> Document:
    """The report in a document that LibreOffice can convert; one call of LibreOffice, about 1.5 s."""
    converted = convert([source])[0]
    if isinstance(converted, UnreadableError):
        raise converted
    return read_converted(source, converted)


def read_converted(source: Source, docx: bytes) -> Document:
    """The report in `docx`, which `convert` made of `source`; refuses what the conversion has spoiled."""
    from reportminer.read import word

    document = word.read(Source(source.path, docx, DOCX))
    if source.media_type == DOC:
        _verify_cells(source, document)
    return replace(document, sha256=source.sha256, media_type=source.media_type)


def convert(sources: Sequence[Source]) -> list[bytes | UnreadableError]:
    """A .docx for each source, in one call of LibreOffice (1.5 s a call, 0.3 s a file), or why there is none.

    LibreOffice runs with a profile of its own that forbids macros and linked content, within a time limit, and is
    killed with its children; without it every source gets an `UnsupportedError`.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        need = "读{}需要LibreOffice，没有找到。"
        return [source.unsupported(need.format(_SUFFIXES[source.media_type]), _INSTALL) for source in sources]
    with TemporaryDirectory(prefix="reportminer-") as folder:
        work = Path(folder)
        refused = {at: error for at, source in enumerate(sources) if (error := _refusal(source))}
        names = [f"{at}{_SUFFIXES[source.media_type]}" for at, source in enumerate(sources)]
        for at, source in enumerate(sources):
            if at not in refused:
                (work / names[at]).write_bytes(source.data)
        asked = [name for at, name in enumerate(names) if at not in refused]
        timely = not asked or _run(program, work, asked)
        return [refused.get(at) or _result(source, work, at, timely) for at, source in enumerate(sources)]


def _refusal(source: Source) -> UnreadableError | None:
    if source.media_type == DOC and is_encrypted(open_ole(source.path, source.data)):
        return source.unreadable("文件加了密码。", "请去掉打开密码，另存后再读。")
    return None


def _result(source: Source, work: Path, at: int, timely: bool) -> bytes | UnreadableError:
    made = work / "out" / f"{at}.docx"
    if made.is_file():
        return made.read_bytes()
    if not timely:
        return source.over("LibreOffice转换超过时限。", _RESAVE)
    return source.unreadable("LibreOffice无法转换（文件损坏或加了密码）。", _RESAVE)


def _run(program: str, work: Path, names: list[str]) -> bool:
    """Convert the named files of `work` into work/out; whether it ended in time."""
    profile = work / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--nodefault", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(work / "out"), *names]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=work, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, env=_environment(work)
    )
    try:
        process.wait(limits.SECONDS_A_CALL + limits.SECONDS_A_FILE * len(names))
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _environment(work: Path) -> dict[str, str]:
    """The caller's environment with home and temporary files inside `work`, and no proxy to go out by."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "HOME": str(work), "TMPDIR": str(work)}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process group, which holds LibreOffice's children too."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _verify_cells(source: Source, document: Document) -> None:
    """Refuse a conversion in which table cells of the original stand no longer by themselves.

    LibreOffice runs the cells of a table together when nothing follows it.
    """
    text = read_text(open_ole(source.path, source.data))
    if CELL_END not in text:
        return
    cells = [cell for part in text.split(CELL_END)[:-1] if (cell := _bare(part.rpartition("\r")[2]))]
    shown = {
        _bare(line)
        for block in document.blocks
        if block.kind == "cell"
        for line in document.text[block.start : block.end].split("\n")
    }
    outside = "\n".join(
        _bare(document.text[block.start : block.end]) for block in document.blocks if block.kind != "cell"
    )
    for at in range(len(cells) - _RUN + 1):
        if cells[at] not in shown and "".join(cells[at : at + _RUN]) in outside:
            raise source.unreadable("表格的单元格在转换中连成了一段（LibreOffice的缺陷）。", _RESAVE)


def _bare(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f]", "", text)
