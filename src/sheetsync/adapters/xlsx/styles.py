"""The book's styles part: what our sheets and marks need is appended, never renumbered, and found again by its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from itertools import chain

from sheetsync.adapters.xlsx.added_styles import LISTS, note, styles_before
from sheetsync.adapters.xlsx.digit_widths import column_scale
from sheetsync.adapters.xlsx.sheet_list import MAIN, STRICT_MAIN, SheetList
from sheetsync.adapters.xlsx.style_entries import entries, font_order, meaning
from sheetsync.adapters.xlsx.style_references import FILLERS
from sheetsync.adapters.xlsx.xml_editing import Element, XmlText, escaped, quoted
from sheetsync.adapters.xlsx.xml_text import whole_number, written_number
from sheetsync.core.sheets.looks import Look
from sheetsync.errors import BookUnwritable
from sheetsync.records import dataclass, field

_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_FIRST_CUSTOM_FORMAT = 164  # smaller ids are Excel's built-in number formats
_DEFAULTS = {  # what index 0 (and the two fills Excel reserves) must be in a section we have to create
    "fonts": ('<{0}font><{0}sz val="11"/><{0}name val="Calibri"/></{0}font>',),
    "fills": (
        '<{0}fill><{0}patternFill patternType="none"/></{0}fill>',
        '<{0}fill><{0}patternFill patternType="gray125"/></{0}fill>',
    ),
    "borders": ("<{0}border><{0}left/><{0}right/><{0}top/><{0}bottom/><{0}diagonal/></{0}border>",),
    "cellXfs": ('<{0}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}
_FEWER_FORMATS = (
    "Mở sổ bằng Excel, xóa định dạng ở những vùng không dùng (Trang đầu › Xóa › Xóa Định dạng), lưu lại rồi chạy lại."
)
_MOST_CELL_FORMATS = 65_490  # of Excel
_NUMBER_FORMATS_END = 1 << 16


@dataclass(slots=True)
class _Section:
    """One list of the styles part: what is in it, by content, and what is to be appended."""

    name: str
    element: Element | None
    count: int
    known: dict[object, int]
    spoken_of: Callable[[str], Set[int]]
    filler: tuple[object, str] | None
    new: list[str] = field(default_factory=list)

    def index_of(self, key: object, xml: str) -> int:
        """The index of the entry with this content, which is appended when there is none, past the places that
        somebody's references to nothing lead to."""
        while key not in self.known:
            place = self.count + len(self.new)
            if self.filler is not None and place in self.spoken_of(self.name):
                self.known.setdefault(self.filler[0], place)
                self.new.append(self.filler[1])
            else:
                self.known[key] = place
                self.new.append(xml)
        return self.known[key]


