"""A message that fits a phone's screen: lists are shortened, and say what they leave out."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsync.records import dataclass

MOST_CHARACTERS = 900
_FIRST_LINES = 3
"""Lines that each list gets before a long one gets more."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list, and how many things it tells of (several cells may share one)."""

    text: str
    things: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading (without its colon) above lines. unit: what is counted (`việc`, `ô`); sheet: where all of it can be seen, "" for
    nowhere."""

    heading: str
    lines: Sequence[Line]
    unit: str
    sheet: str


def fitted(opening: str, listings: Sequence[Listing], closing: str, most: int = MOST_CHARACTERS) -> str:
    """The whole message, with as many lines as there is room for: a few of each list, then more in the order of the lists."""
    lengths = [0] * len(listings)
    for limit in (_FIRST_LINES, None):
        for place, listing in enumerate(listings):
            end = len(listing.lines) if limit is None else min(limit, len(listing.lines))
            while lengths[place] < end:
                lengths[place] += 1
                if len(_message(opening, listings, lengths, closing)) > most:
                    lengths[place] -= 1
                    break
    return _message(opening, listings, lengths, closing)


def _message(opening: str, listings: Sequence[Listing], lengths: Sequence[int], closing: str) -> str:
    blocks = [opening, *(_block(listing, length) for listing, length in zip(listings, lengths, strict=True)), closing]
    return "\n\n".join(block for block in blocks if block)


def _block(listing: Listing, length: int) -> str:
    if not length:
        return f"{listing.heading}: xem {listing.sheet}." if listing.sheet else f"{listing.heading}."
    lines = [f"{listing.heading}:", *(f"- {line.text}" for line in listing.lines[:length])]
    left = sum(line.things for line in listing.lines[length:])
    if left:
        lines.append(f"… và {left} {listing.unit} khác{f', xem {listing.sheet}' if listing.sheet else ''}")
    return "\n".join(lines)
