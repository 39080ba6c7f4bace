"""The names that the formulas of a plan workbook refer to, and what must stand in some of them.

A workbook that carries live formulas defines every one of these for the whole workbook; a range has at least one cell. ASCII, so
that every program and every macro can say them.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.readings import Status

AS_OF = "NgayXet"
"""The day on which rows are judged: =TODAY(), or a fixed day."""

PERIOD_START = "KyBatDau"
CUT_OFF = "KyChot"
HAND_IN = "KyNop"
SEND = "KyGui"
PLAN_START = "KeHoachTu"

HOLIDAYS = "NgayNghi"
MADE_UP_DAYS = "NgayLamBu"

STATUSES = "TrangThai"
"""The five words of the dropdown."""

STATUS_FORMS = "TrangThaiCachGhi"
STATUS_NUMBERS = "TrangThaiSo"

PLAN_IDS = "KH_Ma"
PLAN_DUE = "KH_HanApDung"
"""The binding due day of each task in the period (`timeliness.binding_due`); blank or "" where there is none."""

PLAN_COUNTS_FROM = "KH_TinhTu"
"""The first day of the period's occurrence of a recurring task (`timeliness.occurrence_start`); blank or "" for others."""

PLAN_NEEDS_DOCUMENT = "KH_CanVanBan"
"""1 where the plan names a document as the deliverable, else 0."""

PLAN_CADENCE = "KH_Loai"

TEXTS = "ThongBao"
"""The sentences of the problems, one below the other, in the order of `LiveColumns.texts`."""

TEXT_COLUMNS = "ThongBaoCot"
"""Beside each sentence: the number of the column that it speaks of (`LiveColumns.text_columns`)."""

STATUS_NUMBER = {status: number for number, status in enumerate(Status, start=1)}
LIST = "DanhSach{}"
"""Lists of words that rules compare with (`LiveColumns.lists`)."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_ON_SECOND = re.compile(f"([ou])([ae])([{_TONES}])")
_TONE_ON_FIRST = re.compile(f"([ou])([{_TONES}])([ae])")


def spellings(text: str) -> tuple[str, ...]:
    """The ways of writing a word that count as the same: letters composed or decomposed, the tone mark on either vowel (`Hoàn`,
    `Hòan`). Case and blanks are the formulas' own matter."""
    apart = unicodedata.normalize("NFD", text)
    moved = (apart, _TONE_ON_SECOND.sub(r"\1\3\2", apart), _TONE_ON_FIRST.sub(r"\1\3\2", apart))
    return tuple(dict.fromkeys(unicodedata.normalize(form, each) for each in moved for form in ("NFC", "NFD")))


def status_forms() -> tuple[tuple[str, int], ...]:
    """Every way of writing a status, with the number of its status (1–5)."""
    return tuple((form, number) for status, number in STATUS_NUMBER.items() for form in spellings(status.value))


def holidays(calendar: WorkCalendar, year: int) -> tuple[date, ...]:
    """The days off around a plan's year that take a working day away."""
    days = (day for day in calendar.holidays - calendar.made_up if abs(day.year - year) <= 1)
    return tuple(sorted(day for day in days if calendar.in_a_working_week(day)))


def made_up_days(calendar: WorkCalendar, year: int) -> tuple[date, ...]:
    """The days around a plan's year that are worked although their week says otherwise."""
    days = (day for day in calendar.made_up if abs(day.year - year) <= 1)
    return tuple(sorted(day for day in days if not calendar.in_a_working_week(day)))
