"""The theme part of a new workbook: the colours and fonts that people are offered when they format something (ECMA-376 part 1,
20.1). Every list has the fewest entries that the format allows."""

from __future__ import annotations

from sheetsync.core.sheets.looks import FONT

_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F4E79", "lt2": "F2F2F2", "accent1": "3C78B4", "accent2": "E07B1F",
    "accent3": "2E9E4F", "accent4": "E6A700", "accent5": "8064A2", "accent6": "C62F3B", "hlink": "1F4E79", "folHlink": "8064A2",
}  # fmt: skip
_PLAIN_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525">{_PLAIN_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_part() -> str:
    """The part."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in _COLOURS.items())
    fonts = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:theme xmlns:a="{_NAMESPACE}" name="sheetsync"><a:themeElements>'
        f'<a:clrScheme name="sheetsync">{colours}</a:clrScheme>'
        f'<a:fontScheme name="sheetsync"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="sheetsync"><a:fillStyleLst>{_PLAIN_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_PLAIN_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
