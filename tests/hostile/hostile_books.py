"""Hostile and broken workbooks, each made by a function from the small office's honest one (tests/small_office.py)."""

from __future__ import annotations

import io
import random
import re
import struct
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.adapters.packages import Change, changed, parts_of, zipped
from tests.small_office import write_book

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
WORKBOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"
LAST_ROW = 1_048_576


@cache
def honest() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write_book(Path(folder) / "sổ.xlsx").read_bytes()


def with_parts(changes: dict[str, Change]) -> bytes:
    return changed(honest(), changes)


def with_rows(rows: str, part: str = SHEET) -> bytes:
    """Rows put after the last of a sheet."""
    return with_parts({part: lambda content: content.replace(b"</sheetData>", rows.encode() + b"</sheetData>")})


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


# -- bombs


def ratio_bomb() -> bytes:
    """100 MB of blanks in a sheet of a 100 kB file."""
    return with_parts({SHEET: lambda content: content.replace(b"</worksheet>", b" " * 100_000_000 + b"</worksheet>")})


def patient_bomb() -> bytes:
    """Parts that stay just below the ratio that is suspicious, each of a size that is not: all together they are too much."""
    block = bytes(random.Random(1).choices(b"abcdefghijklmnop", k=2_000))
    text = block + b"a" * 200_000
    sheets = {f"xl/worksheets/sheet{n}.xml": _padded_sheet(text * (40_000_000 // len(text))) for n in (1, 2, 3)}
    return with_parts(dict(sheets))


def _padded_sheet(padding: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(
        b"</sheetData>", b'<row r="900"><c r="A900" t="str"><v>' + padding + b"</v></c></row></sheetData>"
    )


def nested_bomb() -> bytes:
    """A zip of zips of blanks as an embedded part: never opened, so it costs nothing."""
    inner = zipped({"a.bin": b"\0" * 50_000_000})
    middle = zipped({f"{n}.zip": inner for n in range(20)})
    return with_parts({"xl/embeddings/oleObject1.bin": middle, "xl/embeddings/package1.zip": middle})


def nested_as_sheet() -> bytes:
    """A zip where a sheet should be."""
    return with_parts({SHEET: honest()})


def overlapping_bomb() -> bytes:
    """Forty entries that share one body (after D. Fifield's bomb): each is modest, together they unpack to gigabytes."""
    parts = parts_of(honest())
    text = b" " * 4_000_000
    stream = io.BytesIO(zipped(parts))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/kernel.xml", text, zipfile.ZIP_DEFLATED, 9)
    data = stream.getvalue()
    end = data.rindex(b"PK\5\6")
    count, size, start = struct.unpack("<HII", data[end + 10 : end + 20])
    entry = data[data.rindex(b"PK\1\2", 0, end) : end]
    more = b"".join(entry.replace(b"xl/kernel.xml", f"xl/kern{n:02d}.xml".encode()) for n in range(10, 50))
    closing = data[end : end + 8] + struct.pack("<HHII", count + 40, count + 40, size + len(more), start) + b"\0\0"
    return data[:end] + more + closing


def lying_sizes() -> bytes:
    """Every entry says it is small; one unpacks to 40 MB."""
    real = parts_of(honest())[SHEET] + b" " * 40_000_000
    data = bytearray(with_parts({SHEET: real}))
    for at in _places(data, struct.pack("<I", len(real))):
        data[at : at + 4] = struct.pack("<I", 4_000)
    return bytes(data)


def _places(data: bytes | bytearray, what: bytes) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(what), data)]


def strings_bomb() -> bytes:
    """One shared string of 30,000 signs in two million cells."""
    text = "x" * 30_000
    cells = '<c t="s"><v>0</v></c>' * 100
    rows = "".join(f'<row r="{row}">{cells}</row>' for row in range(100, 20_000))
    return with_parts(
        {
            STRINGS: re.sub(rb"<si><t>[^<]*</t></si>", f"<si><t>{text}</t></si>".encode(), parts_of(honest())[STRINGS], count=1),
            SHEET: lambda content: content.replace(b"</sheetData>", rows.encode() + b"</sheetData>"),
        }
    )


# -- XML that attacks its parser

_ENTITIES = "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a0 "ha">{_ENTITIES}]>'.encode()
XXE = b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<?xml version="1.0"?><!DOCTYPE z PUBLIC "-//x" "http://127.0.0.1:9/x.dtd">'
PARAMETER = b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'


def with_prolog(part: str, prolog: bytes, word: bytes = b"") -> bytes:
    """The part with another prolog, and `word` (an entity) in its first text or attribute."""

    def change(content: bytes) -> bytes:
        body = content[content.index(b"?>") + 2 :]
        return prolog + (re.sub(rb"(<t[^>]*>|<v>)", rb"\1" + word, body, count=1) if word else body)

    return with_parts({part: change})


def deep() -> bytes:
    """Ten thousand elements inside one another."""
    return with_parts(
        {WORKBOOK: lambda content: content.replace(b"<bookViews>", b"<a>" * 10_000 + b"</a>" * 10_000 + b"<bookViews>")}
    )


def deep_cell() -> bytes:
    return with_rows('<row r="90"><c r="A90" t="inlineStr"><is>' + "<r>" * 100_000 + "</r>" * 100_000 + "</is></c></row>")


def many_attributes() -> bytes:
    attributes = " ".join(f'a{n}="1"' for n in range(300_000))
    return with_rows(f'<row r="90" {attributes}><c r="A90"><v>1</v></c></row>')


def many_namespaces() -> bytes:
    names = " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(50_000))
    return with_parts({WORKBOOK: lambda content: content.replace(b"<workbook ", b"<workbook " + names.encode() + b" ", 1)})


def long_text_in_workbook() -> bytes:
    """30 MB of text in one defined name."""
    name = b'<definedNames><definedName name="a">' + b"&amp;A" * 5_000_000 + b"</definedName></definedNames>"
    return with_parts({WORKBOOK: lambda content: content.replace(b"<calcPr", name + b"<calcPr")})


def many_names() -> bytes:
    names = "".join(f'<definedName name="n{n}">1</definedName>' for n in range(200_000))
    return with_parts(
        {WORKBOOK: lambda content: content.replace(b"<calcPr", f"<definedNames>{names}</definedNames><calcPr".encode())}
    )


def many_styles(count: int = 300_002) -> bytes:
    """So many cell formats in place of the two that the book has."""
    styles = '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/>' * (count - 2)

    def change(content: bytes) -> bytes:
        return re.sub(
            rb'<cellXfs count="2">(.*?)</cellXfs>', rb'<cellXfs count="%d">\1%s</cellXfs>' % (count, styles.encode()), content
        )

    return with_parts({"xl/styles.xml": change})


def many_conditional_formats() -> bytes:
    rule = (
        '<conditionalFormatting sqref="A{0}"><cfRule type="expression" priority="{0}">'
        '<formula>N("sheetsync")=0</formula></cfRule></conditionalFormatting>'
    )
    rules = "".join(rule.format(n) for n in range(1, 100_001))
    return with_parts({SHEET: lambda content: content.replace(b"<pageMargins", rules.encode() + b"<pageMargins")})


def many_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(100, 200_000))
    return with_parts(
        {SHEET: lambda content: content.replace(b"<pageMargins", f"<mergeCells>{merges}</mergeCells><pageMargins".encode())}
    )


def giant_merges() -> bytes:
    """Blocks of the whole sheet over one another, among them one over the headings."""
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 1_000
    return with_parts(
        {SHEET: lambda content: content.replace(b"<pageMargins", f"<mergeCells>{merges}</mergeCells><pageMargins".encode())}
    )


def unknown_elements() -> bytes:
    """Six million elements that mean nothing, which a parser would keep."""
    return with_parts(
        {SHEET: lambda content: content.replace(b"</worksheet>", b"<!-- --><x/>" + b"<a/>" * 6_000_000 + b"</worksheet>")}
    )


def comment_in_cells(rows: int = 150_000) -> bytes:
    """A comment among the cells, which only the exact reader takes, in a big sheet."""
    body = "".join(f'<row r="{row}"><c r="K{row}"><v>{row}</v></c></row>' for row in range(100, 100 + rows))
    return with_rows("<!-- x -->" + body)


# -- sizes


def first_and_last_cell() -> bytes:
    return with_rows(f'<row r="{LAST_ROW}"><c r="XFD{LAST_ROW}"><v>1</v></c></row>')


def stray_row() -> bytes:
    return with_rows(f'<row r="{LAST_ROW}">{inline(f"C{LAST_ROW}", "việc lạc")}</row>')


def million_rows() -> bytes:
    return with_rows("".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(100, LAST_ROW + 1)))


