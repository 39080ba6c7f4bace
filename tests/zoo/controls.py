# ruff: noqa: E501 - XML reads better in whole elements
"""Books with buttons, form controls, ActiveX, macros, and objects of other programs."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.zoo.drawn import picture
from tests.zoo.growing import HEAD, MICROSOFT, NAMESPACES, grown, relationships
from tests.zoo.office_tab import NOTES, by_xlsxwriter

VBA_PROJECT = Path(__file__).parent / "made_elsewhere" / "vbaProject.bin"
"""Made from source by `sheetsync.adapters.xlsx.vba`: a module behind the workbook and each sheet, and the macro LapBaoCao."""
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n <o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/></v:shapetype>{shapes}</xml>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t201" style=\'position:absolute;margin-left:600pt;margin-top:{top}pt;width:90pt;'
    'height:20pt;z-index:1\' filled="f" stroked="f"><v:textbox><div style=\'text-align:left\'>{kind}</div></v:textbox>'
    '<x:ClientData ObjectType="{kind}"><x:Anchor>12, 0, {row}, 0, 14, 0, {end}, 0</x:Anchor>{more}</x:ClientData></v:shape>'
)
_FORM_CONTROLS = (
    ("CheckBox", "Checkbox", 'checked="Checked" fmlaLink="$L$1" lockText="1"'),
    ("Drop", "Drop", f'dropStyle="combo" dx="16" fmlaLink="$L$2" fmlaRange="\'{NOTES}\'!$A$1:$A$6" sel="2" val="0"'),
    ("List", "List", f'dx="16" fmlaRange="\'{NOTES}\'!$A$1:$A$6" sel="1" val="0"'),
    ("Spin", "Spin", 'dx="16" fmlaLink="$L$3" max="100" page="10" val="3"'),
    ("Scroll", "Scroll", 'dx="16" fmlaLink="$L$4" horiz="1" max="100" page="10" val="7"'),
    ("Radio", "Radio", 'checked="Checked" firstButton="1" fmlaLink="$L$5"'),
    ("GBox", "GBox", 'noThreeD="1"'),
    ("Label", "Label", 'lockText="1"'),
    ("Button", "Button", 'lockText="1"'),
)


def buttons() -> bytes:
    """Buttons as XlsxWriter writes them: in the old drawing only."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.insert_button("L2", {"macro": "LapBaoCao", "caption": "Lập báo cáo"})
        tab.insert_button("L5", {"macro": "Khac", "caption": "Khác"})

    return by_xlsxwriter(decorate)


def form_controls() -> bytes:
    """One of each form control as Excel writes them: a property part, an alternative in the sheet, a shape in the old drawing."""
    shapes = controls = ""
    parts: dict[str, tuple[str | None, bytes | str]] = {}
    relations = [("rIdV", "vmlDrawing", "../drawings/vmlDrawing1.vml")]
    for number, (kind, object_type, properties) in enumerate(_FORM_CONTROLS, start=1):
        shapes += _vml_shape(number, kind, 2 * number)
        xml = f'{HEAD}<formControlPr xmlns="{NAMESPACES["x14"]}" objectType="{object_type}" {properties}/>'
        parts[f"xl/ctrlProps/ctrlProp{number}.xml"] = ("application/vnd.ms-excel.controlproperties+xml", xml)
        relations.append((f"rIdC{number}", "ctrlProp", f"../ctrlProps/ctrlProp{number}.xml"))
        controls += _control(1024 + number, f"rIdC{number}", f"{kind} {number}", 2 * number)
    parts["xl/drawings/vmlDrawing1.vml"] = (None, _VML.format(shapes=shapes))
    inside = f'<mc:AlternateContent><mc:Choice Requires="x14"><controls>{controls}</controls></mc:Choice></mc:AlternateContent>'
    return grown(
        by_xlsxwriter(),
        inside={"legacyDrawing": '<legacyDrawing r:id="rIdV"/>', "controls": inside},
        links=relations,
        parts=parts,
        defaults={"vml": VML_TYPE},
    )


def active_x() -> bytes:
    """A command button and a text box of ActiveX: XML that names a class, its state in a binary part, and a picture of it."""
    parts: dict[str, tuple[str | None, bytes | str]] = {}
    relations = [("rIdV", "vmlDrawing", "../drawings/vmlDrawing1.vml")]
    controls = shapes = ""
    for number, (name, class_id) in enumerate(
        (("CommandButton1", "D7053240-CE69-11CD-A777-00DD01143C57"), ("TextBox1", "8BD21D10-EC42-11CE-9E0D-00AA006002F3")),
        start=1,
    ):
        xml = (
            f'{HEAD}<ax:ocx xmlns:ax="{MICROSOFT}/2006/activeX" xmlns:r="{NAMESPACES["r"]}" ax:classid="{{{class_id}}}" '
            'ax:persistence="persistStreamInit" r:id="rId1"/>'
        )
        parts[f"xl/activeX/activeX{number}.xml"] = ("application/vnd.ms-office.activeX+xml", xml)
        parts[f"xl/activeX/activeX{number}.bin"] = ("application/vnd.ms-office.activeX", bytes(range(256)) * number)
        parts[f"xl/activeX/_rels/activeX{number}.xml.rels"] = (
            None,
            relationships(("rId1", f"{MICROSOFT}/2006/relationships/activeXControlBinary", f"activeX{number}.bin")),
        )
        relations.append((f"rIdA{number}", "control", f"../activeX/activeX{number}.xml"))
        shapes += _vml_shape(number, "Pict", 2 * number, "<x:CF>Pict</x:CF>")
        controls += _control(1024 + number, f"rIdA{number}", name, 2 * number)
    parts["xl/drawings/vmlDrawing1.vml"] = (None, _VML.format(shapes=shapes))
    inside = f'<mc:AlternateContent><mc:Choice Requires="x14"><controls>{controls}</controls></mc:Choice></mc:AlternateContent>'
    return grown(
        by_xlsxwriter(),
        inside={"legacyDrawing": '<legacyDrawing r:id="rIdV"/>', "controls": inside},
        links=relations,
        parts=parts,
        defaults={"vml": VML_TYPE},
    )


