"""What goes wrong around two workbooks on disk while they are synced, and what people do in those moments."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import openpyxl

from sheetsync.adapters.common_state import CommonStateFile
from sheetsync.adapters.xlsx import file_store
from sheetsync.ports import CommonState
from tests.faults.failing_disk import failing_disk, held_by_a_program, meeting
from tests.sync.file_people import FilePeople
from tests.sync.two_books import TwoBooks

MOMENTS = ("before reading", "after reading", "before writing", "after the backup", "before the exchange", "after writing")
IN_THEIR_OWN = 0.7
"""How often people are at work in a moment of their own book's."""
FARTHEST_TOUCH = 45
"""More than a sync of both books touches the disk."""


@contextmanager
def meanwhile(books: TwoBooks) -> Iterator[str]:
    """A trouble, or people at work in the moments of the sync, or both where they do not hinder one another."""
    chance = books.chance
    kind = chance.choice(("people", "people", "trouble", "both"))
    with ExitStack() as held:
        hindered: FilePeople | None = None
        name = "people"
        if kind != "people":
            people = chance.choice(sides(books))
            name, trouble = chance.choice(list(TROUBLES.items()))
            held.enter_context(trouble(books, people))
            hindered = people
        if kind != "trouble" and name not in HINDERS_EVERYBODY:
            held.enter_context(writes_have_moments(books))
            names = dict(zip(("master", "other"), sides(books), strict=True))
            for _ in range(chance.randrange(1, 4)):
                name_of_one = chance.choice([each for each, people in names.items() if people is not hindered])
                book = name_of_one if chance.random() < IN_THEIR_OWN else chance.choice(list(names))
                books.moments.setdefault(f"{chance.choice(MOMENTS)} the {book}", []).append(names[name_of_one].act)
        books.trouble = f"{name} {list(books.moments)}"
        yield name


def sides(books: TwoBooks) -> tuple[FilePeople, FilePeople]:
    assert isinstance(books.other, FilePeople)
    return books.master, books.other


@contextmanager
def writes_have_moments(books: TwoBooks) -> Iterator[None]:
    """Also those inside the write of a file."""

    def came(moment: str) -> Callable[..., None]:
        def tell(*paths: Path) -> None:
            for name, people in zip(("master", "other"), sides(books), strict=True):
                if people.path in paths:
                    books.reaches(f"{moment} the {name}")

        return tell

    with (
        meeting(file_store, "_put_in_place", came("after the backup")),
        meeting(file_store, "_take_permissions", came("before the exchange")),
    ):
        yield


# -- troubles: of the disk


def disk_full(books: TwoBooks, _: FilePeople) -> AbstractContextManager[None]:
    return failing_disk(books.chance.randrange(1, FARTHEST_TOUCH), errno.ENOSPC)


def permission_lost(books: TwoBooks, _: FilePeople) -> AbstractContextManager[None]:
    return failing_disk(books.chance.randrange(1, FARTHEST_TOUCH), errno.EACCES)


@contextmanager
def read_only(_: TwoBooks, people: FilePeople) -> Iterator[None]:
    people.path.chmod(0o444)
    yield
    people.path.chmod(0o644)


def held_as_on_windows(_: TwoBooks, people: FilePeople) -> AbstractContextManager[None]:
    """The program that holds it left no owner file."""
    return held_by_a_program(people.path)


# -- of the file


@contextmanager
def open_at_somebody(_: TwoBooks, people: FilePeople) -> Iterator[None]:
    """Opened before the sync, gone on with and saved after it: the owner file keeps the sync away."""
    owner = people.path.with_name(f"~${people.path.name}")
    owner.write_bytes(b"\x03Lan".ljust(165))
    opened = openpyxl.load_workbook(people.path)
    yield
    people.goes_on_with(opened)
    owner.unlink()


@contextmanager
def renamed(books: TwoBooks, people: FilePeople) -> Iterator[None]:
    """Somebody gives the file another name in the middle, and takes it back when told that it is missing."""
    other_name = people.path.with_name("đổi tên.xlsx")
    moment = books.chance.choice(MOMENTS[:3])
    books.moments.setdefault(f"{moment} the master", []).append(lambda: people.path.rename(other_name))
    yield
    if other_name.exists():
        other_name.rename(people.path)


@contextmanager
def half_saved(books: TwoBooks, people: FilePeople) -> Iterator[None]:
    """A program is in the middle of saving it in place."""
    whole = people.path.read_bytes()
    people.path.write_bytes(whole[: books.chance.randrange(1, len(whole))])
    yield
    people.path.write_bytes(whole)
    people.saved = whole


# -- of the common state


@contextmanager
def state_missing(books: TwoBooks, _: FilePeople) -> Iterator[None]:
    state_of(books.common).unlink()
    yield
    books.ledger.forget_clearings()


@contextmanager
def state_damaged(books: TwoBooks, _: FilePeople) -> Iterator[None]:
    """Refused; deleted by hand, as the refusal says."""
    path = state_of(books.common)
    whole = path.read_bytes()
    path.write_bytes(whole[: books.chance.randrange(0, len(whole))])
    yield
    path.unlink()
    books.ledger.forget_clearings()


@contextmanager
def state_of_an_earlier_day(books: TwoBooks, _: FilePeople) -> Iterator[None]:
    """The sync cannot store it, and the one of the last sync stays."""
    path = state_of(books.common)
    before = path.read_bytes()
    yield
    path.write_bytes(before)
    books.ledger.forget_clearings()


def state_of(common: CommonState) -> Path:
    assert isinstance(common, CommonStateFile)
    return common._path


TROUBLES: dict[str, Callable[[TwoBooks, FilePeople], AbstractContextManager[None]]] = {
    "disk full": disk_full,
    "permission lost": permission_lost,
    "read-only": read_only,
    "held as on Windows": held_as_on_windows,
    "open at somebody": open_at_somebody,
    "renamed": renamed,
    "half saved": half_saved,
    "state missing": state_missing,
    "state damaged": state_damaged,
    "state of an earlier day": state_of_an_earlier_day,
}
HINDERS_EVERYBODY = ("disk full", "permission lost", "held as on Windows", "renamed", "half saved")