def million_rows_elsewhere() -> bytes:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(100, LAST_ROW + 1))
    return with_rows(rows, "xl/worksheets/sheet3.xml")


def million_tasks() -> bytes:
    """A task in every row: 80,000 rows that look like work, then as many as the sheet holds."""
    row = '<row r="{0}">' + inline("B{0}", "A.{0}") + inline("F{0}", "Xong rồi") + "</row>"
    return with_rows("".join(row.format(n) for n in range(100, 300_000)))


def million_blank_rows() -> bytes:
    """What a careless click on a whole column leaves behind: formatted rows down to the last one."""
    return with_rows("".join(f'<row r="{row}" ht="15" customHeight="1"/>' for row in range(100, LAST_ROW + 1)))


def wide_rows() -> bytes:
    """Every second row has a cell in the last column."""
    return with_rows("".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(100, 5_000, 2)))


def many_cells() -> bytes:
    """Two hundred columns of different numbers."""
    rows = (
        f'<row r="{row}">' + "".join(f"<c><v>{row * 1000 + n}.5</v></c>" for n in range(200)) + "</row>"
        for row in range(100, 12_000)
    )
    return with_rows("".join(rows))


def ten_thousand_sheets() -> bytes:
    """All of them listed, and all with a part of their own."""
    return _sheets(9_900, own_part=True)


