"""Cell formats for entries: the cell's own look, in which the new value stays what it is."""

from __future__ import annotations

from sheetsync.adapters.xlsx.formats import BUILT_IN
from sheetsync.adapters.xlsx.styles import StyleTable
from sheetsync.core.edits import CellChange
from sheetsync.core.entry_cells import format_for, looks_like_formula, number_in_cell
from sheetsync.core.number_formats import format_kind
from sheetsync.core.serials import FormatKind

_TEXT = 49
"""The built-in number format that makes a text of whatever is typed."""


class EntryStyles:
    """The cell formats of one book for the entries of one sheet; each is worked out once."""

    def __init__(self, styles: StyleTable) -> None:
        self._styles = styles
        self._known: dict[tuple[int, str | None, bool], int] = {}
        self._kinds: dict[int, tuple[FormatKind, bool]] = {}

    def style_for(self, style: int, change: CellChange) -> int:
        """The index of the cell format like `style` for the new value of a change."""
        value = change.new
        if value is None or value == "":
            return style
        kind, as_text = self._kind(style)
        number_format = format_for(value, kind, as_text=as_text, plain=change.plain)
        marked = self._styles.marks_text(style)
        wanted = (marked or looks_like_formula(value)) if isinstance(value, str) else False
        if number_format is None and wanted == marked:
            return style
        key = (style, number_format, wanted)
        if key not in self._known:
            self._known[key] = self._styles.with_meaning(style, number_format, marks_text=wanted)
        return self._known[key]

    def number(self, style: int, change: CellChange, number: int | float | None) -> int | float | None:
        """The number of a change as a cell of this format must hold it."""
        return number_in_cell(change, number, self._kind(style)[0]) if change.as_seen else number

    def _kind(self, style: int) -> tuple[FormatKind, bool]:
        """What the number format makes of a number, and whether it makes a text of it."""
        if style not in self._kinds:
            number, code = self._styles.number_format(style)
            kind = BUILT_IN.get(number, FormatKind.PLAIN) if code is None else format_kind(code)
            self._kinds[style] = (kind, number == _TEXT or code == "@")
        return self._kinds[style]
