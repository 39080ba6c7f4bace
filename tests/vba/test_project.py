"""A VBA project from source text: compression, compound file and streams, judged by a reader of our own, olefile and olevba."""

from __future__ import annotations

import io
import re

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsync.adapters.xlsx.vba.compound_file import compound_file
from sheetsync.adapters.xlsx.vba.compression import CHUNK, compress
from sheetsync.adapters.xlsx.vba.project import Behind, Module, ModuleKind, document_module, standard_module, vba_project
from sheetsync.adapters.xlsx.vba.sources import macro_modules
from tests.vba.olevba import decompress_stream
from tests.vba.ovba_reader import decompress, records, revealed

WORDS = st.sampled_from([b"Dim ", b"As Long\r\n", b"    ", b"Public Sub ", b"'", b"x", b"\r\n", b"Range(", b"0", b"\0" * 9])
TEXTS = st.lists(WORDS, max_size=4000).map(b"".join)
RUNS = st.lists(st.tuples(st.binary(min_size=1, max_size=5), st.integers(1, 5000)), max_size=5)
NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=0x1EF9, exclude_characters="/\\:!"), min_size=1, max_size=31)
MODULES = [
    document_module("ThisWorkbook", Behind.WORKBOOK),
    document_module("Sheet1", Behind.WORKSHEET),
    document_module("Chart1", Behind.CHART_SHEET),
    standard_module('Attribute VB_Name = "Macros"\nOption Explicit\n\nPublic Sub Go()\nEnd Sub\n'),
]


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_text_comes_back_from_the_compression(text: bytes) -> None:
    packed = compress(text)
    assert decompress(packed) == text
    if text:
        assert bytes(decompress_stream(bytearray(packed))) == text


@given(RUNS)
@settings(max_examples=60, deadline=None)
def test_long_runs_come_back_from_the_compression(runs: list[tuple[bytes, int]]) -> None:
    data = b"".join(piece * times for piece, times in runs)
    assert decompress(compress(data)) == data