def ten_thousand_names_of_one_sheet() -> bytes:
    """All of them listed, and all with the same part."""
    return _sheets(10_000, own_part=False)


def _sheets(count: int, *, own_part: bool) -> bytes:
    empty = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    parts: dict[str, Change] = {f"xl/worksheets/many{n}.xml": empty for n in range(count if own_part else 1)}
    listed = "".join(f'<sheet name="S{n}" sheetId="{n + 100}" r:id="m{n}"/>' for n in range(count))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    links = "".join(
        f'<Relationship Id="m{n}" Type="{kind}" Target="worksheets/many{n if own_part else 0}.xml"/>' for n in range(count)
    )
    types = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for name in parts
    )
    parts[WORKBOOK] = lambda content: content.replace(b"</sheets>", listed.encode() + b"</sheets>")
    parts[LINKS] = lambda content: content.replace(b"</Relationships>", links.encode() + b"</Relationships>")
    parts["[Content_Types].xml"] = lambda content: content.replace(b"</Types>", types.encode() + b"</Types>")
    return with_parts(parts)


def wrong_rows(count: int, wrong: str = "CEFGH") -> bytes:
    """Rows that look like work, each with wrong cells in these columns: C and others a foreign letter, E and G no days, F no
    status, H nothing said."""
    others = {"E": "ngày {0} tháng sau", "F": "Xong rồi {0}", "G": "32/2/2023 {0}", "H": "đang làm"}
    right = {"B": "B.{0}", "C": "Việc {0}", "D": "Chủ trì"}
    cells = {**right, **{letter: others.get(letter, "\u00d0ơn {0}") for letter in wrong}}
    row = "".join(f'<c r="{letter}{{0}}" t="inlineStr"><is><t>{text}</t></is></c>' for letter, text in sorted(cells.items()))
    return with_rows("".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(100, 100 + count)))


def long_cells() -> bytes:
    """Cells as long as Excel allows, in every column of a tab's tasks."""
    chance = random.Random(5)
    words = [f"việc {n}" for n in range(5_000)]

    def text() -> str:
        return " ".join(chance.choices(words, k=4_000))[:32_767]

    rows = (
        f'<row r="{n}">{inline(f"B{n}", "A.5")}' + "".join(inline(f"{letter}{n}", text()) for letter in "CHJ") + "</row>"
        for n in range(100, 120)
    )
    return with_rows("".join(rows))


