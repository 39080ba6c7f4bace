"""The shared texts of a new workbook: every program that shows workbooks knows them, also on telephones."""

from __future__ import annotations

from sheetsync.adapters.xlsx.cell_table import clean_text
from sheetsync.adapters.xlsx.xml_text import escape_xml

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class SharedTexts:
    """Gives each text its place; `part()` is then the whole part."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._uses = 0

    def place_of(self, text: str) -> int:
        """text: as `clean_text` gives it."""
        self._uses += 1
        return self._places.setdefault(text, len(self._places))

    def part(self) -> str:
        items = "".join(f"<si><t{_space(text)}>{escape_xml(text)}</t></si>" for text in self._places)
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<sst xmlns="{_NAMESPACE}" count="{self._uses}" uniqueCount="{len(self._places)}">{items}</sst>'
        )


def formula_text(text: str) -> str:
    """A text that a formula gives, as the file keeps it."""
    return escape_xml(clean_text(text))


def _space(text: str) -> str:
    return ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