def macros() -> bytes:
    """A workbook with a real VBA project (a macro and a module behind each sheet, made from source), code names, the project's
    signature, and a ribbon of its own."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        book.add_vba_project(io.BytesIO(VBA_PROJECT.read_bytes()), True)
        book.set_vba_name("ThisWorkbook")
        tab.insert_button("L2", {"macro": "LapBaoCao", "caption": "Lập báo cáo"})

    ribbon = f'{HEAD}<customUI xmlns="{MICROSOFT}/2009/07/customui"><ribbon><tabs><tab id="t" label="Cải cách"/></tabs></ribbon></customUI>'
    return grown(
        by_xlsxwriter(decorate),
        root_links=[("rIdUI", f"{MICROSOFT}/2007/relationships/ui/extensibility", "customUI/customUI14.xml")],
        parts={
            "customUI/customUI14.xml": ("application/xml", ribbon),
            "xl/_rels/vbaProject.bin.rels": (
                None,
                relationships(("rId1", f"{MICROSOFT}/2006/relationships/vbaProjectSignature", "vbaProjectSignature.bin")),
            ),
            "xl/vbaProjectSignature.bin": ("application/vnd.ms-office.vbaProjectSignature", b"\x01\x00no real signature"),
        },
    )


def objects() -> bytes:
    """An embedded old document, an embedded new one, and a linked one, each with its picture."""
    kinds = (
        ("Word.Document.8", "oleObject", "../embeddings/oleObject1.bin"),
        ("Word.Document.12", "package", "../embeddings/Van_ban.docx"),
    )
    relations = [("rIdV", "vmlDrawing", "../drawings/vmlDrawing1.vml"), ("rIdP", "image", "../media/image1.png")]
    shapes = listed = ""
    for number, (program, kind, target) in enumerate(kinds, start=1):
        relations.append((f"rIdO{number}", kind, target))
        shapes += _vml_shape(number, "Pict", 4 * number, "<x:CF>Pict</x:CF>")
        plain = f'<oleObject progId="{program}" shapeId="{1024 + number}" r:id="rIdO{number}"'
        listed += (
            f'<mc:AlternateContent><mc:Choice Requires="x14">{plain}><objectPr defaultSize="0" r:id="rIdP">{_anchor(4 * number)}'
            f"</objectPr></oleObject></mc:Choice><mc:Fallback>{plain}/></mc:Fallback></mc:AlternateContent>"
        )
    return grown(
        by_xlsxwriter(),
        inside={"legacyDrawing": '<legacyDrawing r:id="rIdV"/>', "oleObjects": f"<oleObjects>{listed}</oleObjects>"},
        links=relations,
        parts={
            "xl/drawings/vmlDrawing1.vml": (None, _VML.format(shapes=shapes)),
            "xl/media/image1.png": (None, picture()),
            "xl/embeddings/oleObject1.bin": ("application/vnd.openxmlformats-officedocument.oleObject", compound_file()),
            "xl/embeddings/Van_ban.docx": (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                b"PK\x03\x04 no real document",
            ),
        },
        defaults={"vml": VML_TYPE, "png": "image/png"},
    )


def check_boxes_in_cells() -> bytes:
    """Check boxes as cell formats (2024): a bag of properties that the styles point into."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.insert_checkbox("L5", True)
        tab.insert_checkbox("L6", False)

    return by_xlsxwriter(decorate)


def compound_file() -> bytes:
    """The smallest compound file (MS-CFB): one sector of allocations, one of directory, no streams."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    root = "Root Entry\0".encode("utf-16-le")
    entry = (
        root.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(root), 5, 1, *[0xFFFFFFFF] * 3)
        + bytes(36)
        + struct.pack("<IQ", 0xFFFFFFFE, 0)
    )
    return header + table + entry.ljust(512, b"\0")


def _vml_shape(number: int, kind: str, row: int, more: str = "") -> str:
    return _SHAPE.format(number=1024 + number, top=15 * row, kind=kind, row=row, end=row + 1, more=more)


def _anchor(row: int) -> str:
    place = "<xdr:col>{0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    return f'<anchor moveWithCells="1"><from>{place.format(12, row)}</from><to>{place.format(14, row + 1)}</to></anchor>'


def _control(shape: int, relation: str, name: str, row: int) -> str:
    plain = f'<control shapeId="{shape}" r:id="{relation}" name="{name}"'
    return (
        f'<mc:AlternateContent><mc:Choice Requires="x14">{plain}><controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0">'
        f"{_anchor(row)}</controlPr></control></mc:Choice><mc:Fallback>{plain}/></mc:Fallback></mc:AlternateContent>"
    )
