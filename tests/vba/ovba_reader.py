"""MS-OVBA read back, written from the specification's decompression and decryption sections, apart from the writer's code."""

from __future__ import annotations

import struct


def decompress(container: bytes) -> bytes:
    """The data in a compressed container (MS-OVBA 2.4.1.3.1)."""
    assert container[0] == 1, "signature byte"
    at, data = 1, bytearray()
    while at < len(container):
        (header,) = struct.unpack_from("<H", container, at)
        size = (header & 0x0FFF) + 3
        assert header >> 12 & 7 == 3, "chunk signature"
        chunk = container[at + 2 : at + size]
        assert len(chunk) == size - 2, "chunk ends with the container"
        data += _tokens(chunk) if header & 0x8000 else chunk
        at += size
    return bytes(data)


def _tokens(chunk: bytes) -> bytes:
    at, data = 0, bytearray()
    while at < len(chunk):
        flags = chunk[at]
        at += 1
        for bit in range(8):
            if at >= len(chunk):
                break
            if not flags >> bit & 1:
                data.append(chunk[at])
                at += 1
                continue
            (token,) = struct.unpack_from("<H", chunk, at)
            at += 2
            bits = 4
            while 1 << bits < len(data):
                bits += 1
            offset, length = (token >> 16 - bits) + 1, (token & (0xFFFF >> bits)) + 3
            assert offset <= len(data), "copies from before the chunk"
            for _ in range(length):
                data.append(data[-offset])
    assert len(data) <= 4096, "chunk too long"
    return bytes(data)


def revealed(digits: str) -> tuple[bytes, int]:
    """An obfuscated value of the PROJECT stream and the key it states (MS-OVBA 2.4.3.3)."""
    coded = bytes.fromhex(digits)
    seed = coded[0]
    assert seed ^ coded[1] == 2, "version of the encryption"
    key = seed ^ coded[2]
    plain, newest, older = key, coded[2], coded[1]
    shown = bytearray()
    for byte in coded[3:]:
        value = byte ^ (older + plain & 0xFF)
        older, newest, plain = newest, byte, value
        shown.append(value)
    shown = shown[(seed & 6) // 2 :]
    (length,) = struct.unpack_from("<I", shown)
    assert length == len(shown) - 4
    return bytes(shown[4:]), key


def records(directory: bytes) -> list[tuple[int, bytes]]:
    """The records of a decompressed dir stream in order: identifier and data (MS-OVBA 2.3.4.2)."""
    at, found = 0, []
    while at < len(directory):
        identifier, size = struct.unpack_from("<HI", directory, at)
        size = 6 if identifier == 0x09 else size  # the version: what looks like its size is reserved
        found.append((identifier, directory[at + 6 : at + 6 + size]))
        at += 6 + size
    return found
