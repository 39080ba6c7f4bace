"""sheetsync.toml: the unit, the book, the plan's source, the reporting periods."""

from __future__ import annotations

import re

from sheetsync.adapters.config_files.kinds import Choice, DayAndMonth, ListOf, Text, Whole, YesNo
from sheetsync.adapters.config_files.mistakes import Mistakes
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.tables import Key, Section, table, top
from sheetsync.core.email_address import ADDRESS_FORM, ADDRESS_PATTERN
from sheetsync.core.settings import PeriodSettings, PlanSource, Unit
from sheetsync.records import dataclass

NAME = Key("name", Text(), "", needed=True)
SHORT_NAME = Key("short_name", Text(), "", needed=True)
PARENT = Key("parent", Text(filled=False), "", needed=True)
PLACE = Key("place", Text(), "", needed=True)
NUMBER_SUFFIX = Key(
    "number_suffix", Text(pattern=re.compile(r"\S+"), form='không có khoảng trắng, ví dụ "BC-UBND"'), "", needed=True
)
SIGNER_AUTHORITY = Key("signer_authority", Text(filled=False), "", needed=True)
SIGNER_TITLE = Key("signer_title", Text(), "", needed=True)
SIGNER_NAME = Key("signer_name", Text(filled=False), "", needed=True)
RECIPIENTS = Key("recipients", ListOf(Text()), ())
_UNIT = (NAME, SHORT_NAME, PARENT, PLACE, NUMBER_SUFFIX, SIGNER_AUTHORITY, SIGNER_TITLE, SIGNER_NAME, RECIPIENTS)

ADDRESS = Key("address", Text(filled=False), "")
SHARED_SHEETS = Key("shared_sheets", ListOf(Text()), ())

OFFICE = Key("office", ListOf(Text(pattern=re.compile(ADDRESS_PATTERN), form=ADDRESS_FORM)), ())

KEEP = Key("keep", YesNo(), True)

SOURCE = Key("source", Choice({source.value: source for source in PlanSource}), PlanSource.FILE)
FILE = Key("file", Text(), "plan-2023.toml", needed=True)

_DEFAULT = PeriodSettings()
CUT_OFF_DAY = Key("cut_off_day", Whole(1, 28), _DEFAULT.cut_off_day)
SEND_BEFORE_DAY = Key("send_before_day", Whole(2, 31), _DEFAULT.send_before_day)
HAND_IN_WORKING_DAYS = Key("hand_in_working_days", Whole(0, 20), _DEFAULT.hand_in_working_days)
CUMULATIVE_FROM = Key("cumulative_from", DayAndMonth(), _DEFAULT.cumulative_from)
DUE_SOON_WORKING_DAYS = Key("due_soon_working_days", Whole(0, 60), _DEFAULT.due_soon_working_days)
SATURDAY_WORKS = Key("saturday_works", YesNo(), _DEFAULT.saturday_works)
_PERIODS = (CUT_OFF_DAY, SEND_BEFORE_DAY, HAND_IN_WORKING_DAYS, CUMULATIVE_FROM, DUE_SOON_WORKING_DAYS, SATURDAY_WORKS)


@dataclass(frozen=True, slots=True)
class UnitFile:
    """What sheetsync.toml says. plan_file: as written there."""

    unit: Unit
    book_address: str
    shared_sheets: tuple[str, ...]
    office_addresses: tuple[str, ...]
    plan_source: PlanSource
    plan_file: str
    periods: PeriodSettings
    history_kept: bool


def read_unit_file(source: Source, mistakes: Mistakes) -> UnitFile:
    """The whole file; where it could not be read, defaults that only serve to check the other files."""
    if source.sound:
        top(source, (), ("unit", "book", "google", "plan", "periods", "history"), mistakes)
        silent = mistakes
    else:
        silent = Mistakes()  # the file itself is already reported: its keys are not missing besides
    unit = table(source, "unit", _UNIT, silent)
    book = table(source, "book", (ADDRESS, SHARED_SHEETS), silent)
    plan = table(source, "plan", (SOURCE, FILE), silent)
    return UnitFile(
        unit=_unit(unit),
        book_address=book[ADDRESS],
        shared_sheets=book[SHARED_SHEETS],
        office_addresses=table(source, "google", (OFFICE,), silent)[OFFICE],
        plan_source=plan[SOURCE],
        plan_file=plan[FILE],
        periods=_periods(table(source, "periods", _PERIODS, silent)),
        history_kept=table(source, "history", (KEEP,), silent)[KEEP],
    )


def _unit(section: Section) -> Unit:
    return Unit(
        name=section[NAME],
        parent=section[PARENT],
        place=section[PLACE],
        short_name=section[SHORT_NAME],
        signer_authority=section[SIGNER_AUTHORITY],
        signer_title=section[SIGNER_TITLE],
        signer_name=section[SIGNER_NAME],
        number_suffix=section[NUMBER_SUFFIX],
        recipients=section[RECIPIENTS],
    )


def _periods(section: Section) -> PeriodSettings:
    if section[CUT_OFF_DAY] >= section[SEND_BEFORE_DAY] - 1:
        section.wrong(
            CUT_OFF_DAY.name,
            f"{section[CUT_OFF_DAY]} quá muộn: phải chốt số liệu trước ngày gửi (send_before_day = {section[SEND_BEFORE_DAY]})"
            " ít nhất một ngày",
        )
    return PeriodSettings(
        cut_off_day=section[CUT_OFF_DAY],
        send_before_day=section[SEND_BEFORE_DAY],
        hand_in_working_days=section[HAND_IN_WORKING_DAYS],
        cumulative_from=section[CUMULATIVE_FROM],
        due_soon_working_days=section[DUE_SOON_WORKING_DAYS],
        saturday_works=section[SATURDAY_WORKS],
    )
