"""The names of parts, and where a relationship leads: the same for the reader and the writers, so that no book is read that
cannot be written."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import unquote


def relationships_name(part: str) -> str:
    """`xl/workbook.xml` → `xl/_rels/workbook.xml.rels`; "" (the package itself) → `_rels/.rels`."""
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", name + ".rels")


def target_part(part: str, target: str, has: Callable[[str], bool]) -> str:
    """The name of the part that a target written in the relationships of `part` means, without a leading slash; "" for `part`
    is the package. has: whether the package holds a part of a name.

    Some programs store names as the target has them (`sheet%20one.xml`, as the Open Packaging Conventions want it), others
    (`sheet one.xml`) resolved: what is there is meant.
    """
    written = target.replace("\\", "/").partition("#")[0]
    name = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), written)).lstrip("/")
    plain = unquote(name)
    return plain if plain != name and not has(name) and has(plain) else name


def is_name_of(written: str, part: str) -> bool:
    """Whether a name in the content types (`/xl/sheet%20one.xml`) is that of the part, escaped or not."""
    wanted = "/" + part.lower()
    return written.lower() == wanted or unquote(written).lower() == wanted