class StyleTable:
    """The styles of one book. Indexes given out are valid once `save` has been called."""

    def __init__(self, sheets: SheetList) -> None:
        self._sheets = sheets
        part = sheets.styles_part()
        self._created = part is None
        if part is None:
            part = sheets.create_styles_part(
                f'<styleSheet xmlns="{STRICT_MAIN if sheets.strict else MAIN}"></styleSheet>'.encode()
            )
        self._part = part
        self._before = sheets.package.read(part)
        self._text = XmlText(self._before, part=part)
        if self._text.root.empty:
            self._before = opened(self._text)
            self._text = XmlText(self._before, part=part)
        self._prefix = self._text.root.prefix
        self._sections = {name: self._section(name) for name in LISTS}
        self._formats: dict[str, int] = {}
        element = self._sections["numFmts"].element
        for child in element.children if element else ():
            number = written_number(child.attributes.get("numFmtId", "0"))
            if number is not None:
                self._formats.setdefault(child.attributes.get("formatCode", ""), number)

    def highlight_style(self, look: Look) -> int:
        """The index of a differential style (`dxf`) with the look's bold, italic, colour and fill."""
        prefix = self._prefix
        font = ("<{0}b/>" if look.bold else "") + ("<{0}i/>" if look.italic else "")
        font += f'<{{0}}color rgb="FF{look.colour}"/>' if look.colour else ""
        fill = f'<{{0}}bgColor rgb="FF{look.fill}"/>' if look.fill else ""
        xml = "<{0}dxf>" + (f"<{{0}}font>{font}</{{0}}font>" if font else "")
        xml += f"<{{0}}fill><{{0}}patternFill>{fill}</{{0}}patternFill></{{0}}fill>" if fill else ""
        xml = (xml + "</{0}dxf>").format(prefix)
        return self._sections["dxfs"].index_of(meaning(self._parsed(xml)), xml)

    def adopt(self, fresh: bytes) -> dict[int, int]:
        """Take over the cell styles of another workbook's styles part: its index of each cell format → ours."""
        root = XmlText(fresh, part="styles.xml").root
        formats = {
            int(child.attributes["numFmtId"]): child.attributes.get("formatCode", "") for child in entries(root, "numFmts")
        }
        mapped = {
            name: [self._sections[name].index_of(meaning(child), self._copied(child)) for child in entries(root, name)]
            for name in ("fonts", "fills", "borders")
        }
        has_base_styles = self._text.root.child("cellStyleXfs") is not None
        result = {0: 0}
        for index, cell_format in enumerate(entries(root, "cellXfs")):
            attributes = dict(cell_format.attributes)
            number_format = int(attributes.get("numFmtId", "0"))
            if number_format in formats:
                attributes["numFmtId"] = str(self._number_format(formats[number_format]))
            for attribute, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
                attributes[attribute] = str(mapped[name][int(attributes.get(attribute, "0"))])
            attributes["xfId"] = "0"
            if not has_base_styles:
                del attributes["xfId"]
            if index:
                adopted = Element(cell_format.name, attributes, {}, 0, children=cell_format.children)
                result[index] = self._sections["cellXfs"].index_of(meaning(adopted), self._copied(adopted))
        return result

    def font_name(self, style: int) -> str:
        """The name of the font of a cell format; "" where there is none."""
        font = self._font_of(style)
        return next((child.attributes.get("val", "") for child in font.children if child.local == "name"), "") if font else ""

    def with_font(self, style: int, font: str) -> int:
        """The index of a cell format like this one in all but the font's name: size, bold, colour, borders … stay."""
        old = self._font_of(style)
        if old is None:
            return style
        xml = font_renamed(self._text.data, old, font, "name")
        number = self._sections["fonts"].index_of(meaning(self._parsed(xml)), xml)
        return self._like(style, {"fontId": str(number), "applyFont": "1"})

    def number_format(self, style: int) -> tuple[int, str | None]:
        """The number and, where it is written out, the code of the number format of a cell format."""
        number = whole_number(self._attributes_of(style).get("numFmtId", ""))
        return number, next((code for code, each in self._formats.items() if each == number), None)

    def marks_text(self, style: int) -> bool:
        """Whether a cell format says that what looks like a formula or a number is a text."""
        return self._attributes_of(style).get("quotePrefix") in ("1", "true")

    def with_meaning(self, style: int, number_format: str | None, *, marks_text: bool) -> int:
        """The index of a cell format like this one in all but the number format (None: that too) and whether it marks texts."""
        changed: dict[str, str | None] = {"quotePrefix": "1" if marks_text else None}
        if number_format is not None:
            number = 0 if number_format == "General" else self._number_format(number_format)
            changed |= {"numFmtId": str(number), "applyNumberFormat": "1"}
        return self._like(style, changed)

    def column_scale(self) -> float:
        """What a column width of ours must be multiplied by to stay as wide: Excel counts widths in digits of the book's
        own default font."""
        return column_scale(self._default_font())

    def save(self, *, for_people: bool = False) -> None:
        """Write what was appended into the styles part, with a note of what it was like before us, by which `clean` gives it
        back. for_people: cells of people's sheets need it, so it is to stay. Raises BookUnwritable where Excel takes no more."""
        sections = [section for section in self._sections.values() if section.new]
        if not sections:
            return
        cell_formats = self._sections["cellXfs"]
        if cell_formats.new and cell_formats.count + len(cell_formats.new) > _MOST_CELL_FORMATS:
            raise _too_many_formats(cell_formats.count)
        for section in sections:
            content = "".join(section.new)
            if section.element is None:
                defaults = "".join(xml.format(self._prefix) for xml in _DEFAULTS.get(section.name, ()))
                self._add_list(section.name, defaults + content, section.count + len(section.new))
            else:
                if "count" in section.element.attributes:
                    self._text.set_attribute(section.element, "count", str(section.count + len(section.new)))
                self._text.append_child(section.element, content.encode())
        if not for_people and styles_before(self._before, self._part) is None:
            made = {name: len(entries) for name, entries in _DEFAULTS.items()}
            noted = note(self._text.root, self._before, made, created=self._created)
            extensions = self._text.root.child("extLst")
            if extensions is None:
                self._add_list("extLst", noted)
            else:
                self._text.append_child(extensions, noted.encode())
        self._sheets.package.put(self._part, self._text.result())

    def _add_list(self, name: str, content: str, count: int | None = None) -> None:
        counted = "" if count is None else f' count="{count}"'
        tag = self._prefix + name
        self._text.insert(self._place_for(name), f"<{tag}{counted}>{content}</{tag}>".encode())

    def _attributes_of(self, style: int) -> dict[str, str]:
        cell_format = self._cell_format(style)
        return cell_format.attributes if cell_format is not None else {}

    def _like(self, style: int, changed: Mapping[str, str | None]) -> int:
        """The index of a cell format that differs from this one in these attributes alone. A format that is not there counts as
        the plain one."""
        cell_format = self._cell_format(style)
        if cell_format is None:
            cell_format = self._parsed(_DEFAULTS["cellXfs"][0].format(self._prefix))
            inside = ""
        else:
            inside = self._text.data[cell_format.open_end : cell_format.close_start].decode()
        name = cell_format.name
        attributes = {**cell_format.attributes, **changed}
        start = f"<{name}" + "".join(f" {key}={quoted(value)}" for key, value in attributes.items() if value is not None)
        xml = f"{start}>{inside}</{name}>" if inside else f"{start}/>"
        return self._sections["cellXfs"].index_of(meaning(self._parsed(xml)), xml)

    def _cell_format(self, style: int) -> Element | None:
        formats = entries(self._text.root, "cellXfs")
        return formats[style] if style < len(formats) else None

    def _font_of(self, style: int) -> Element | None:
        formats = entries(self._text.root, "cellXfs")
        fonts = entries(self._text.root, "fonts")
        number = written_number(formats[style].attributes.get("fontId", "0")) if style < len(formats) else None
        return fonts[number] if number is not None and number < len(fonts) else None

    def _section(self, name: str) -> _Section:
        element = self._text.root.child(name)
        filler_xml = FILLERS.get(name, "").format(self._prefix)
        filler = (meaning(self._parsed(filler_xml)), filler_xml) if filler_xml else None
        if element is None:
            defaults = [self._parsed(xml.format(self._prefix)) for xml in _DEFAULTS.get(name, ())]
            default_keys: dict[object, int] = {meaning(child): index for index, child in enumerate(defaults)}
            return _Section(name, None, len(defaults), default_keys, self._spoken_of, filler)
        known: dict[object, int] = {}
        for index, child in enumerate(element.children):
            known.setdefault(meaning(child), index)
        return _Section(name, element, len(element.children), known, self._spoken_of, filler)

    def _spoken_of(self, name: str) -> Set[int]:
        """The numbers of a list that something in the book points at; looked for once there is something to append."""
        return self._sheets.style_references()[name]

    def _number_format(self, code: str) -> int:
        if code not in self._formats:
            behind = max([_FIRST_CUSTOM_FORMAT - 1, *self._formats.values()]) + 1
            taken = {*self._formats.values(), *self._spoken_of("numFmts")}
            free = chain(range(behind, _NUMBER_FORMATS_END), range(_FIRST_CUSTOM_FORMAT, _NUMBER_FORMATS_END))
            number = next((number for number in free if number not in taken), None)
            if number is None:
                raise BookUnwritable(
                    "Sổ đã dùng hết các định dạng số mà Excel cho phép, không thêm được định dạng của sheetsync.",
                    _FEWER_FORMATS,
                )
            self._formats[code] = number
            xml = f'<{self._prefix}numFmt numFmtId="{number}" formatCode={quoted(code)}/>'
            self._sections["numFmts"].index_of(("numFmt", number), xml)
        return self._formats[code]

    def _default_font(self) -> Element | None:
        base = next(iter(entries(self._text.root, "cellStyleXfs")), None)
        fonts = entries(self._text.root, "fonts")
        index = (written_number(base.attributes.get("fontId")) if base else None) or 0
        return fonts[index] if index < len(fonts) else None

    def _place_for(self, name: str) -> int:
        root = self._text.root
        before = _ORDER[: _ORDER.index(name)]
        places = [child.end for child in root.children if child.local in before]
        if places:
            return places[-1]
        return root.open_end

    def _copied(self, element: Element) -> str:
        """The element's XML in the book's own prefix."""
        name = self._prefix + element.local
        attributes = "".join(
            f" {key}={quoted(value)}" for key, value in element.attributes.items() if ":" not in key and key != "xmlns"
        )
        children = element.children if element.local != "font" else sorted(element.children, key=font_order)
        content = "".join(self._copied(child) for child in children) + escaped(element.text.strip())
        return f"<{name}{attributes}>{content}</{name}>" if content else f"<{name}{attributes}/>"

    def _parsed(self, xml: str) -> Element:
        prefix = self._prefix.rstrip(":")
        declaration = f"xmlns:{prefix}" if prefix else "xmlns"
        root = XmlText(f'<r {declaration}="{MAIN}">{xml}</r>'.encode(), part="styles.xml").root
        return root.children[0]


