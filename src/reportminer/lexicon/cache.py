"""What took long to read, kept in the user's cache folder under a key that says what it was read from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)

_NOWHERE = Path(os.devnull)
_DIGEST = 32


def cache_folder() -> Path:
    """The user's own cache folder for this program, made where it can be; nowhere if others may write in it."""
    folder = _base() / "reportminer"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder if not folder.is_dir() or _is_private(folder) else _NOWHERE


def fingerprint(files: Iterable[Path]) -> bytes:
    """What tells the names and contents of `files`, and of the code that reads them, from any other."""
    digest = blake2b(sys.version.encode() + msgspec.__version__.encode(), digest_size=_DIGEST)
    for path in (*sorted(Path(__file__).parent.glob("*.py")), *files):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return digest.digest()


def recall(kind: type[T], key: bytes) -> T | None:
    """What was kept under `key`; None where nothing was, or where it can't be read."""
    try:
        kept = _file(kind).read_bytes()
        return msgspec.msgpack.decode(kept[_DIGEST:], type=kind) if kept[:_DIGEST] == key else None
    except (OSError, msgspec.MsgspecError):
        return None


def keep(value: msgspec.Struct, key: bytes) -> None:
    """Keeps `value` under `key` in the place of the one before; does nothing where nothing can be written."""
    file = _file(type(value))
    own = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        own.write_bytes(key + msgspec.msgpack.encode(value))
        own.replace(file)
    except OSError:
        with suppress(OSError):
            own.unlink(missing_ok=True)


def _file(kind: type[msgspec.Struct]) -> Path:
    return cache_folder() / f"{kind.__name__.lower()}.msgpack"


def _base() -> Path:
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"])
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home
        return _NOWHERE
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home)
    return home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"


def _is_private(folder: Path) -> bool:
    """Whether the folder is the user's and nobody else may write in it: what is read back is trusted."""
    if sys.platform == "win32":
        return True
    state = folder.stat()
    return state.st_uid == os.getuid() and not state.st_mode & 0o022
