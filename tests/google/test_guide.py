"""Whoever searches the guide for what the program said finds it there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "huong-dan-google.md"
ELSEWHERE = {"new_book.py", "rights.py"}
"""In docs/google-lap-so.md."""
KINDS = {
    "AccessDenied", "ServiceUnavailable", "UsageError", "BookUnreadable", "BookUnwritable", "StillBeingEdited", "SheetConflict",
}  # fmt: skip


def messages() -> Iterator[tuple[str, str]]:
    """The file and the words of every failure of the Google adapter; what is only known then stands as …"""
    for file in sorted((ROOT / "src" / "sheetsync" / "adapters" / "google").glob("*.py")):
        if file.name not in ELSEWHERE:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS and node.args:
                    yield file.name, words(node.args[0])


def words(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(words(part) for part in node.values)
    return "…"


@pytest.mark.parametrize(("file", "message"), list(messages()))
def test_every_message_stands_in_the_guide(file: str, message: str) -> None:
    fixed = [part for part in message.split("…") if len(part) > 8]
    if not fixed:
        pytest.skip("what it says is somebody else's message")
    told = re.sub(r"\s+", " ", GUIDE.read_text("utf-8"))
    longest = max(fixed, key=len).strip(" .")
    assert longest in told, f"{file}: {message}"


def test_there_are_many() -> None:
    """Without this the test above could pass because nothing was found."""
    assert len(list(messages())) > 40


def test_every_command_of_the_guide_is_one() -> None:
    from sheetsync.cli import cli  # noqa: PLC0415

    named = set(re.findall(r"`\s*sheetsync ([a-z-]+)", GUIDE.read_text("utf-8")))
    assert named <= set(cli.commands)
    assert {"doctor", "sign-in", "run", "validate", "status", "clean", "undo", "watch"} <= named
