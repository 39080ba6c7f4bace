"""Somebody at the keyboard who answers what `adopt` asks."""

from __future__ import annotations

import pytest


class Typed:
    """Answers a person types; left: those that were not asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.left: list[str] = []

    def answers(self, *answers: str) -> None:
        self.left = list(answers)
        self._monkeypatch.setattr("builtins.input", self._next)

    def _next(self) -> str:
        if not self.left:
            raise EOFError
        return self.left.pop(0)
