"""The workbook part as we change it: the list of sheets, defined names and views, edited as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.relationships import (
    STRICT,
    TRANSITIONAL,
    add_relationship,
    declare_content_type,
    names_spoken_of,
    read_relationships,
    remove_part,
    remove_relationship,
)
from sheetsync.adapters.xlsx.sheet_places import (
    adjust_views,
    free_sheet_id,
    let_dangle,
    moved_place,
    name_elements,
    owner_of,
    sheet_elements,
    sheet_id,
)
from sheetsync.adapters.xlsx.style_references import references
from sheetsync.adapters.xlsx.xml_editing import Element, XmlText, escaped, quoted
from sheetsync.core.sheet_names import folded_sheet_name
from sheetsync.errors import BookUnreadable, BookUnwritable
from sheetsync.records import dataclass

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BEFORE_NAMES = (  # children of the workbook element that stand before the defined names (ISO/IEC 29500-1, 18.2.27)
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
)
MODULE = "module"
"""The kind of a listed sheet without a part: a module sheet of Excel 5 or 95, whose content is in the VBA project."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet of the workbook's list. index counts all sheets from 0, as localSheetId does. kind: worksheet, chartsheet …"""

    index: int
    name: str
    sheet_id: int
    relationship: str
    kind: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class LocalName:
    """A defined name that belongs to one sheet."""

    name: str
    formula: str
    hidden: bool = False


