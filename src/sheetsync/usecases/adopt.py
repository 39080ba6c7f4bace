"""First contact with a book nobody prepared: propose, and, once configured, read it to see that it works."""

from __future__ import annotations

from datetime import date

from sheetsync.core.adoption.adopted import AdoptedConfig, adopted_config
from sheetsync.core.adoption.as_shown import OldFonts, as_shown
from sheetsync.core.adoption.completion_days import with_completion_days
from sheetsync.core.adoption.guess_sheets import propose
from sheetsync.core.adoption.proposal import Proposal, Verdict
from sheetsync.core.adoption.quarter_columns import with_one_quarter
from sheetsync.core.book import BookContent
from sheetsync.core.entries import BookTabs
from sheetsync.core.plan import Plan
from sheetsync.core.settings import Settings
from sheetsync.core.shared_sheets import PERSON, person_column
from sheetsync.core.tabs import read_tabs
from sheetsync.errors import NoTabRecognised
from sheetsync.ports import PlanBook
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The book as read, and what it seems to be. shown: as its fonts show it, None where it holds no text in old ones; old_fonts:
    where it does."""

    content: BookContent
    proposal: Proposal
    shown: BookContent | None = None
    old_fonts: OldFonts = OldFonts()

    def configuration(self, proposal: Proposal, settings: Settings) -> AdoptedConfig:
        """What to write for a proposal as it now stands, so that the book is read as it is, and also once it is in Unicode.
        settings: the default configuration."""
        written = self.content if self.shown is not None else None
        return adopted_config(proposal, self.shown or self.content, settings, written=written)


@dataclass(frozen=True, slots=True)
class Proof:
    """The book read with the new configuration. differing: (sheet, heading, proposed field, field as read; "" for none) of each
    column that is not read as proposed."""

    tabs: BookTabs
    plan: Plan
    differing: tuple[tuple[str, str, str, str], ...]

    @property
    def rows(self) -> int:
        return sum(tab.row_count for tab in self.tabs.tabs)

    @property
    def skipped(self) -> int:
        return sum(len(tab.skipped) for tab in self.tabs.tabs)


def look_at(book: PlanBook, settings: Settings, *, as_of: date) -> FirstLook:
    """Read a book once and propose. settings: the default configuration. Raises BookUnreadable, and NoTabRecognised where not
    even a doubtful sheet is there."""
    look = first_look(book.read(), settings, as_of=as_of)
    proposal = look.proposal
    if not any(sheet.verdict is not Verdict.OTHER for sheet in proposal.sheets):
        raise no_tab(proposal)
    return look


def first_look(content: BookContent, settings: Settings, *, as_of: date) -> FirstLook:
    """What a book seems to be, whatever it holds."""
    shown, old_fonts = as_shown(content)
    proposal = with_one_quarter(propose(shown, settings, as_of=as_of), shown, as_of=as_of)
    return FirstLook(content, with_completion_days(proposal, shown), shown if old_fonts.cells else None, old_fonts)


def no_tab(proposal: Proposal) -> NoTabRecognised:
    """The exception that says of each sheet why it is no tab."""
    seen = "; ".join(f"«{sheet.name}»: {sheet.reason or 'không phải sheet của cán bộ'}" for sheet in proposal.sheets[:12])
    return NoTabRecognised(
        f"Sổ «{proposal.book}» không có sheet nào trông như sheet nhiệm vụ của cán bộ. {seen or 'Sổ không có sheet nào'}.",
        "Mỗi sheet của cán bộ cần một dòng tiêu đề cột (ít nhất «Nhiệm vụ» và «Trạng thái») và các dòng nhiệm vụ bên dưới.",
    )


def prove(look: FirstLook, proposal: Proposal, settings: Settings) -> Proof:
    """Read the same content with the new settings, and compare column by column with what was proposed."""
    tabs, plan = read_tabs(look.content, settings)
    by_sheet = {tab.sheet: tab for tab in tabs.tabs}
    differing = []
    for sheet in proposal.tabs:
        tab = by_sheet.get(sheet.name)
        read = {column.column: key for key, column in tab.columns.items()} if tab is not None else {}
        if tab is not None and tab.shared and (person := person_column(tab.columns)) is not None:
            read[person.column] = PERSON
        for guess in sheet.columns:
            now = read.get(guess.column, "")
            quarter = guess.key is not None and guess.key.startswith("result-")
            if not quarter and now != (guess.key or ""):
                differing.append((sheet.name, guess.heading, guess.key or "", now))
    return Proof(tabs, plan, tuple(differing))
