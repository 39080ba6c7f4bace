"""Guesses which sheets several officials share, by a column that names a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sheetsync.core.adoption.names_in_cells import NamesInCells
from sheetsync.core.adoption.person_headings import (
    A_NAME,
    DOES,
    FOLLOWS,
    NEAR,
    NEVER,
    OFFICE,
    STAFF_FOLLOWS,
    SURELY,
    UNKNOWN,
    says_person,
)
from sheetsync.core.adoption.person_names import share_of_people
from sheetsync.core.adoption.proposal import ColumnGuess, SheetGuess, Verdict
from sheetsync.core.book import SheetContent
from sheetsync.core.columns import KnownHeadings
from sheetsync.core.people import person_key, says_as_above
from sheetsync.core.shared_sheets import PERSON
from sheetsync.core.values import nfc
from sheetsync.records import dataclass, field, replace

_LONGEST_NAME = 60
_MOST_OF_ONE = 0.8
"""From this share of one name's rows on the sheet is that person's, with a few rows of others."""
_ENOUGH_FILLED = 0.5
_NEW_NAMES = 0.8
"""Above this share of different texts a column of more than a few rows names no people: nobody has one task each."""
_FEW_ROWS = 8
_MOST_ARE_PEOPLE = 0.8
_MOST_PEOPLE = 300
"""More texts than this name no office's staff, where no heading says that they do."""
_OTHERWISE_SURE = 85
"""Above this confidence in another field a column names no people, whatever its heading says."""
_ROWS_EACH = 1.5
"""So many rows a name has where names come again."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that may name people. names: the texts of rows with a task, with their number; says: how surely its heading says
    so; certain: nothing is in doubt; rivals: other columns that may be meant as well."""

    guess: ColumnGuess
    names: tuple[tuple[str, int], ...]
    says: int
    certain: bool = False
    rivals: tuple[_Column, ...] = ()
    leads: Counter[str] = field(default_factory=Counter)

    @property
    def of_several(self) -> bool:
        return len(self.leads) >= 2 and max(self.leads.values()) <= _MOST_OF_ONE * self.leads.total()

    @property
    def of_people(self) -> bool:
        """Whether the cells alone say that people are named."""
        return share_of_people([text for text, _ in self.names]) >= _MOST_ARE_PEOPLE

    @property
    def comes_again(self) -> bool:
        return self.leads.total() >= _ROWS_EACH * len(self.leads)


def with_sharing(
    sheets: tuple[SheetGuess, ...], contents: Sequence[SheetContent], known: KnownHeadings
) -> tuple[SheetGuess, ...]:
    """The sheets with those marked that several officials seem to share. known: with the person column.

    Sure where a heading speaks of a person and the column names several, none of whom has nearly all rows; sheets with the same
    heading and nobody else are shared too. Doubtful where the heading speaks of offices, as plans' `Cơ quan chủ trì` does, or of
    who reports or does not do it alone, where it says nothing, or where another column may be meant as well: shared for the
    time being only if the book has no other tab.
    """
    alone = sum(sheet.taken for sheet in sheets) == 1
    columns = {
        sheet.name: column
        for sheet, content in zip(sheets, contents, strict=True)
        if sheet.verdict is not Verdict.OTHER and (column := _person_column(sheet, content, known, alone=alone)) is not None
    }
    columns = {name: _sure_of_staff(name, column, columns, alone=alone) for name, column in columns.items()}
    sure = {name for name, column in columns.items() if column.certain and column.of_several}
    forms = {columns[name].guess.alias_key for name in sure}
    people = {key for name in sure for key in columns[name].leads}
    result = []
    for sheet in sheets:
        column = columns.get(sheet.name)
        if column is not None and sheet.name in sure:
            sheet = _shared(sheet, column, Verdict.TAB, shared=True)
        elif column is not None and not _own_name(sheet, column):
            of_this_form = column.guess.alias_key in forms
            if of_this_form and column.leads.keys() <= people:
                sheet = _shared(sheet, column, Verdict.TAB, shared=True)
            elif of_this_form or column.of_several:
                sheet = _shared(sheet, column, Verdict.PERHAPS, shared=alone)
        result.append(sheet)
    return tuple(result)


def _shared(sheet: SheetGuess, column: _Column, verdict: Verdict, *, shared: bool) -> SheetGuess:
    rivals = tuple((rival.guess.column, rival.names) for rival in column.rivals) if verdict is Verdict.PERHAPS else ()
    sheet = replace(sheet, sharing=verdict, names=column.names, person_column=column.guess.column, rivals=rivals)
    return sheet.shared_or_not(shared=shared, answered=False)


