"""What sheetsync makes of a workbook it has never seen: guesses with their confidence, and what a person should be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from sheetsync.core.cells import column_letters
from sheetsync.core.columns import heading_key
from sheetsync.core.shared_sheets import PERSON
from sheetsync.records import dataclass, field, replace

SURE = 70
"""From this confidence (0–100) on a guess needs no confirmation."""
DOUBTFUL = SURE - 10
"""The most confidence in a guess about which a person should be asked."""
WORTH_A_GUESS = 40
"""Below this confidence a column is left alone."""
_TOO_CLOSE = 8
_PERHAPS_A_PERSON = 55
"""The confidence, at most, in a person column while it is doubtful whether the sheet is shared."""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column with a heading. heading: as written, the rows of a heading over several rows joined by a blank; it is also the
    alias under which the column becomes known. key: the field, `result-1` … `result-4` for a quarter's results, None for a
    column that is none of ours. others: (field, confidence) of the runners-up, best first."""

    column: int
    heading: str
    key: str | None
    confidence: int = 0
    others: tuple[tuple[str, int], ...] = ()

    @property
    def letters(self) -> str:
        return column_letters(self.column)

    @property
    def alias_key(self) -> str:
        """What makes two columns of different sheets the same question."""
        return heading_key(self.heading)


class Verdict(Enum):
    """Whether a sheet is an official's tab."""

    TAB = "tab"
    PERHAPS = "perhaps"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PersonGuess:
    """Somebody whom shared sheets name. name: as most often written, honorifics aside; key: what names are compared by; rows: in
    which the name comes first; beside: in which it stands beside another; spellings: shortened names that seem to be the same
    person's; doubtful: the keys of those that nobody has confirmed."""

    name: str
    key: str
    rows: int
    beside: int = 0
    spellings: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetGuess:
    """One sheet. reason: in Vietnamese, why it is thought to be no tab or doubtful, "" for a tab. first_row, last_row: of the
    headings, 0 where none were found. tasks: cells with something in them in the task column. answered: a person has decided.

    sharing: whether several officials share the sheet, each row naming its own in the column `person_column`; names: the texts
    there, with their number; rivals: other columns that may be meant, with theirs; shared: as things stand. current: the tab of
    the same official where this one seems to be another period's.
    """

    name: str
    verdict: Verdict
    confidence: int
    reason: str = ""
    first_row: int = 0
    last_row: int = 0
    columns: tuple[ColumnGuess, ...] = ()
    tasks: int = 0
    answered: bool = False
    sharing: Verdict = Verdict.OTHER
    shared: bool = False
    person_column: int = 0
    names: tuple[tuple[str, int], ...] = ()
    rivals: tuple[tuple[int, tuple[tuple[str, int], ...]], ...] = ()
    current: str = ""

    def shared_or_not(self, *, shared: bool, answered: bool = True) -> SheetGuess:
        """The guess with the person column naming whose each row is, or merely who leads it. Where a person has denied it, the
        next column that may be meant is doubtful in its place."""
        verdict = (Verdict.TAB if shared else Verdict.OTHER) if answered else self.sharing
        sheet = replace(self, shared=shared, sharing=verdict)
        sheet = replace(sheet, columns=tuple(sheet._person(shared=shared)))
        if not answered or shared or not self.rivals:
            return sheet
        (column, names), *rivals = self.rivals
        return replace(sheet, person_column=column, names=names, rivals=tuple(rivals), sharing=Verdict.PERHAPS)

    def _person(self, *, shared: bool) -> Iterator[ColumnGuess]:
        taken = {guess.key for guess in self.columns if guess.column != self.person_column}
        for guess in self.columns:
            if guess.column != self.person_column or (guess.key == PERSON) is shared:
                yield guess
            elif shared:
                others = ((guess.key, guess.confidence),) if guess.key else ()
                sure = self.sharing is Verdict.TAB
                confidence = (
                    max(guess.confidence, SURE) if sure else min(guess.confidence or _PERHAPS_A_PERSON, _PERHAPS_A_PERSON)
                )
                yield replace(guess, key=PERSON, confidence=confidence, others=(*others, *guess.others))
            else:
                scores = dict(guess.others)
                key = "lead" if "lead" in scores and "lead" not in taken else None
                left = tuple(other for other in guess.others if other[0] != key)
                yield replace(guess, key=key, confidence=scores["lead"] if key else 0, others=left)

    @property
    def taken(self) -> bool:
        """Whether the sheet becomes a tab as things stand."""
        return self.verdict is Verdict.TAB or (self.verdict is Verdict.PERHAPS and self.confidence * 2 >= 100)

    def column(self, key: str) -> ColumnGuess | None:
        return next((guess for guess in self.columns if guess.key == key), None)


