"""What the guides point at is there."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.relative_to(ROOT).as_posix())
def test_links_and_pictures_are_there(guide: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", guide.read_text("utf-8"))
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (guide.parent / target).exists()] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.relative_to(ROOT).as_posix())
def test_letters_are_composed(guide: Path) -> None:
    text = guide.read_text("utf-8")
    assert text == unicodedata.normalize("NFC", text)
