"""Writes that are too large for one request: what fills the sheets is put on sheets out of sight first, piece by piece, and moved
into place by the one write that changes anything people see."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sheetsync.adapters.google.changes import Changes
from sheetsync.adapters.google.marks import STAGING_KEY, Json, put_mark
from sheetsync.adapters.google.own_sheets import Drawing, add_sheet, free_name
from sheetsync.adapters.google.snapshot import Snapshot
from sheetsync.records import dataclass, replace

COMFORTABLE = 2_000_000
"""Bytes of a request that Google takes well (its own advice, not a limit)."""
_NAME = " (đang lập)"


@dataclass(frozen=True, slots=True)
class Staged:
    """pieces: requests that are sent before, each comfortable. write: the one that shows. sheets: ids of those out of sight."""

    pieces: tuple[tuple[Json, ...], ...]
    write: tuple[Json, ...]
    sheets: tuple[int, ...] = ()


def staged(changes: Changes, book: Snapshot, *, comfortable: int = COMFORTABLE) -> Staged:
    """How the changes are sent: all at once where they fit."""
    at_once = tuple(_at_once(changes))
    if sum(map(size, at_once)) <= comfortable:
        return Staged((), at_once)
    taken = [sheet.title for sheet in book.sheets]
    pieces: list[tuple[Json, ...]] = []
    write = list(changes.before)
    sheets: list[int] = []
    for drawing in changes.drawings:
        staging_id = changes.take_id(f"staging {drawing.mark.text}")
        name = free_name(drawing.title, _NAME, taken)
        taken.append(name)
        sheets.append(staging_id)
        pieces.append(tuple(_new_staging(drawing, staging_id, name)))
        pieces.extend(tuple(piece) for piece in in_pieces(drawing.requests.on(staging_id).fill, comfortable))
        write.extend(_moved_into_place(drawing, staging_id))
    return Staged(tuple(pieces), (*write, *changes.after), tuple(sheets))


def size(request: Json) -> int:
    """Bytes of a request as it is sent."""
    return len(json.dumps(request).encode()) + 2


def _at_once(changes: Changes) -> Iterator[Json]:
    yield from changes.before
    for drawing in changes.drawings:
        if drawing.new:
            yield add_sheet(drawing)
        yield from drawing.requests.all
        if drawing.new:
            yield put_mark(drawing.mark)
    yield from changes.after


def _new_staging(drawing: Drawing, staging_id: int, name: str) -> Iterator[Json]:
    yield {
        "addSheet": {
            "properties": {
                "sheetId": staging_id,
                "title": name,
                "hidden": True,
                "gridProperties": {"rowCount": drawing.requests.rows, "columnCount": drawing.requests.columns},
            }
        }
    }
    yield put_mark(replace(drawing.mark, sheet_id=staging_id), STAGING_KEY)


def _moved_into_place(drawing: Drawing, staging_id: int) -> Iterator[Json]:
    rows, columns = drawing.requests.rows, drawing.requests.columns
    block = {"startRowIndex": 0, "endRowIndex": rows, "startColumnIndex": 0, "endColumnIndex": columns}
    if drawing.new:
        yield add_sheet(drawing)
    yield from drawing.requests.frame
    yield {
        "copyPaste": {
            "source": {"sheetId": staging_id, **block},
            "destination": {"sheetId": drawing.mark.sheet_id, **block},
            "pasteType": "PASTE_NORMAL",
        }
    }
    yield {"deleteSheet": {"sheetId": staging_id}}
    yield from drawing.requests.over
    if drawing.new:
        yield put_mark(drawing.mark)


def in_pieces(requests: Sequence[Json], most: int) -> Iterator[list[Json]]:
    """The requests in their order, parted where they would be more than so many bytes."""
    piece: list[Json] = []
    used = 0
    for request in requests:
        needed = size(request)
        if piece and used + needed > most:
            yield piece
            piece, used = [], 0
        piece.append(request)
        used += needed
    if piece:
        yield piece
