"""What a rule's formula may refer to: the cells of its row, what they were read as, the plan's word on the task.

Only functions that Excel 2010+, LibreOffice and Google Sheets share. A blank cell, a number and a text are told apart without
the sheet's locale; what a formula cannot read for certain is said to be unsure, never guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import Enum

from sheetsync.core.cells import column_letters
from sheetsync.core.documents import SEPARATORS
from sheetsync.core.live import names
from sheetsync.core.live.layout import Helper, LiveLayout
from sheetsync.core.plan import Role
from sheetsync.core.readings import Status
from sheetsync.core.settings import OptionValue
from sheetsync.core.sheets.conditions import both, day, either, literal, shows_error
from sheetsync.core.states import State
from sheetsync.records import dataclass

ROW = "\ue000"
"""Stands for the row number in a formula until it is put into a row."""

STATE_NUMBER = {state: number for number, state in enumerate(State, start=1)}
UNREAD_TEXT = -2
"""The completion day's helper where a text is there that only the full check reads."""

_DAY_NAMES = {
    "as_of": names.AS_OF,
    "plan_start": names.PLAN_START,
    "period_start": names.PERIOD_START,
    "cut_off": names.CUT_OFF,
    "hand_in": names.HAND_IN,
    "send": names.SEND,
}


@dataclass(frozen=True, slots=True)
class InSheet:
    """A check as a formula. wrong: true where the cell is wrong for certain; unsure: true where only the full check can tell
    ("" where the formula always can). shown: what the sheet shows as the problem, where that is more than what is certain."""

    wrong: str
    unsure: str = ""
    shown: str = ""


def negated(condition: str) -> str:
    return f"NOT({condition})"


class Workings:
    """What formulas share: lists that they look words up in, and hidden columns that hold what several of them ask for."""

    def __init__(self, layout: LiveLayout) -> None:
        self._lists: dict[tuple[str, ...], str] = {}
        self._columns: dict[str, int] = {}
        self._first_column = layout.last_helper + 1

    def list_name(self, words: Iterable[str]) -> str:
        """The name of the range that holds these words in all their spellings."""
        forms = tuple(dict.fromkeys(form for word in words for form in names.spellings(" ".join(word.split()))))
        return self._lists.setdefault(forms, names.LIST.format(len(self._lists) + 1))

    def remembered(self, formula: str) -> str:
        """The cell of the row that holds this formula's value."""
        column = self._columns.setdefault(formula, self._first_column + len(self._columns))
        return f"${column_letters(column)}{ROW}"

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        return {name: words for words, name in self._lists.items()}

    @property
    def columns(self) -> dict[int, str]:
        """The formula of each hidden column."""
        return {column: formula for formula, column in self._columns.items()}