@dataclass(frozen=True, slots=True)
class ColumnQuestion:
    """A heading whose meaning is doubtful. options: (field, confidence), the best guess first; sheets: where it stands."""

    heading: str
    alias_key: str
    options: tuple[tuple[str, int], ...]
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything proposed for a book. year: of the plan; year_doubt: in Vietnamese, why it is not sure, "" where it is or a
    person has said it; title: of the plan, as written above a table or made up.
    settled: alias keys whose meaning a person has decided; same_person: by the key of a shortened name, whether a person has said
    that it is whom it seems to be."""

    book: str
    sheets: tuple[SheetGuess, ...]
    year: int
    title: str
    settled: frozenset[str] = frozenset()
    same_person: Mapping[str, bool] = field(default_factory=dict)
    year_doubt: str = ""

    @property
    def tabs(self) -> tuple[SheetGuess, ...]:
        return tuple(sheet for sheet in self.sheets if sheet.taken)

    def doubtful_sheets(self) -> tuple[SheetGuess, ...]:
        """Sheets that may or may not be tabs, in the book's order."""
        return tuple(sheet for sheet in self.sheets if sheet.verdict is Verdict.PERHAPS and not sheet.answered)

    def doubtful_sharing(self) -> tuple[SheetGuess, ...]:
        """Tabs that several officials may or may not share."""
        return tuple(sheet for sheet in self.tabs if sheet.sharing is Verdict.PERHAPS)

    @property
    def shared(self) -> tuple[SheetGuess, ...]:
        return tuple(sheet for sheet in self.tabs if sheet.shared)

    def doubtful_columns(self) -> tuple[ColumnQuestion, ...]:
        """Headings of the tabs whose meaning is not sure, each once."""
        questions: dict[str, ColumnQuestion] = {}
        for sheet in self.tabs:
            for guess in sheet.columns:
                if guess.alias_key in self.settled or not _doubtful(guess, sheet):
                    continue
                known = questions.get(guess.alias_key)
                if known is not None:
                    questions[guess.alias_key] = replace(known, sheets=(*known.sheets, sheet.name))
                    continue
                options = ((guess.key or "", guess.confidence), *guess.others)
                questions[guess.alias_key] = ColumnQuestion(guess.heading, guess.alias_key, options, (sheet.name,))
        return tuple(questions.values())

    def with_year(self, year: int) -> Proposal:
        """The proposal after a person has said which year is planned."""
        title = title_of(year) if self.title == title_of(self.year) else self.title
        return replace(self, year=year, title=title, year_doubt="")

    def with_sheet(self, name: str, *, tab: bool) -> Proposal:
        """The proposal after a person has said whether a sheet is a tab."""
        verdict = Verdict.TAB if tab else Verdict.OTHER
        reason = "" if tab else "người dùng cho biết không phải sheet của cán bộ"
        sheets = (
            replace(sheet, verdict=verdict, answered=True, reason=reason) if sheet.name == name else sheet
            for sheet in self.sheets
        )
        return replace(self, sheets=tuple(sheets))

    def with_sharing(self, name: str, *, shared: bool) -> Proposal:
        """The proposal after a person has said whether each row of a sheet is somebody else's."""
        sheets = (sheet.shared_or_not(shared=shared) if sheet.name == name else sheet for sheet in self.sheets)
        return replace(self, sheets=tuple(sheets))

    def with_name(self, key: str, *, same: bool) -> Proposal:
        """The proposal after a person has said whether a shortened name is whom it seems to be."""
        return replace(self, same_person={**self.same_person, key: same})

    def with_column(self, alias_key: str, key: str | None) -> Proposal:
        """The proposal after a person has said what a heading means; a column that had this meaning before loses it. What the
        heading does not mean after all is then asked of the next best column."""
        settled = self.settled | {alias_key}
        sheets = tuple(
            _with_next_best(sheet, replace(sheet, columns=tuple(_decided(sheet, alias_key, key))), settled)
            for sheet in self.sheets
        )
        return replace(self, sheets=sheets, settled=settled)


def _with_next_best(before: SheetGuess, sheet: SheetGuess, settled: frozenset[str]) -> SheetGuess:
    """The sheet with the meanings that no column has any more given, doubtfully, to the unused columns that fit best; of
    equals to the last, as of columns by quarter."""
    for lost in {guess.key for guess in before.columns} - {guess.key for guess in sheet.columns}:
        fitting = [
            (score, guess.column)
            for guess in sheet.columns
            if guess.key is None and guess.alias_key not in settled
            for key, score in guess.others
            if key == lost and key != PERSON and score >= WORTH_A_GUESS
        ]
        if lost is not None and fitting:
            score, column = max(fitting)
            sheet = replace(
                sheet,
                columns=tuple(
                    replace(guess, key=lost, confidence=min(score, DOUBTFUL)) if guess.column == column else guess
                    for guess in sheet.columns
                ),
            )
    return sheet


def title_of(year: int) -> str:
    """What a plan is called that has no title."""
    return f"Kế hoạch năm {year}"


def _doubtful(guess: ColumnGuess, sheet: SheetGuess) -> bool:
    if guess.key is None or guess.key == PERSON or guess.key.startswith("result-"):
        return False
    taken = {other.key for other in sheet.columns}
    close = any(guess.confidence - score < _TOO_CLOSE and key not in taken for key, score in guess.others)
    return guess.confidence < SURE or close


def _decided(sheet: SheetGuess, alias_key: str, key: str | None) -> Iterator[ColumnGuess]:
    concerned = any(guess.alias_key == alias_key for guess in sheet.columns)
    given = False
    for guess in sheet.columns:
        if guess.alias_key == alias_key and not given:
            given = True
            yield replace(guess, key=key, confidence=100 if key else 0)
        elif concerned and key is not None and guess.key == key:
            yield replace(guess, key=None, confidence=0)
        else:
            yield guess