@given(st.binary(max_size=3000), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_noise_comes_back_from_the_compression(noise: bytes, filled_chunks: int) -> None:
    data = bytes(range(256)) * (CHUNK // 256) * filled_chunks + noise
    assert decompress(compress(data)) == data


def test_a_whole_chunk_of_noise_is_stored_as_it_is_and_a_broken_one_refused() -> None:
    noise = bytes((i * i * 7919 + i * 104729 >> 7) & 0xFF for i in range(CHUNK))
    assert decompress(compress(noise)) == noise
    with pytest.raises(ValueError, match="cannot be compressed"):
        compress(noise[:-1])


def test_our_source_becomes_smaller() -> None:
    source = b"".join(module.source.encode() for module in macro_modules(ribbon=True))
    assert len(compress(source)) < len(source) / 2


@given(st.dictionaries(NAMES, st.binary(max_size=9000), max_size=40), st.dictionaries(NAMES, st.binary(max_size=200), max_size=9))
@settings(max_examples=40, deadline=None)
def test_streams_come_back_from_the_compound_file(streams: dict[str, bytes], inner: dict[str, bytes]) -> None:
    folder = "VBA"
    streams = {name: data for name, data in one_of_each_case(streams).items() if name.upper() != folder}
    inner = one_of_each_case(inner)
    with olefile.OleFileIO(io.BytesIO(compound_file({**streams, folder: inner})), raise_defects=olefile.DEFECT_INCORRECT) as read:
        assert not read.parsing_issues
        wanted = {(name,): data for name, data in streams.items()} | {(folder, name): data for name, data in inner.items()}
        assert {tuple(path): read.openstream(path).read() for path in read.listdir()} == wanted


def one_of_each_case(streams: dict[str, bytes]) -> dict[str, bytes]:
    """Names in a compound file must differ in more than upper and lower case."""
    return {name: streams[name] for name in {name.upper(): name for name in streams}.values()}


@pytest.mark.parametrize("name", ["", "a/b", "x" * 32, "a:b"])
def test_a_name_that_a_compound_file_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot hold the name"):
        compound_file({name: b""})
    with pytest.raises(ValueError, match="upper and lower case"):
        compound_file({"Dir": b"", "dir": b""})


def test_a_large_compound_file_is_read_back_and_a_huge_one_refused() -> None:
    large = {f"s{number}": bytes([number]) * 100_000 for number in range(40)}
    with olefile.OleFileIO(io.BytesIO(compound_file(large)), raise_defects=olefile.DEFECT_INCORRECT) as read:
        assert all(read.openstream(name).read() == data for name, data in large.items())
    with pytest.raises(ValueError, match="more than"):
        compound_file({"s": bytes(8_000_000)})


def opened(data: bytes) -> olefile.OleFileIO:
    return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT)


def test_the_project_lists_its_modules_with_their_kinds_and_source() -> None:
    with opened(vba_project(MODULES)) as read:
        directory = records(decompress(read.openstream("VBA/dir").read()))
        assert [data.decode() for identifier, data in directory if identifier == 0x19] == [module.name for module in MODULES]
        assert [identifier for identifier, _ in directory if identifier in (0x21, 0x22)] == [0x22, 0x22, 0x22, 0x21]
        assert {data for identifier, data in directory if identifier == 0x31} == {bytes(4)}, "source stands at the very beginning"
        assert not [identifier for identifier, _ in directory if identifier in (0x0D, 0x0E, 0x16, 0x2F)], "no references"
        for module in MODULES:
            assert decompress(read.openstream(f"VBA/{module.name}").read()).decode() == module.source.replace("\n", "\r\n")
        assert read.openstream("VBA/_VBA_PROJECT").read() == b"\xcc\x61\xff\xff\0\0\0", "no compiled code"
        assert sorted(map(tuple, read.listdir())) == sorted(
            [("PROJECT",), ("PROJECTwm",), ("VBA", "dir"), ("VBA", "_VBA_PROJECT"), *(("VBA", module.name) for module in MODULES)]
        )


def test_the_project_states_no_lock_and_no_password() -> None:
    with opened(vba_project(MODULES)) as read:
        stated = read.openstream("PROJECT").read().decode("ascii")
    identity = re.findall(r'^ID="(.*)"', stated, re.MULTILINE)[0]
    key = sum(identity.encode()) & 0xFF
    values = {name: revealed(digits) for name, digits in re.findall(r'^(CMG|DPB|GC)="([0-9A-F]+)"', stated, re.MULTILINE)}
    assert values == {"CMG": (bytes(4), key), "DPB": (b"\0", key), "GC": (b"\xff", key)}
    assert re.findall(r"^(Document|Module)=(.*?)(?:/&H00000000)?\r$", stated, re.MULTILINE) == [
        ("Document", "ThisWorkbook"),
        ("Document", "Sheet1"),
        ("Document", "Chart1"),
        ("Module", "Macros"),
    ]


def test_the_same_source_gives_the_same_bytes() -> None:
    assert vba_project(MODULES) == vba_project(list(MODULES))
    other = standard_module(MODULES[3].source.replace("Go", "Gi"))
    assert vba_project([*MODULES[:3], other]) != vba_project(MODULES)


@pytest.mark.parametrize("name", ["1a", "a b", "ThisWorkbook", "thisworkbook", "Kiểm", "x" * 32, "dir", "VBAProject"])
def test_names_that_vba_does_not_take_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name for one more VBA module"):
        vba_project([*MODULES, document_module(name, Behind.WORKSHEET)])


def test_source_with_vietnamese_letters_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        vba_project([Module("A", ModuleKind.STANDARD, 'Attribute VB_Name = "A"\n\' Kiểm tra\n')])
    with pytest.raises(ValueError, match="begins with its name"):
        standard_module("Option Explicit\n")


def test_every_module_of_ours_demands_declarations() -> None:
    for module in macro_modules(ribbon=True):
        assert "\nOption Explicit\n" in module.source, module.name
        assert "On Error Resume Next" not in module.source.replace(the_last_resort(module.source), ""), module.name


def the_last_resort(source: str) -> str:
    """The one procedure that goes on whatever happens: it tells of the failure."""
    found = re.search(r"Public Sub ShowFailure.*?\nEnd Sub\n", source, re.DOTALL)
    return found[0] if found else ""
