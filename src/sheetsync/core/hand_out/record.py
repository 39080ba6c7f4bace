"""What the office remembers of a hand-out: the entries that went out, and what came back since."""

from __future__ import annotations

from typing import Any

from sheetsync.core.merge import Base, from_plain, to_plain
from sheetsync.records import dataclass

_FORMAT, _VERSION = "sheetsync-hand-out", 1
_TEXTS = ("identifier", "official", "book", "sheet", "period")


@dataclass(frozen=True, slots=True)
class HandOutRecord:
    """handed: the official's entries as the file had them; before: as the office's book had them then, which differs where a
    value cannot stand in a plan workbook as it is (a date in a column of texts). Both blank where no hand-out is known.

    taken: collect by collect, the values that are in the office's book since; declined: values that the office decided against,
    as many lists as a cell has such values. seen: marks of the entries of files that were collected.
    """

    identifier: str
    official: str
    book: str
    sheet: str
    period: str
    handed: Base = Base()
    before: Base = Base()
    taken: tuple[Base, ...] = ()
    declined: tuple[Base, ...] = ()
    seen: tuple[str, ...] = ()


def record_to_plain(record: HandOutRecord) -> dict[str, Any]:
    """As lists and texts that JSON can hold."""
    return {
        "format": _FORMAT,
        "version": _VERSION,
        **{name: getattr(record, name) for name in _TEXTS},
        "handed": to_plain(record.handed),
        "before": to_plain(record.before),
        "taken": [to_plain(taken) for taken in record.taken],
        "declined": [to_plain(declined) for declined in record.declined],
        "seen": list(record.seen),
    }


def record_from_plain(plain: Any) -> HandOutRecord:
    """Raises ValueError for anything but what `record_to_plain` of this version wrote."""
    if not isinstance(plain, dict) or (plain.get("format"), plain.get("version")) != (_FORMAT, _VERSION):
        raise ValueError("not a record of a hand-out, or of a later version")
    try:
        return HandOutRecord(
            **{name: str(plain[name]) for name in _TEXTS},
            handed=from_plain(plain["handed"]),
            before=from_plain(plain["before"]),
            taken=tuple(map(from_plain, plain["taken"])),
            declined=tuple(map(from_plain, plain["declined"])),
            seen=tuple(map(str, plain["seen"])),
        )
    except (KeyError, TypeError) as failure:
        raise ValueError(f"the record is damaged: {failure!r}") from failure
