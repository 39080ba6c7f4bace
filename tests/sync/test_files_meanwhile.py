"""Syncs of two workbooks on disk while people edit and save either, while disks, files and the common state fail: nothing that
somebody entered is lost, nothing comes back or stands twice, each file is old or new, and what is people's keeps its bytes.

By hand for longer, some saves by LibreOffice: `uv run python -m tests.sync.test_files_meanwhile 200`.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

from sheetsync.wiring import common_state, load_settings
from tests.small_office import write_config
from tests.sync.file_people import FilePeople
from tests.sync.file_troubles import TROUBLES, meanwhile, sides
from tests.sync.ledger import Ledger
from tests.sync.two_books import TwoBooks, many_syncs
from tests.sync.whole_files import assert_old_or_new
from tests.zoo.animals import ANIMALS

IN_CI = 30
OFFICE_S, OTHER = Path("chung.xlsx"), Path("gửi về", "cua-can-bo.xlsx")
KINDS = ("charts", "notes", "shapes", "custom data", "validations", "conditional formats", "names", "by LibreOffice, full")
"""Books of the zoo that people keep the small office's tabs in, with what else programs put into a workbook."""


def both_old_or_new(books: TwoBooks) -> None:
    for people in sides(books):
        assert_old_or_new(people)


def two_files(folder: Path, chance: random.Random, *, libreoffice: float = 0.0) -> TwoBooks:
    """Two copies of one book. libreoffice: how often somebody saves with it."""
    kind = ANIMALS[chance.choice(KINDS)].build()
    paths = folder / OFFICE_S, folder / OTHER
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kind)
    ledger = Ledger()
    people = [
        FilePeople(path, who, ledger, random.Random(chance.randrange(10**9)), libreoffice=libreoffice)
        for path, who in zip(paths, ("văn phòng", "cán bộ"), strict=True)
    ]
    ledger.begin(people[0].cells())
    people[0].elsewhere, people[1].elsewhere = people[1].cells, people[0].cells
    settings = load_settings(write_config(folder / "config"), None)
    return TwoBooks(
        people[0], people[1], common_state(*paths), settings, ledger, random.Random(chance.randrange(10**9)),
        what_happens=meanwhile,
        whole=both_old_or_new,
    )  # fmt: skip


def test_thirty_syncs_among_people_and_troubles(tmp_path: Path) -> None:
    outcomes = many_syncs(lambda number, chance: two_files(tmp_path / str(number), chance), runs=IN_CI, seed=20230315)
    assert outcomes["done"] > IN_CI / 4
    assert outcomes["acts meanwhile"] > IN_CI / 2
    assert outcomes["conflicts"]
    assert sum(outcomes[name] > 0 for name in TROUBLES) >= len(TROUBLES) / 2


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        found = many_syncs(
            lambda number, chance: two_files(Path(place) / str(number), chance, libreoffice=0.05),
            runs=wanted,
            seed=int(sys.argv[2]) if len(sys.argv) > 2 else 7,
        )
    print(json.dumps(found, ensure_ascii=False), f"{time.monotonic() - began:.0f} s")
