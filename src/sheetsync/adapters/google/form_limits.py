"""Dropdowns and limits of a workbook that people fill in, as Google's data validation.

Google has one text for both the prompt and the refusal; it takes no limit on blank cells. What a limit leans on elsewhere in the
workbook is said as plainly as it can be: a list as its block of cells, a day that stands in a cell as the day itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from sheetsync.adapters.google.formulas import formula_for
from sheetsync.adapters.google.grid import grid_range
from sheetsync.adapters.google.marks import Json
from sheetsync.adapters.google.named_ranges import read_reference
from sheetsync.core.cells import a1
from sheetsync.core.sheets.form_design import FormBook, Limit, LimitKind, area_reference
from sheetsync.records import dataclass

_DAY = re.compile(r"DATE\((\d{4}),(\d{1,2}),(\d{1,2})\)")
_WORDS = re.compile(r'"((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class LimitMaker:
    """names: what the workbook's names stand for; days: those among them that stand for a cell with a day; locale: of the
    spreadsheet."""

    names: Mapping[str, str]
    days: Mapping[str, date]
    locale: str

    @classmethod
    def of(cls, book: FormBook, locale: str) -> LimitMaker:
        names = {name.name: name.refers_to for name in book.names if not name.sheet}
        cells = {(sheet.name, cell.row, cell.column): cell.value for sheet in book.sheets for cell in sheet.cells}
        days: dict[str, date] = {}
        for name, refers_to in names.items():
            found = read_reference(refers_to)
            value = cells.get((found.sheet, found.area.first_row, found.area.first_column)) if found else None
            if isinstance(value, date):
                days[name] = value
        return cls(names, days, locale)

    def requests(self, limit: Limit, sheet_id: int) -> Iterator[Json]:
        for area in limit.areas:
            rule: Json = {"condition": self._condition(limit, a1(area.first_row, area.first_column)), "strict": limit.strict}
            if limit.prompt:
                rule["inputMessage"] = limit.prompt
            if limit.kind is LimitKind.LIST:
                rule["showCustomUi"] = True
            yield {"setDataValidation": {"range": grid_range(sheet_id, area), "rule": rule}}

    def _condition(self, limit: Limit, first: str) -> Json:
        """first: the first cell of the block, to which a formula is relative."""
        if limit.kind is LimitKind.LIST:
            return self._list(limit.least)
        if limit.kind is LimitKind.DATE and limit.least and limit.most:
            return _condition("DATE_BETWEEN", self._day(limit.least), self._day(limit.most))
        if limit.kind is LimitKind.DATE:
            return _condition("DATE_IS_VALID")
        if limit.kind is LimitKind.WHOLE:
            bounds = f"{first}>={limit.least},{first}<={limit.most}"
            return self._formula(f"IF(ISNUMBER({first}),AND({first}=INT({first}),{bounds}),FALSE)")
        if limit.kind is LimitKind.TEXT_LENGTH:
            return self._formula(f"LEN({first})<={limit.most}")
        return self._formula("TRUE")  # a prompt needs a rule; this one refuses nothing

    def _list(self, source: str) -> Json:
        source = self.names.get(source, source)
        reference = read_reference(source)
        if reference is not None:
            return _condition("ONE_OF_RANGE", f"={area_reference(reference.sheet, reference.area)}")
        words = _WORDS.fullmatch(source)
        if words is None:
            raise ValueError(f"no list: {source!r}")
        return _condition("ONE_OF_LIST", *words[1].replace('""', '"').split(","))

    def _day(self, formula: str) -> str:
        """A day in the form that every locale reads as one; else the formula."""
        written = _DAY.fullmatch(formula)
        day = date(*map(int, written.groups())) if written else self.days.get(formula)
        return day.isoformat() if day is not None else formula_for(formula, self.locale)

    def _formula(self, text: str) -> Json:
        return _condition("CUSTOM_FORMULA", formula_for(text, self.locale))


def _condition(kind: str, *values: str) -> Json:
    made: Json = {"type": kind}
    if values:
        made["values"] = [{"userEnteredValue": value} for value in values]
    return made