class SheetList:
    """The sheets of a package. Every method that changes something writes the workbook part back at once.

    Raises BookUnreadable when the package holds no workbook.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        part = next((r.target for r in read_relationships(package, "") if r.kind == "officeDocument" and r.target), None)
        if part is None or part not in package:
            raise BookUnreadable("Tệp không phải là sổ Excel.", "Chọn một tệp .xlsx hoặc .xlsm.")
        self.part = package.actual_name(part)
        self._parsed: XmlText | None = None
        self._listed: tuple[SheetEntry, ...] | None = None
        self._worksheets: dict[str, SheetEntry] | None = None
        self._style_references: Mapping[str, Set[int]] | None = None
        root = self._text().root
        self.strict = root.namespace == STRICT_MAIN
        properties = root.child("workbookPr")
        self.date_1904 = properties is not None and properties.attributes.get("date1904") in ("1", "true", "on")

    def sheets(self) -> tuple[SheetEntry, ...]:
        """All sheets in order, chart and macro sheets too. Raises BookUnreadable where a sheet has no content."""
        if self._listed is None:
            self._listed = self._read_sheets()
        return self._listed

    def _read_sheets(self) -> tuple[SheetEntry, ...]:
        targets = {r.id: r for r in read_relationships(self.package, self.part)}
        entries = []
        for index, element in enumerate(sheet_elements(self._text().root)):
            name = element.attributes.get("name", "")
            identity = _relationship_id(element)
            relationship = targets.get(identity or "")
            state = element.attributes.get("state", "visible")
            if not identity:
                entries.append(SheetEntry(index, name, sheet_id(element), "", MODULE, "", state == "visible"))
                continue
            if relationship is None or relationship.target is None or relationship.target not in self.package:
                raise BookUnreadable(f"Sheet «{name}» không có nội dung trong tệp.", "Lưu lại sổ bằng Excel rồi chạy lại.")
            entries.append(
                SheetEntry(
                    index,
                    name,
                    sheet_id(element),
                    relationship.id,
                    relationship.kind,
                    self.package.actual_name(relationship.target),
                    state == "visible",
                )
            )
        return tuple(entries)

    def find(self, name: str) -> SheetEntry | None:
        """The sheet of this name, upper and lower case being equal."""
        wanted = folded_sheet_name(name)
        return next((sheet for sheet in self.sheets() if folded_sheet_name(sheet.name) == wanted), None)

    def worksheet(self, name: str) -> SheetEntry | None:
        """The sheet with cells that has exactly this name."""
        if self._worksheets is None:
            self._worksheets = {sheet.name: sheet for sheet in self.sheets() if sheet.kind == "worksheet"}
        return self._worksheets.get(name)

    def add(self, name: str, part: str) -> SheetEntry:
        """List a new sheet, last, with an unused sheetId; its part must be in the package. What points at a sheet that is
        not there goes on doing so."""
        count = len(self.sheets())
        relationship = add_relationship(self.package, self.part, "worksheet", part, strict=self.strict)
        declare_content_type(self.package, part, _SHEET_TYPE)
        with self._editing() as text:
            sheets = text.root.child("sheets")
            if sheets is None:
                raise BookUnreadable("Sổ không có danh sách sheet.", "Lưu lại sổ bằng Excel rồi chạy lại.")
            namespace = STRICT if self.strict else TRANSITIONAL
            prefix = next((key for key, uri in sheets.namespaces.items() if uri == namespace and key), None)
            declaration = "" if prefix else f' xmlns:r="{namespace}"'
            attributes = f'name={quoted(name)} sheetId="{free_sheet_id(text.root)}" {prefix or "r"}:id="{relationship}"'
            text.append_child(sheets, f"<{sheets.prefix}sheet{declaration} {attributes}/>".encode())
            let_dangle(text, count)
        return self.sheets()[-1]

    def rename(self, sheet: SheetEntry, name: str) -> SheetEntry:
        """Rename a sheet, and what its own local names say of it."""
        with self._editing() as text:
            text.set_attribute(sheet_elements(text.root)[sheet.index], "name", name)
            for element in name_elements(text.root):
                if owner_of(element) == sheet.index:
                    text.set_text(element, rename_in_formula(element.text, sheet.name, name))
        return self.sheets()[sheet.index]

    def remove(self, sheet: SheetEntry) -> None:
        """Take a sheet off the list, with its local names; later sheets' names and the views follow.

        The sheet's parts stay in the package. Raises BookUnwritable when no visible sheet would be left.
        """
        left = [other for other in self.sheets() if other.index != sheet.index]
        if not any(other.visible for other in left):
            raise BookUnwritable(
                "Gỡ các sheet báo cáo thì sổ không còn sheet nào hiện ra.", "Bỏ ẩn ít nhất một sheet của sổ rồi chạy lại."
            )
        with self._editing() as text:
            text.remove(sheet_elements(text.root)[sheet.index])
            gone = []
            for element in name_elements(text.root):
                owner = owner_of(element)
                if owner == sheet.index:
                    gone.append(element)
                elif owner > sheet.index:
                    text.set_attribute(element, "localSheetId", moved_place(element.attributes["localSheetId"], -1))
            _remove_names(text, text.root.child("definedNames"), gone)
            adjust_views(text, sheet, left)
        remove_relationship(self.package, self.part, sheet.relationship)
        self._listed = self._worksheets = None

    def local_names(self, sheet: SheetEntry) -> tuple[LocalName, ...]:
        """The names that belong to this sheet alone."""
        return tuple(
            LocalName(element.attributes.get("name", ""), element.text, element.attributes.get("hidden") in ("1", "true"))
            for element in name_elements(self._text().root)
            if owner_of(element) == sheet.index
        )

    def set_local_names(self, sheet: SheetEntry, wanted: Sequence[LocalName]) -> None:
        """Make these the sheet's local names. A name that stays keeps its place in the file."""
        by_name = {name.name: name for name in wanted}
        with self._editing(names_only=True) as text:
            container = text.root.child("definedNames")
            gone = []
            for element in name_elements(text.root):
                if owner_of(element) != sheet.index:
                    continue
                name = by_name.pop(element.attributes.get("name", ""), None)
                if name is None:
                    gone.append(element)
                else:
                    text.set_text(element, name.formula)
            prefix = text.root.prefix
            new = b"".join(_name_xml(prefix, name, sheet.index) for name in by_name.values())
            if new and container is None:
                before = [child for child in text.root.children if child.local in _BEFORE_NAMES]
                text.insert(before[-1].end, f"<{prefix}definedNames>".encode() + new + f"</{prefix}definedNames>".encode())
            elif new and container is not None:
                for element in gone:
                    text.remove(element)
                _append_names(text, container, new)
            else:
                _remove_names(text, container, gone)

    def styles_part(self) -> str | None:
        """The name of the styles part, None where the book has none."""
        for relationship in read_relationships(self.package, self.part):
            if relationship.kind == "styles" and relationship.target and relationship.target in self.package:
                return self.package.actual_name(relationship.target)
        return None

    def create_styles_part(self, content: bytes) -> str:
        """Give a book without styles a styles part; its name."""
        spoken_of = names_spoken_of(self.package)
        taken = "xl/styles.xml" in self.package or "xl/styles.xml" in spoken_of
        part = self.package.unused_name("xl/styles1.xml", spoken_of) if taken else "xl/styles.xml"
        self.package.put(part, content)
        add_relationship(self.package, self.part, "styles", part, strict=self.strict)
        declare_content_type(self.package, part, _STYLES_TYPE)
        return part

    def style_references(self) -> Mapping[str, Set[int]]:
        """By list of the styles, the numbers that the book as it was opened points at."""
        if self._style_references is None:
            self._style_references = references(self.package)
        return self._style_references

    def remove_styles_part(self, part: str) -> None:
        """Take the styles part away (its content type goes with `drop_content_types`)."""
        for relationship in read_relationships(self.package, self.part):
            if relationship.kind == "styles" and (relationship.target or "").lower() == part.lower():
                remove_relationship(self.package, self.part, relationship.id)
        remove_part(self.package, part)

    def ask_for_calculation(self) -> None:
        """Let the program that opens the book calculate every formula anew, whatever results stand in it."""
        with self._editing(names_only=True) as text:
            ways = text.root.child("calcPr")
            if ways is not None:
                text.set_attribute(ways, "fullCalcOnLoad", "1")
                return
            before = [child for child in text.root.children if child.local in (*_BEFORE_NAMES, "definedNames")]
            text.insert(before[-1].end, f'<{text.root.prefix}calcPr fullCalcOnLoad="1"/>'.encode())

    def _text(self) -> XmlText:
        """The workbook part, parsed once for every state of it: a book may list thousands of sheets and names."""
        if self._parsed is None:
            self._parsed = XmlText(self.package.read(self.part), part=self.part)
        return self._parsed

    @contextmanager
    def _editing(self, *, names_only: bool = False) -> Iterator[XmlText]:
        text = self._text()
        self._parsed = None
        if not names_only:
            self._listed = self._worksheets = None
        yield text
        self.package.put(self.part, text.result())