def _own_name(sheet: SheetGuess, column: _Column) -> bool:
    """Whether the sheet is called like one of the names in it: then it is that one's own."""
    return person_key(sheet.name) in column.leads


def _sure_of_staff(name: str, column: _Column, columns: Mapping[str, _Column], *, alone: bool) -> _Column:
    """`Họ và tên` may be anybody's: it is that of who does the tasks where names come again, on the only tab or on one more of
    this form. `Cán bộ theo dõi` of an official's own tab is a superior."""
    if column.says not in (A_NAME, STAFF_FOLLOWS) or not column.certain:
        return column
    alias = column.guess.alias_key
    others = {key for other, found in columns.items() if other != name and found.guess.alias_key == alias for key in found.leads}
    again = column.comes_again and (alone or 2 * len(column.leads.keys() & others) >= len(column.leads))
    return replace(column, certain=again)


def _person_column(sheet: SheetGuess, content: SheetContent, known: KnownHeadings, *, alone: bool) -> _Column | None:
    """The column that most probably names who does the tasks, by what its heading says; of those that say much the same rather
    one that names several people. alone: the book has no other tab."""
    found = [column for guess in sheet.columns if (column := _candidate(sheet, content, guess, known, alone=alone)) is not None]
    if not found:
        return None
    best = max(column.says for column in found)
    near = [column for column in found if column.says > best - NEAR]
    several = [column for column in near if column.of_several]
    ranked = sorted(several or near, key=lambda column: (-column.says, column.guess.column))
    certain = ranked[0].says >= SURELY and len(several) <= 1 and ranked[0].says == best
    return replace(ranked[0], certain=certain, rivals=tuple(ranked[1:]) if several else ())


def _candidate(
    sheet: SheetGuess, content: SheetContent, guess: ColumnGuess, known: KnownHeadings, *, alone: bool
) -> _Column | None:
    """The column, where heading and cells allow that it names people. What no heading says, cells must say the louder."""
    meaning = known.meaning(guess.heading)
    says = says_person(guess.heading, known=meaning is not None and meaning[0] == PERSON, lead=guess.key == "lead")
    if guess.key not in (None, "lead") and (says < DOES or guess.confidence > _OTHERWISE_SURE):
        return None
    column = _column(sheet, content, guess, says) if says != NEVER else None
    if column is None:
        return None
    if says in (UNKNOWN, FOLLOWS):
        return column if column.of_several and column.comes_again else None
    if says == OFFICE and guess.key != "lead" and not alone:
        return column if column.of_people else None
    return column


def _column(sheet: SheetGuess, content: SheetContent, guess: ColumnGuess, says: int) -> _Column | None:
    """The column with its names, if its cells can be names."""
    texts = list(_texts(sheet, content, guess.column))
    named = [text for text in texts if isinstance(text, str) and text.strip() and len(text) <= _LONGEST_NAME]
    if len(named) < max(2, _ENOUGH_FILLED * sheet.tasks) or not all(any(map(str.isalpha, text)) for text in named):
        return None
    names = tuple(Counter(nfc(" ".join(text.split())) if "\n" not in text else nfc(text.strip()) for text in named).items())
    if says in (UNKNOWN, FOLLOWS) and (
        len(names) > _MOST_PEOPLE or share_of_people([text for text, _ in names]) < _MOST_ARE_PEOPLE
    ):
        return None
    leads: Counter[str] = Counter()
    in_cells = NamesInCells(text for text, _ in names)
    for text, count in names:
        leads[person_key(in_cells.parts_of(text)[0])] += count
    if len(leads) > _NEW_NAMES * len(named) and len(named) > _FEW_ROWS:
        return None
    return _Column(guess, names, says, leads=leads)


def _texts(sheet: SheetGuess, content: SheetContent, column: int) -> Iterator[object]:
    """What names the person of each row with a task: the cell's text, a merged cell's, or, after `nt`, that of the row above."""
    task = sheet.column("task")
    first = {
        row: area.first_row
        for area in content.merged
        if area.first_column == column and area.first_row > sheet.last_row
        for row in range(area.first_row + 1, min(area.last_row, content.last_row) + 1)
    }
    above: object = None
    for row in range(sheet.last_row + 1, content.last_row + 1):
        if task is not None and content.value(row, task.column) is not None:
            value = content.value(first.get(row, row), column)
            above = above if isinstance(value, str) and says_as_above(value) else value
            yield above
