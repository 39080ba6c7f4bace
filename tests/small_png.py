"""Pictures of pages as PNG files of 256 colours: a third of what pdftoppm writes, and nobody sees the difference."""

from __future__ import annotations

import struct
import zlib
from collections import Counter

_MOST_COLOURS = 256
_KEPT = 48
"""The fills and lines of a page; the colours of the edges of letters are many, and each stands in few points."""


def small_png(ppm: bytes) -> bytes:
    """A binary PPM picture (P6, 8 bits a colour) as a PNG with a palette: the most frequent colours as they are, the others in
    steps of 17."""
    kind, size, most, points = ppm.split(b"\n", 3)
    if kind != b"P6" or most != b"255":
        raise ValueError("not a binary PPM picture with 8 bits a colour")
    width, height = map(int, size.split())
    colours = [points[place : place + 3] for place in range(0, 3 * width * height, 3)]
    counts = Counter(colours)
    kept = [colour for colour, _ in counts.most_common(_KEPT)]
    rounded = {colour: bytes(17 * round(part / 17) for part in colour) for colour in counts if colour not in kept}
    steps: Counter[bytes] = Counter()
    for colour, step in rounded.items():
        steps[step] += counts[colour]
    palette = [*kept, *(step for step, _ in steps.most_common(_MOST_COLOURS - len(kept)))]
    place = {colour: number for number, colour in enumerate(palette)} | {
        colour: _nearest(step, palette) for colour, step in rounded.items()
    }
    numbers = bytes(place[colour] for colour in colours)
    lines = b"".join(b"\0" + numbers[line * width : (line + 1) * width] for line in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    return min(range(len(palette)), key=lambda number: sum((a - b) ** 2 for a, b in zip(colour, palette[number], strict=True)))


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