def quoted_sheet_name(name: str) -> str:
    """The name as it stands before `!` in a formula, always in quotes."""
    return "'" + name.replace("'", "''") + "'"


def rename_in_formula(formula: str, old: str, new: str) -> str:
    """References to a sheet exchanged, with quotes or (where the name needs none) without."""
    formula = formula.replace(quoted_sheet_name(old) + "!", quoted_sheet_name(new) + "!")
    if re.fullmatch(r"[^\W\d][\w.]*", old):
        formula = re.sub(rf"(?<![\w.'\]]){re.escape(old)}!", lambda _: quoted_sheet_name(new) + "!", formula)
    return formula


def _relationship_id(element: Element) -> str | None:
    for name, value in element.attributes.items():
        prefix, colon, local = name.rpartition(":")
        if colon and local == "id" and element.namespaces.get(prefix) in (TRANSITIONAL, STRICT):
            return value
    return None


def _name_xml(prefix: str, name: LocalName, index: int) -> bytes:
    hidden = ' hidden="1"' if name.hidden else ""
    start = f'<{prefix}definedName name={quoted(name.name)} localSheetId="{index}"{hidden}>'
    return f"{start}{escaped(name.formula)}</{prefix}definedName>".encode()


_WAS_CLOSED, _WAS_OPEN = b"\t", b"\n"
"""White space that we leave in the start tag of a list of names that was there without a name in it (openpyxl writes one):
`<definedNames/>`, `<definedNames></definedNames>`. It means nothing in XML, and lets us give the empty list back."""


def _append_names(text: XmlText, container: Element, names: bytes) -> None:
    if container.children:
        text.append_child(container, names)
    elif container.empty:
        slash = text.data.rindex(b"/", container.start, container.end)
        trace = b"" if text.data[slash - 1 : slash].isspace() else _WAS_CLOSED
        text.replace(slash, container.end, trace + b">" + names + b"</" + container.name.encode() + b">")
    else:
        text.insert(container.open_end - 1, _WAS_OPEN)
        text.insert(container.close_start, names)


def _remove_names(text: XmlText, container: Element | None, gone: Sequence[Element]) -> None:
    """Remove names; the list itself too when nothing is left in it, for an empty list is against the rules, unless it was
    there before us."""
    if container is None or not gone:
        return
    at = container.open_end - 1
    trace = text.data[at - 1 : at]
    if len(gone) < len(container.children) or trace == _WAS_OPEN:
        for element in gone:
            text.remove(element)
        if len(gone) == len(container.children):
            text.replace(at - 1, at, b"")
    elif trace.isspace():
        text.replace(at - (trace == _WAS_CLOSED), container.end, b"/>")
    else:
        text.remove(container)
