# ruff: noqa: E501 - XML reads better in whole elements
"""Books with a diagram (SmartArt), with ink, and shared in the old way, with a history of everybody's changes."""

from __future__ import annotations

from tests.zoo.drawn import DRAWING_TYPE, picture
from tests.zoo.growing import HEAD, MICROSOFT, grown, relationships, tag
from tests.zoo.office_tab import by_xlsxwriter

_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DIAGRAM_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.diagram{0}+xml"
_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLACE = (
    "<xdr:from><xdr:col>11</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    "<xdr:to><xdr:col>16</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
)


def diagram() -> bytes:
    """SmartArt: data, layout, style, colours, and the drawing that old programs show in its place."""

    def root(name: str, content: str, **attributes: str) -> str:
        given = "".join(f' {key}="{value}"' for key, value in attributes.items())
        return f'{HEAD}<dgm:{name} xmlns:dgm="{_DIAGRAM}" xmlns:a="{_DRAWINGML}"{given}>{content}</dgm:{name}>'

    points = (
        '<dgm:pt modelId="0" type="doc"><dgm:prSet loTypeId="urn:microsoft.com/office/officeart/2005/8/layout/default"/><dgm:spPr/></dgm:pt>'
        '<dgm:pt modelId="1"><dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="vi-VN"/><a:t>Bước một</a:t></a:r></a:p></dgm:t></dgm:pt>'
    )
    link = '<dgm:cxn modelId="2" srcId="0" destId="1" srcOrd="0" destOrd="0"/>'
    extension = (
        f'<dgm:extLst><a:ext uri="http://schemas.microsoft.com/office/drawing/2008/diagram"><dsp:dataModelExt xmlns:dsp="{MICROSOFT}/drawing/2008/diagram" '
        'relId="rId5" minVer="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></a:ext></dgm:extLst>'
    )
    shown = (
        f'{HEAD}<dsp:drawing xmlns:dsp="{MICROSOFT}/drawing/2008/diagram" xmlns:a="{_DRAWINGML}"><dsp:spTree><dsp:nvGrpSpPr><dsp:cNvPr id="0" name=""/>'
        '<dsp:cNvGrpSpPr/></dsp:nvGrpSpPr><dsp:grpSpPr/><dsp:sp modelId="1"><dsp:nvSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvSpPr/></dsp:nvSpPr><dsp:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></dsp:spPr>'
        '<dsp:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="vi-VN"/><a:t>Bước một</a:t></a:r></a:p></dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>'
    )
    frame = (
        f'<xdr:twoCellAnchor>{_PLACE}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Sơ đồ 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        f'<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="{_DIAGRAM}"><dgm:relIds xmlns:dgm="{_DIAGRAM}" '
        'r:dm="rId1" r:lo="rId2" r:qs="rId3" r:cs="rId4"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>'
    )
    node = '<dgm:layoutNode name="diagram"><dgm:alg type="snake"/><dgm:shape/><dgm:presOf/></dgm:layoutNode>'
    label = '<dgm:styleLbl name="node0"><dgm:scene3d><a:camera prst="orthographicFront"/><a:lightRig rig="threePt" dir="t"/></dgm:scene3d><dgm:sp3d/></dgm:styleLbl>'
    return grown(
        by_xlsxwriter(),
        inside={"drawing": '<drawing r:id="rIdD"/>'},
        links=[("rIdD", "drawing", "../drawings/drawing1.xml")],
        parts={
            "xl/drawings/drawing1.xml": (DRAWING_TYPE, tag("xdr:wsDr", frame)),
            "xl/drawings/_rels/drawing1.xml.rels": (
                None,
                relationships(
                    ("rId1", "diagramData", "../diagrams/data1.xml"),
                    ("rId2", "diagramLayout", "../diagrams/layout1.xml"),
                    ("rId3", "diagramQuickStyle", "../diagrams/quickStyle1.xml"),
                    ("rId4", "diagramColors", "../diagrams/colors1.xml"),
                    ("rId5", f"{MICROSOFT}/2007/relationships/diagramDrawing", "../diagrams/drawing1.xml"),
                ),
            ),
            "xl/diagrams/data1.xml": (
                _DIAGRAM_TYPE.format("Data"),
                root(
                    "dataModel", f"<dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{link}</dgm:cxnLst><dgm:bg/><dgm:whole/>{extension}"
                ),
            ),
            "xl/diagrams/layout1.xml": (_DIAGRAM_TYPE.format("Layout"), root("layoutDef", node, uniqueId="urn:xa:so-do")),
            "xl/diagrams/quickStyle1.xml": (_DIAGRAM_TYPE.format("Style"), root("styleDef", label, uniqueId="urn:xa:kieu")),
            "xl/diagrams/colors1.xml": (_DIAGRAM_TYPE.format("Colors"), root("colorsDef", "", uniqueId="urn:xa:mau")),
            "xl/diagrams/drawing1.xml": ("application/vnd.ms-office.drawingml.diagramDrawing+xml", shown),
        },
    )


