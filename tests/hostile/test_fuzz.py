"""A bounded fuzz run over reader, guard and patcher: right or refused, never another exception.

SHEETSYNC_FUZZ_EXAMPLES=20000 makes it longer; `fuzz_with_atheris` goes further still, by hand.
"""

from __future__ import annotations

import os
import random
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.packages import parts_of, zipped
from tests.hostile.fuzz_targets import holds, read_or_refused
from tests.hostile.seeds import seed_books

EXAMPLES = int(os.environ.get("SHEETSYNC_FUZZ_EXAMPLES", "120"))
BITS = (
    b"<", b">", b"&", b'"', b"/", b"\0", b"\xff", b"&#0;", b"&#x110000;", b"<!--", b"]]>", b"<![CDATA[", b"-1", b"9" * 30, b"a",
    b"\r", b"=", b' r="A1"', b"<c/>", b"<row/>", b' xmlns="x"', b"_xD800_", b"1e999", b"NaN", b"rId1", b"../", b"",
)  # fmt: skip
bounded = settings(
    max_examples=EXAMPLES, deadline=None, derandomize="SHEETSYNC_FUZZ_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@st.composite
def spoilt_parts(draw: st.DrawFn) -> bytes:
    """A right zip in which one or two XML parts are cut, spliced, or have pieces put in or exchanged."""
    parts = dict(parts_of(draw(st.sampled_from(seed_books()))))
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from(sorted(name for name in parts if name.endswith((".xml", ".rels")))))
        content = parts[name]
        for _ in range(draw(st.integers(1, 4))):
            start = draw(st.integers(0, len(content)))
            length = draw(st.sampled_from((0, 0, 1, 1, 4, 30)))
            content = content[:start] + draw(st.sampled_from(BITS)) + content[start + length :]
        parts[name] = content
    if draw(st.booleans()):
        del parts[draw(st.sampled_from(sorted(parts)))]
    return zipped(parts)


@st.composite
def spoilt_files(draw: st.DrawFn) -> bytes:
    """A workbook's bytes with some exchanged, cut off, or repeated."""
    data = bytearray(draw(st.sampled_from(seed_books())))
    chance = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(1, 6))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.choice((len(data), len(data), chance.randrange(len(data))))] * chance.choice((1, 1, 1, 2)))


@given(spoilt_parts())
@bounded
def test_spoilt_parts_are_read_and_written_rightly_or_refused(book: bytes) -> None:
    holds(book)


@given(spoilt_files())
@bounded
def test_spoilt_files_are_read_and_written_rightly_or_refused(book: bytes) -> None:
    holds(book)


@given(st.binary(max_size=2_000), st.sampled_from((b"", b"PK\3\4", b"PK\5\6", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml ")))
@bounded
def test_any_bytes_are_refused(data: bytes, start: bytes) -> None:
    assert read_or_refused(start + data) is None


def test_a_damaged_part_that_nobody_reads_does_no_harm() -> None:
    """Found by coverage: taking our sheets away looked into every part for uses of our styles."""
    for book in seed_books():
        stored = zipped({**parts_of(book), "xl/media/image1.png": b"\x89PNG a picture"}, zipfile.ZIP_STORED)
        holds(stored.replace(b"\x89PNG a picture", b"\x89PNG a pictur!"))
