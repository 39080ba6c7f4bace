"""The guard refuses what is no workbook or cannot be trusted, each with its own words and a way out."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
import zlib

import openpyxl
import pytest

from sheetsync.adapters.xlsx import parts as package_parts
from sheetsync.adapters.xlsx.guard import check_package
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.xml_prolog import PROLOG_LIMIT
from sheetsync.core.cells import CellValue
from sheetsync.errors import BookUnreadable
from tests.adapters.packages import (
    MAIN,
    book_by_xlsxwriter,
    book_with_sheet,
    changed,
    parts_of,
    plain_book,
    saved,
    sheet_xml,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"


def ole(*names: str) -> bytes:
    """The beginning of an OLE file whose directory names these streams."""
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)


def with_doctype(content: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "x">]>' + content[content.index(b"?>") + 2 :]
        if b"?>" in content[:60]
        else (b'<!DOCTYPE x [<!ENTITY e "x">]>' + content)
    )


def encrypted_entries() -> bytes:
    """The flag that zip encryption sets, on every entry of the directory and on every local header."""
    data = bytearray(plain_book())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def with_bad_checksum(part: str) -> bytes:
    """The directory says another checksum than the content has."""
    data = bytearray(book_by_xlsxwriter([["Mã NV"]]))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        checksum = struct.pack("<I", package.getinfo(part).CRC)
    at = data.find(checksum)
    while at >= 0:
        data[at] ^= 0xFF
        at = data.find(checksum, at + 4)
    return bytes(data)


def overlapping() -> bytes:
    """Two directory entries that point at the same bytes."""
    data = plain_book()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = package.infolist()
        start = package.start_dir
    directory = data[start:]
    first, second = infos[0], infos[1]
    moved = directory.replace(struct.pack("<I", second.header_offset) + second.orig_filename.encode(), b"", 1)
    assert moved != directory or first is not second
    at = directory.find(second.orig_filename.encode()) - 4
    return data[:start] + directory[:at] + struct.pack("<I", first.header_offset) + directory[at + 4 :]


def doubled_part() -> bytes:
    stream = io.BytesIO(plain_book())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("XL/Workbook.xml", b"<workbook/>")
    return stream.getvalue()


def bomb() -> bytes:
    padding = b"<!-- " + b" " * 40_000_000 + b" -->"
    return changed(plain_book(), {SHEET: lambda content: content.replace(b"</worksheet>", padding + b"</worksheet>")})


def many_parts() -> bytes:
    return zipped({**parts_of(plain_book()), **{f"x/{number}.bin": b"" for number in range(package_parts.MAX_PARTS)}})


REFUSALS = [
    ("trong.xlsx", b"", "trống (0 byte)", "chép lại tệp"),
    ("~$so.xlsx", b"\x05admin", "tệp tạm", "không có «~$»"),
    (".~lock.so.xlsx#", b",admin", "tệp tạm", "không có «~$»"),
    ("so.xlsx", ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "đặt mật khẩu", "xóa mật khẩu"),
    ("so.xls", ole("Root Entry", "Workbook"), "97–2003", ".xlsx"),
    ("so.xls", ole("Root Entry", "Book"), "97–2003", ".xlsx"),
    ("so.xlsx", ole("Root Entry", "WordDocument"), "Word", "tệp Excel của kế hoạch"),
    ("so.xlsx", ole("Root Entry", "PowerPoint Document"), "Office kiểu cũ", ".xlsx"),
    ("so.pdf", b"%PDF-1.7\n%\xe2\xe3", "PDF", "tệp Excel gốc"),
    ("so.csv", "TT;Nhiệm vụ\n1;Rà soát\n".encode(), "CSV", ".xlsx"),
    ("so.csv", "TT;Nhiệm vụ\n".encode("utf-16"), "CSV", ".xlsx"),
    ("so.xls", b"<html><table><tr><td>1</td></tr></table>", "trang web", ".xlsx"),
    ("so.xml", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML", ".xlsx"),
    ("so.rtf", b"{\\rtf1 x}", "RTF", ".xlsx"),
    ("so.xlsx", bytes(range(256)) * 4, "bị hỏng", "Sửa chữa"),
    ("so.xlsx", b"PK\x05\x06" + bytes(18), "bị hỏng", "Sửa chữa"),
    ("so.ods", zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}), ".ods", ".xlsx"),
    ("so.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument", ".xlsx"),
    ("so.numbers", zipped({"Index/Document.iwa": b"x"}), "Numbers", "Xuất sang"),
    ("so.xlsb", zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}), ".xlsb", ".xlsx"),
    ("so.docx", zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}), "Word", "tệp Excel của kế hoạch"),
    (
        "so.pptx",
        zipped({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<x/>"}),
        "PowerPoint",
        "tệp Excel của kế hoạch",
    ),
    ("so.zip", zipped({"so.xlsx": plain_book()}), "tệp nén (.zip)", "Giải nén"),
    ("so.xlsx", plain_book()[:-200], "bị hỏng", "Sửa chữa"),
    ("so.xlsx", plain_book()[:700], "bị hỏng", "Sửa chữa"),
    ("so.xlsx", encrypted_entries(), "đặt mật khẩu", "xóa mật khẩu"),
    ("so.xlsx", with_bad_checksum(SHEET), "sai tổng kiểm tra", "Sửa chữa"),
    ("so.xlsx", with_bad_checksum("xl/styles.xml"), "sai tổng kiểm tra", "Sửa chữa"),
    ("so.xlsx", doubled_part(), "có hai lần", "xin lại tệp gốc"),
    ("so.xlsx", overlapping(), "chồng lên nhau", "xin lại tệp gốc"),
    ("so.xlsx", bomb(), "lớn quá mức", "Xóa các trang, dòng, cột"),
    ("so.xlsx", many_parts(), "lớn quá mức", "Xóa các trang, dòng, cột"),
    ("so.xlsx", zipped(parts_of(plain_book()), zipfile.ZIP_BZIP2), "Excel không dùng", "Sửa chữa"),
    ("so.xlsx", changed(plain_book(), {SHEET: with_doctype}), "DTD", "xin lại tệp gốc"),
    ("so.xlsx", changed(plain_book(), {"docProps/core.xml": with_doctype}), "DTD", "xin lại tệp gốc"),
    ("so.xlsx", changed(plain_book(), {"_rels/.rels": with_doctype}), "DTD", "xin lại tệp gốc"),
    ("so.xlsx", changed(plain_book(), {"xl/../../a.xml": b"<x/>"}), "trỏ ra ngoài", "xin lại tệp gốc"),
    ("so.xlsx", changed(plain_book(), {"xl\\..\\a.xml": b"<x/>"}), "trỏ ra ngoài", "xin lại tệp gốc"),
    ("so.xlsx", changed(plain_book(), {"C:/a.xml": b"<x/>"}), "trỏ ra ngoài", "xin lại tệp gốc"),
    ("so.xlsx", changed(plain_book(), {"xl/workbook.xml": None}), "thiếu phần «xl/workbook.xml»", "Sửa chữa"),
    ("so.xlsx", changed(plain_book(), {"_rels/.rels": None}), "không tìm thấy sổ", "Sửa chữa"),
    ("so.xlsx", changed(plain_book(), {"xl/workbook.xml": b"<document/>"}), "Office khác", ".xlsx"),
    ("so.xlsx", changed(plain_book(), {"xl/workbook.xml": b"<workbook>"}), "không phải XML đúng", "Sửa chữa"),
    ("so.xlsx", changed(plain_book(), {SHEET: None}), "mất nội dung trang «VP UBND»", "Sửa chữa"),
    ("so.xlsx", changed(plain_book(), {"xl/_rels/workbook.xml.rels": None}), "mất nội dung trang «VP UBND»", "Sửa chữa"),
    ("so.xlsx", changed(plain_book(), {SHEET: lambda content: content[:-30]}), "trang «VP UBND» không đúng", "Sửa chữa"),
    ("so.xlsx", changed(plain_book(), {SHEET: b"<chart/>"}), "trang «VP UBND» không đúng", "Sửa chữa"),
    ("so.xlsx", book_with_sheet(sheet_xml('<row r="1"><c r="A1" t="s"><v>999</v></c></row>')), "không có trong tệp", "Sửa chữa"),
]


@pytest.mark.parametrize(
    ("name", "data", "message", "next_step"), REFUSALS, ids=[f"{i}-{case[2]}" for i, case in enumerate(REFUSALS)]
)
def test_what_cannot_be_read_is_refused_with_a_way_out(name: str, data: bytes, message: str, next_step: str) -> None:
    with pytest.raises(BookUnreadable) as refusal:
        read_book(data, name)
    assert message in refusal.value.message
    assert next_step in refusal.value.next_step
    assert name in refusal.value.message


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_the_check_alone_finds_a_bad_checksum_in_every_part_that_is_read(part: str) -> None:
    with pytest.raises(BookUnreadable, match="tổng kiểm tra"):
        check_package(with_bad_checksum(part), "so.xlsx")


def test_a_bad_checksum_where_nobody_reads_is_no_reason_to_refuse() -> None:
    assert check_package(with_bad_checksum("xl/theme/theme1.xml"), "so.xlsx").workbook_part == "xl/workbook.xml"


def test_facts_of_an_honest_workbook() -> None:
    facts = check_package(plain_book(), "thư mục/sổ.xlsx")
    assert facts.workbook_part == "xl/workbook.xml"
    assert not facts.signed
    assert not facts.has_macros
    assert SHEET in facts.parts


def test_a_signed_workbook_may_be_read_and_the_facts_say_that_it_is_signed() -> None:
    data = changed(plain_book(), {"_xmlsignatures/sig1.xml": b"<Signature/>", "xl/vbaProject.bin": b"x"})
    facts = check_package(data, "so.xlsm")
    assert facts.signed
    assert facts.has_macros
    assert read_book(data, "so.xlsm").sheets[0].value(2, 2) == "Rà soát"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_document_type_is_found_in_every_encoding_that_a_parser_knows(encoding: str) -> None:
    text = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e "EXPANDED">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with pytest.raises(BookUnreadable, match="DTD"):
        read_book(book_with_sheet(text, encoding=encoding), "so.xlsx")


def test_a_document_type_behind_long_comments_is_found() -> None:
    text = f'<?xml version="1.0"?><!--{"x" * 50_000}--> <?a b?><!DOCTYPE w []><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with pytest.raises(BookUnreadable, match="DTD"):
        read_book(book_with_sheet(text), "so.xlsx")


def test_a_prolog_too_long_to_be_honest_is_refused() -> None:
    text = f"<?xml version='1.0'?><!--{'x' * PROLOG_LIMIT}--><!DOCTYPE w []><worksheet xmlns='{MAIN}'/>"
    with pytest.raises(BookUnreadable, match="mở đầu"):
        read_book(book_with_sheet(text), "so.xlsx")


@pytest.mark.parametrize("encoding", ["UTF-7", "IBM037", "windows-1258", "ISO-8859-1"])
def test_encodings_that_no_office_program_writes_are_refused(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>+ADwAIQ-DOCTYPE w+AD4-<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with pytest.raises(BookUnreadable, match="bảng mã"):
        read_book(book_with_sheet(text), "so.xlsx")


def test_a_workbook_whose_parts_are_utf_16_is_read() -> None:
    xml = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>Quý</t></is></c></row>').replace("UTF-8", "UTF-16")
    assert read_book(book_with_sheet(xml, encoding="utf-16"), "so.xlsx").sheets[0].value(1, 1) == "Quý"


def test_backslashes_in_part_names_are_read_as_excel_reads_them() -> None:
    parts = {name.replace("/", "\\"): content for name, content in parts_of(plain_book()).items()}
    assert read_book(zipped(parts), "so.xlsx").sheets[0].value(1, 1) == "Mã NV"


def test_a_workbook_of_blank_formatted_rows_is_no_bomb() -> None:
    """Excel writes a formatted column down to the last row: highly compressible, and honest."""
    rows = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>' for row in range(1, 60_001)
    )
    content = read_book(book_with_sheet(sheet_xml(rows)), "so.xlsx")
    assert list(content.sheets[0].rows) == []


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = bomb()
    tracemalloc.start()
    with pytest.raises(BookUnreadable, match="lớn quá mức"):
        check_package(data, "so.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_part_that_lies_about_its_size_is_cut_at_the_size_it_states() -> None:
    """The directory says 1,000 bytes, the stream holds 30 MB: no more than stated is ever unpacked."""
    real = sheet_xml("").encode() + b" " * 30_000_000
    honest = changed(plain_book(), {SHEET: real})
    data = bytearray(honest)
    size = struct.pack("<I", len(real))
    at = data.find(size)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", 1_000)
        at = data.find(size, at + 4)
    with pytest.raises(BookUnreadable, match=r"thiếu dữ liệu|tổng kiểm tra"):
        read_book(bytes(data), "so.xlsx")


def test_cells_scattered_over_the_whole_sheet_do_not_take_its_size_in_memory() -> None:
    rows = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 3_000))
    with pytest.raises(BookUnreadable, match="rải rác"):
        read_book(book_with_sheet(sheet_xml(rows)), "so.xlsx")


ROWS: list[list[CellValue]] = [["Mã NV", "Trạng thái", 3.5, True, None], ["II.1.01", "Hoàn thành", 45000, False, "x"]]


def small_books() -> list[bytes]:
    """One with inline strings, a formula and a merge, compressed; one with shared strings, stored."""
    book = openpyxl.load_workbook(io.BytesIO(plain_book(ROWS)))
    sheet = book.worksheets[0]
    sheet["A3"] = "=1+1"
    sheet.merge_cells("A4:B5")
    stored = zipped(parts_of(book_by_xlsxwriter(ROWS)), zipfile.ZIP_STORED)
    return [saved(book), stored]


def refused(data: bytes) -> bool:
    """Whether a damaged file is refused; it may be read, but any other exception fails the test."""
    try:
        read_book(data, "so.xlsx")
    except BookUnreadable as refusal:
        return bool(refusal.message and refusal.next_step)
    return False


def test_every_truncation_is_refused() -> None:
    data = small_books()[0]
    for length in random.Random(1).sample(range(1, len(data)), 250):
        with pytest.raises(BookUnreadable):
            read_book(data[:length], "so.xlsx")


@pytest.mark.parametrize("which", [0, 1])
def test_flipped_bits_are_refused_or_harmless(which: int) -> None:
    data = small_books()[which]
    chance = random.Random(2 + which)
    refusals = 0
    for _ in range(600):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 1, 1, 4))):
            damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        refusals += refused(bytes(damaged))
    assert refusals > 200


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]
)
def test_damaged_xml_with_a_right_checksum_is_refused_or_harmless(part: str) -> None:
    """What a program that writes wrongly does: the zip is right, the XML inside is not."""
    parts = parts_of(small_books()[1])
    chance = random.Random(zlib.crc32(part.encode()))
    refusals = 0
    for _ in range(250):
        content = bytearray(parts[part])
        for _ in range(chance.choice((1, 2, 8))):
            content[chance.randrange(len(content))] = chance.choice(b'<>/"&=\x00 aA0;\xff\xc3')
        refusals += refused(zipped({**parts, part: bytes(content)}, zipfile.ZIP_STORED))
    assert refusals > 50