def ink() -> bytes:
    """A stroke of a pen in an alternative, with its picture as the fallback (MS-ODRAWXML contentPart, InkML)."""
    strokes = (
        f'{HEAD}<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML"><inkml:definitions><inkml:brush xml:id="br0">'
        '<inkml:brushProperty name="width" value="0.05" units="cm"/></inkml:brush></inkml:definitions>'
        '<inkml:trace brushRef="#br0">0 0, 5 5, 10 0</inkml:trace></inkml:ink>'
    )
    anchor = (
        f'<xdr:twoCellAnchor>{_PLACE}<mc:AlternateContent><mc:Choice xmlns:xdr14="{MICROSOFT}/excel/2010/spreadsheetDrawing" Requires="xdr14">'
        '<xdr14:contentPart bwMode="auto" r:id="rId1"><xdr14:nvContentPartPr><xdr14:cNvPr id="2" name="Mực 1"/><xdr14:cNvContentPartPr/>'
        '</xdr14:nvContentPartPr><xdr14:nvPr macro=""/><xdr14:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></xdr14:xfrm></xdr14:contentPart>'
        '</mc:Choice><mc:Fallback><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Mực 1"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
        '<a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic></mc:Fallback></mc:AlternateContent><xdr:clientData/></xdr:twoCellAnchor>'
    )
    return grown(
        by_xlsxwriter(),
        inside={"drawing": '<drawing r:id="rIdD"/>'},
        links=[("rIdD", "drawing", "../drawings/drawing1.xml")],
        parts={
            "xl/drawings/drawing1.xml": (DRAWING_TYPE, tag("xdr:wsDr", anchor)),
            "xl/drawings/_rels/drawing1.xml.rels": (
                None,
                relationships(("rId1", "customXml", "../ink/ink1.xml"), ("rId2", "image", "../media/image1.png")),
            ),
            "xl/ink/ink1.xml": ("application/inkml+xml", strokes),
            "xl/media/image1.png": (None, picture()),
        },
        defaults={"png": "image/png"},
    )


def shared_workbook() -> bytes:
    """Shared in the old way: the list of changes with one log, and the list of those who have the book open."""
    guid = "{33333333-4444-5555-6666-777777777777}"
    headers = tag(
        "headers",
        f'<header guid="{guid}" dateTime="2023-03-01T08:00:00" maxSheetId="4" userName="Hồng" r:id="rId1" minRId="1" maxRId="1">'
        '<sheetIdMap count="3"><sheetId val="1"/><sheetId val="2"/><sheetId val="3"/></sheetIdMap></header>',
        guid=guid, diskRevisions="1", revisionId="1", version="1",
    )  # fmt: skip
    log = tag(
        "revisions",
        '<rcc rId="1" sId="1"><oc r="L9" t="inlineStr"><is><t>cũ</t></is></oc><nc r="L9" t="inlineStr"><is><t>mới</t></is></nc></rcc>',
    )
    return grown(
        by_xlsxwriter(),
        book_links=[
            ("rIdRH", "revisionHeaders", "revisions/revisionHeaders.xml"),
            ("rIdUN", "usernames", "revisions/userNames.xml"),
        ],
        parts={
            "xl/revisions/revisionHeaders.xml": (f"{_SHEETML}.revisionHeaders+xml", headers),
            "xl/revisions/_rels/revisionHeaders.xml.rels": (None, relationships(("rId1", "revisionLog", "revisionLog1.xml"))),
            "xl/revisions/revisionLog1.xml": (f"{_SHEETML}.revisionLog+xml", log),
            "xl/revisions/userNames.xml": (
                f"{_SHEETML}.userNames+xml",
                tag("users", f'<userInfo guid="{guid}" name="Hồng" id="-1" dateTime="2023-03-01T08:00:00"/>', count="1"),
            ),
        },
    )