def _too_many_formats(count: int) -> BookUnwritable:
    there, most = (f"{number:,}".replace(",", ".") for number in (count, _MOST_CELL_FORMATS))
    return BookUnwritable(
        f"Sổ đã có {there} kiểu định dạng ô; thêm kiểu của sheetsync thì quá {most}, mức Excel cho phép.",
        _FEWER_FORMATS,
    )


def opened(text: XmlText) -> bytes:
    """A part whose root is `<styleSheet/>`, ready to take something in."""
    root = text.root
    slash = text.data.rindex(b"/", root.start, root.end)
    text.replace(slash, root.end, b"></" + root.name.encode() + b">")
    return text.result()


def font_renamed(data: bytes, element: Element, font: str, tag: str) -> str:
    """A `font` or `rPr` element of `data` with another font's name (in the element `tag`: name or rFont) and that one's family;
    the old one's character set and theme role would bring the old font back."""
    pieces = []
    at = element.open_end
    for child in element.children:
        if child.local in (tag, "family", "charset", "scheme"):
            pieces.append(data[at : child.start].decode())
            at = child.end
        if child.local == tag:
            prefix = child.prefix
            pieces.append(f'<{prefix}{tag} val={quoted(font)}/><{prefix}family val="1"/>')
    pieces.append(data[at : element.close_start].decode())
    return f"{data[element.start : element.open_end].decode()}{''.join(pieces)}</{element.name}>"
