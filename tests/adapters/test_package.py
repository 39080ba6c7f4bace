"""Packages: what is not touched keeps its compressed bytes; what is written is plain, whole and the same every time."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.adapters.xlsx.package import Package
from sheetsync.errors import BookUnreadable
from tests.adapters.people_books import rich, streamed


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, level: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=level) as package:
        for name, content in entries:
            package.writestr(zipfile.ZipInfo(name, (2020, 5, 17, 12, 30, 58)), content, method)
    return out.getvalue()


def stored(data: bytes) -> dict[str, bytes]:
    """The compressed bytes of every entry, found through Python's own reader."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for info in package.infolist():
            name_length, extra_length = struct.unpack("<HH", data[info.header_offset + 26 : info.header_offset + 30])
            start = info.header_offset + 30 + name_length + extra_length
            found[info.filename] = data[start : start + info.compress_size]
    return found


@pytest.mark.parametrize("book", [rich, streamed])
def test_untouched_parts_keep_their_compressed_bytes_and_their_place(book: Callable[[], bytes]) -> None:
    data = book()
    package = Package(data)
    package.put("xl/workbook.xml", package.read("xl/workbook.xml") + b" ")
    package.put("xl/moi.xml", b"<a/>")
    result = package.save()
    before, after = stored(data), stored(result)
    assert {name for name in before if before[name] != after[name]} == {"xl/workbook.xml"}
    assert list(after) == [*before, "xl/moi.xml"]
    with zipfile.ZipFile(io.BytesIO(result)) as read:
        assert read.testzip() is None
        assert read.read("xl/moi.xml") == b"<a/>"
        assert read.comment == zipfile.ZipFile(io.BytesIO(data)).comment


def test_nothing_changed_gives_the_very_same_bytes() -> None:
    package = Package(streamed())
    package.put("xl/workbook.xml", package.read("xl/workbook.xml"))
    assert not package.changed
    assert package.save() == streamed()


def test_a_part_put_back_as_it_was_counts_as_unchanged() -> None:
    package = Package(rich())
    original = package.read("xl/styles.xml")
    package.put("xl/styles.xml", b"<x/>")
    package.remove("xl/workbook.xml")
    package.put("xl/styles.xml", original)
    package.put("xl/workbook.xml", Package(rich()).read("xl/workbook.xml"))
    assert package.save() == rich()


def test_what_we_write_has_no_moment_in_it() -> None:
    results = set()
    for _ in range(2):
        package = Package(rich())
        package.put("xl/moi.xml", b"<a/>")
        results.add(package.save())
    assert len(results) == 1
    with zipfile.ZipFile(io.BytesIO(results.pop())) as read:
        assert read.getinfo("xl/moi.xml").date_time == (1980, 1, 1, 0, 0, 0)


def test_moments_of_untouched_parts_stay() -> None:
    package = Package(zipped(("a.xml", b"1"), ("b.xml", b"2")))
    package.put("b.xml", b"3")
    with zipfile.ZipFile(io.BytesIO(package.save())) as read:
        assert read.getinfo("a.xml").date_time == (2020, 5, 17, 12, 30, 58)


def test_names_are_equal_whatever_their_case_and_slashes() -> None:
    package = Package(zipped((r"xl\Workbook.XML", b"1"), ("xl/", b"")))
    assert "XL/workbook.xml" in package
    assert "/xl/workbook.xml" in package
    package.put("xl/workbook.xml", b"2")
    assert package.names() == ("xl/Workbook.XML",)
    assert list(stored(package.save())) == [r"xl\Workbook.XML", "xl/"]


def test_names_with_accents_survive() -> None:
    package = Package(zipped(("xl/ảnh đẹp.xml", b"1")))
    package.put("xl/mới.xml", b"2")
    assert set(stored(package.save())) == {"xl/ảnh đẹp.xml", "xl/mới.xml"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_copied_as_they_are(method: int) -> None:
    data = zipped(("a.xml", b"abc" * 50), ("b.xml", b"2"), method=method, level=9)
    package = Package(data)
    package.put("b.xml", b"3")
    assert stored(package.save())["a.xml"] == stored(data)["a.xml"]
    assert Package(package.save()).read("a.xml") == b"abc" * 50


def test_the_lowest_free_number_is_taken() -> None:
    package = Package(zipped(("xl/charts/chart1.xml", b""), ("xl/charts/Chart3.xml", b"")))
    assert package.unused_name("xl/charts/chart1.xml") == "xl/charts/chart2.xml"
    package.put("xl/charts/chart2.xml", b"")
    assert package.unused_name("xl/charts/chart1.xml") == "xl/charts/chart4.xml"


def test_a_name_whose_relationships_were_left_over_is_not_free() -> None:
    package = Package(zipped(("xl/charts/_rels/chart1.xml.rels", b"")))
    assert package.unused_name("xl/charts/chart1.xml") == "xl/charts/chart2.xml"


def test_a_name_that_something_speaks_of_is_not_free() -> None:
    package = Package(zipped(("a.xml", b"")))
    assert package.unused_name("xl/charts/chart1.xml", {"xl/charts/chart1.xml"}) == "xl/charts/chart2.xml"


def test_what_was_a_part_once_is_remembered() -> None:
    package = Package(zipped(("a.xml", b""), ("b.xml", b"")))
    package.put("c.xml", b"")
    for name in ("b.xml", "c.xml"):
        package.remove(name)
    assert [package.has_held(name) for name in ("a.xml", "/B.xml", "c.xml", "d.xml")] == [True, True, True, False]


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(BookUnreadable, match="hai phần cùng tên"):
        Package(zipped(("xl/a.xml", b"1"), ("xl/A.xml", b"2")))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all", rich()[:5000]])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    with pytest.raises(BookUnreadable) as refusal:
        Package(data)
    assert refusal.value.next_step


def test_a_damaged_part_is_refused_when_it_is_read() -> None:
    data = bytearray(zipped(("a.xml", b"x" * 500)))
    data[45] ^= 0xFF
    with pytest.raises(BookUnreadable):
        Package(bytes(data)).read("a.xml")


NAMES = st.sampled_from(["a.xml", "B.xml", "xl/c.xml", "xl/đ.bin", "d/"])


@given(st.dictionaries(NAMES, st.binary(max_size=60)), st.lists(st.tuples(NAMES, st.none() | st.binary(max_size=60)), max_size=8))
def test_any_edits_give_what_a_dictionary_would(start: dict[str, bytes], edits: list[tuple[str, bytes | None]]) -> None:
    start = {name: b"" if name.endswith("/") else content for name, content in start.items()}
    package, expected = Package(zipped(*start.items())), dict(start)
    for name, content in edits:
        if name.endswith("/"):
            continue
        if content is None:
            if name in expected:
                package.remove(name)
                del expected[name]
        else:
            package.put(name, content)
            expected[name] = content
    result = package.save()
    with zipfile.ZipFile(io.BytesIO(result)) as read:
        assert {name: read.read(name) for name in read.namelist()} == expected
    again = Package(result)
    again.put("z", b"")
    again.remove("z")
    assert again.save() == result