def long_words() -> bytes:
    """Texts made for backtracking: many blanks, dashes, digits and brackets, and no end."""
    shapes = (
        "1/" * 16_000, "((((" * 8_000, " " * 32_000 + "x", "a-" * 16_000, "\u00a0" * 32_000, "1.000," * 5_000, "KH-UBND/" * 4_000,
        "tháng 1 " * 4_000, "01/02/2023 " * 2_900, "&#10;" * 6_000, "A" * 32_767, "_x005F_" * 4_600, "ngày " * 6_000,
    )  # fmt: skip
    rows = "".join(
        f'<row r="{n}">{inline(f"B{n}", "A.5")}' + "".join(inline(f"{letter}{n}", shape) for letter in "CEFGHIJ") + "</row>"
        for n, shape in enumerate(shapes, 100)
    )
    return with_rows(rows)


# -- broken


def broken_link() -> bytes:
    return with_parts({LINKS: lambda content: content.replace(b"worksheets/sheet1.xml", b"worksheets/khong-co.xml")})


def link_to_itself() -> bytes:
    return with_parts({LINKS: lambda content: content.replace(b"worksheets/sheet1.xml", b"workbook.xml")})


def link_outside() -> bytes:
    return with_parts({LINKS: lambda content: content.replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd")})


def remote_sheet() -> bytes:
    return with_parts(
        {
            LINKS: lambda content: content.replace(
                b'Target="worksheets/sheet1.xml"', b'Target="http://127.0.0.1:9/s.xml" TargetMode="External"'
            )
        }
    )


def remote_links() -> bytes:
    """External relationships of every kind on a sheet: pictures, templates, data: nothing may be fetched."""
    kinds = ("image", "hyperlink", "attachedTemplate", "oleObject", "externalLink", "frame")
    links = "".join(
        f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="http://127.0.0.1:9/{kind}" TargetMode="External"/>'
        for n, kind in enumerate(kinds)
    )
    text = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    return with_parts({"xl/worksheets/_rels/sheet1.xml.rels": text.encode()})


def circle_of_links() -> bytes:
    """A sheet's drawing that leads back to the sheet and to itself."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    sheet = f'{head}<Relationship Id="r1" Type="{kind}drawing" Target="../drawings/d.xml"/></Relationships>'
    back = (
        f'{head}<Relationship Id="r1" Type="{kind}drawing" Target="d.xml"/>'
        f'<Relationship Id="r2" Type="{kind}image" Target="../worksheets/sheet1.xml"/></Relationships>'
    )
    return with_parts(
        {
            "xl/worksheets/_rels/sheet1.xml.rels": sheet.encode(),
            "xl/drawings/d.xml": b"<d/>",
            "xl/drawings/_rels/d.xml.rels": back.encode(),
        }
    )


def without(part: str) -> bytes:
    return with_parts({part: None})


def doubled(part: str) -> bytes:
    stream = io.BytesIO(honest())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(part.upper(), parts_of(honest())[part])
    return stream.getvalue()


def nameless() -> bytes:
    """An entry whose name begins with NUL, which Python takes for the end of a name."""
    return with_parts({"@@@@.bin": b"x"}).replace(b"@@@@.bin", b"\0@@@.bin")


def two_sheets_of_one_name() -> bytes:
    return with_parts({WORKBOOK: lambda content: content.replace("Tư pháp".encode(), "VĂN PHÒNG".encode())})


def attribute(part: str, pattern: str, replacement: str) -> bytes:
    """A value exchanged in a part; the pattern must be there."""

    def change(content: bytes) -> bytes:
        after = re.sub(pattern.encode(), replacement.encode(), content, count=1)
        assert after != content
        return after

    return with_parts({part: change})


def old_workbook(*names: str) -> bytes:
    """What begins like a file of Office 97, with these entries."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"".join(name.encode("utf-16-le") for name in names) + b"\0" * 2_000
    )


def truncated(share: float) -> bytes:
    return honest()[: int(len(honest()) * share)]


def flipped(seed: int) -> bytes:
    data, chance = bytearray(honest()), random.Random(seed)
    for _ in range(3):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def random_bytes(seed: int) -> bytes:
    return b"PK\3\4" * (seed % 2) + random.Random(seed).randbytes(20_000)