class LiveCells:
    """The cells of one row of a tab, by field key, and what formulas are made with.

    options: those of the rule that is compiled, as they stand in rules.toml.
    """

    def __init__(self, layout: LiveLayout, workings: Workings, options: Mapping[str, OptionValue] | None = None) -> None:
        self._layout = layout
        self._workings = workings
        self.options = options or {}

    def has(self, key: str) -> bool:
        return key in self._layout.columns

    def reference(self, key: str) -> str:
        """`$I5`; KeyError where the tab has no such column."""
        return f"${column_letters(self._layout.columns[key])}{ROW}"

    def helper(self, helper: Helper) -> str:
        return f"${column_letters(self._layout.helper(helper))}{ROW}"

    def text(self, key: str) -> str:
        """The cell as text, with blanks as `match_key` folds them; a formula error is a text like any other."""
        reference = self.reference(key)
        spaced = f'SUBSTITUTE(SUBSTITUTE({reference},"\u00a0"," "),CHAR(10)," ")'
        return self.remembered(f'IFERROR(TRIM({spaced}),"#")')

    def remembered(self, formula: str) -> str:
        """The cell of the row that holds this formula's value, so that others may ask for it briefly."""
        return self._workings.remembered(formula)

    def blank(self, key: str) -> str:
        """Nothing to read there, and no broken formula either."""
        return f'{self.text(key)}=""'

    def filled(self, key: str) -> str:
        """Something to read there."""
        return f'{self.text(key)}<>""'

    def broken(self, key: str) -> str:
        return shows_error(self.reference(key))

    def is_text(self, key: str) -> str:
        return f"NOT(ISNUMBER({self.reference(key)}))"

    def day_of(self, key: str) -> str | None:
        """The serial number of a day (negative or 0 where none can be read); None for columns that are not read in the sheet."""
        return self.helper(Helper.DONE) if key == "completed_on" else None

    def unread_day(self, key: str) -> str:
        """A text stands there that only the full check reads as a date, or not."""
        return f"{self.day_of(key)}={UNREAD_TEXT}"

    @staticmethod
    def named_day(name: str) -> str:
        """A day of the run or the period by its name in rules.toml."""
        return _DAY_NAMES[name]

    @staticmethod
    def a_day(value: date) -> str:
        return day(value)

    def number(self, key: str) -> str | None:
        """A number, "" for blank or "?" for unsure; None for columns that are not read in the sheet."""
        return self.helper(Helper.PROGRESS) if key == "progress" else None

    def is_among(self, text: str, words: Iterable[str]) -> str:
        """The text is one of these words, whatever its case."""
        return f"ISNUMBER(MATCH({self.plain(text)},{self._workings.list_name(words)},0))"

    @staticmethod
    def plain(text: str) -> str:
        """For MATCH, which takes * and ? for wildcards: what people type must not become one."""
        return f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({text},"~","~~"),"*","~*"),"?","~?")'

    def has_document_signs(self, key: str) -> str:
        """The text holds a slash or a dash of any kind: without one there is no document number in it."""
        text = self.text(key)
        return self.remembered(f"LEN({text})>LEN({self.without(text, SEPARATORS)})")

    @staticmethod
    def without(text: str, signs: str) -> str:
        """The text without any of these signs."""
        for sign in signs:
            text = f'SUBSTITUTE({text},{literal(sign)},"")'
        return text

    @property
    def status_unknown(self) -> str:
        """Something stands in the status cell that is no status."""
        return f"{self.helper(Helper.STATUS)}=-1"

    def status_is(self, statuses: Collection[Status]) -> str:
        numbers = sorted(names.STATUS_NUMBER[status] for status in statuses)
        return either([f"{self.helper(Helper.STATUS)}={number}" for number in numbers])

    def state_is(self, states: Collection[State]) -> str:
        numbers = sorted(STATE_NUMBER[state] for state in states)
        return either([f"{self.helper(Helper.STATE)}={number}" for number in numbers])

    def of_plan(self, name: str) -> str:
        """The plan sheet's value for the row's task, from the column with this name; an error where the plan has no such task."""
        return f"INDEX({name},{self.helper(Helper.PLAN_ROW)})"

    def plan_says(self, name: str, values: Collection[str | int]) -> str:
        """The task is in the plan, and the plan's value is one of these."""
        found = self.of_plan(name)
        same = [f"{found}={literal(value) if isinstance(value, str) else value}" for value in sorted(values, key=str)]
        return f"IF({self.helper(Helper.PLAN_ROW)}=0,FALSE,{either(same)})"

    def role_is(self, roles: Collection[Role]) -> str:
        """A row that names no role is the lead's. "" where every role will do."""
        if len(roles) == len(Role) or not self.has("role"):
            return ""
        coordinator = f"{self.text('role')}={literal(Role.COORDINATOR.value)}"
        return negated(coordinator) if Role.LEAD in roles else coordinator

    @staticmethod
    def verdict(wrong: str, *, unsure: str = "", shown: str = "") -> InSheet:
        return InSheet(wrong, unsure, shown)

    @staticmethod
    def all_of(*conditions: str) -> str:
        """All of them; TRUE where there is none."""
        return both(*conditions) if any(conditions) else "TRUE"

    @staticmethod
    def any_of(*conditions: str) -> str:
        """One of them; FALSE where there is none."""
        return either(conditions) if conditions else "FALSE"


def words(members: Collection[Enum]) -> list[str]:
    """The values of enumeration members, for comparing with cells."""
    return [str(member.value) for member in members]
