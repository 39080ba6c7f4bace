"""The compression of streams in a VBA project (MS-OVBA 2.4.1): a signature byte, then chunks of 4096 bytes each."""

from __future__ import annotations

import struct

CHUNK = 4096
_SIGNATURE = b"\x01"
_COMPRESSED, _RAW = 0xB000, 0x3000
_SHORTEST = 3  # bytes that a copy token stands for at least
_CANDIDATES = 64  # earlier places tried for a match; more make the result hardly smaller


def compress(data: bytes) -> bytes:
    """The data as a compressed container; it decompresses to the very same bytes.

    Raises ValueError where that cannot be: a last chunk of noise, which does not become smaller, would have to be padded with
    zeros. No source text and no project directory is like that.
    """
    container = bytearray(_SIGNATURE)
    for start in range(0, len(data), CHUNK):
        chunk = data[start : start + CHUNK]
        body = _tokens(chunk)
        if len(body) < CHUNK:
            container += struct.pack("<H", _COMPRESSED | len(body) - 1) + body
        elif len(chunk) == CHUNK:
            container += struct.pack("<H", _RAW | CHUNK - 1) + chunk
        else:
            raise ValueError("the end of the data cannot be compressed")
    return bytes(container)


def _tokens(chunk: bytes) -> bytes:
    """The token sequences of one chunk: each a byte of flags and up to eight tokens, literal bytes or copies of earlier ones."""
    body = bytearray()
    seen: dict[bytes, list[int]] = {}
    position = 0
    while position < len(chunk):
        flags_at = len(body)
        body.append(0)
        for bit in range(8):
            if position >= len(chunk):
                break
            offset, length = _longest_match(chunk, position, seen)
            if length:
                body[flags_at] |= 1 << bit
                offset_bits = _offset_bits(position)
                body += struct.pack("<H", offset - 1 << 16 - offset_bits | length - _SHORTEST)
            else:
                length = 1
                body.append(chunk[position])
            for place in range(position, min(position + length, len(chunk) - _SHORTEST + 1)):
                seen.setdefault(chunk[place : place + _SHORTEST], []).append(place)
            position += length
    return bytes(body)


def _longest_match(chunk: bytes, position: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """How far back the longest run of bytes equal to those at `position` begins, and its length; (0, 0) where there is none.

    The run may reach beyond `position`: it is copied byte by byte.
    """
    places = seen.get(chunk[position : position + _SHORTEST], [])
    longest = min((0xFFFF >> _offset_bits(position)) + _SHORTEST, len(chunk) - position)
    best_offset = best_length = 0
    for place in reversed(places[-_CANDIDATES:]):
        length = _SHORTEST
        while length < longest and chunk[place + length] == chunk[position + length]:
            length += 1
        if length > best_length:
            best_offset, best_length = position - place, length
            if length == longest:
                break
    return best_offset, best_length


def _offset_bits(position: int) -> int:
    """How many of a copy token's 16 bits hold the offset; the others hold the length (MS-OVBA 2.4.1.3.19.1)."""
    return max((position - 1).bit_length(), 4)
