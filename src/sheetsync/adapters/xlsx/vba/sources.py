"""The macros' source and what else the add-in is made of, as they come with sheetsync (`sheetsync/addin/`)."""

from __future__ import annotations

from pathlib import Path

from sheetsync.adapters.xlsx.vba.project import Module, standard_module

_FOLDER = Path(__file__).resolve().parents[3] / "addin"
_RIBBON_MODULE = "SheetsyncRibbon"


def macro_modules(*, ribbon: bool) -> tuple[Module, ...]:
    """The standard modules in order of their names; ribbon: with what the ribbon's buttons call."""
    modules = [standard_module(path.read_text("ascii")) for path in sorted((_FOLDER / "vba").glob("*.bas"))]
    return tuple(module for module in modules if ribbon or module.name != _RIBBON_MODULE)


def ribbon_xml() -> bytes:
    """The ribbon of the add-in (customUI 2009/07, Excel 2010 and later)."""
    return (_FOLDER / "ribbon.xml").read_bytes()


def theme_xml() -> bytes:
    """The colours and fonts that a workbook has to state."""
    return (_FOLDER / "theme.xml").read_bytes()
