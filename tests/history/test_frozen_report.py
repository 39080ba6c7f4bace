"""A closed report as text and back: not a letter of its sheets is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.drawn_alone import draw_alone
from sheetsync.core.history.frozen_report import HandedIn, freeze, read, written
from sheetsync.core.report import CorrectedField, Correction
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.internal import design_internal
from sheetsync.core.sheets.report import design_report
from sheetsync.records import replace
from sheetsync.usecases.assess import assess
from sheetsync.usecases.present_report import present_report

SAMPLE = Path(__file__).resolve().parents[2] / "workbooks" / "mau-2023.xlsx"


def test_the_sample_s_report_comes_back_whole(settings: Settings) -> None:
    assessment = assess(XlsxBook(SAMPLE), settings, as_of=date(2023, 3, 15), period_key="2023-Q1")
    report = present_report(assessment, assessment.period, date(2023, 3, 14))
    field = CorrectedField("Kết quả trong kỳ", "", "Đã xong")
    report = replace(report, corrections=(Correction("2022-Q4", "A.1", "Việc cũ", "VP", (field,)),))
    frozen = freeze(report, settings, (HandedIn("VP", date(2023, 3, 14)), HandedIn("TP", None)))
    again = read(written(frozen))
    assert again == frozen
    assert written(again) == written(frozen)
    assert len(report.errors) > 1
    for design in (design_report, design_internal):
        assert draw_alone(design(again.report, again.settings(settings))).data == draw_alone(design(report, settings)).data


@pytest.mark.parametrize("damage", ["version", "format", "field", "value"])
def test_another_document_is_refused(settings: Settings, damage: str) -> None:
    assessment = assess(XlsxBook(SAMPLE), settings, as_of=date(2023, 3, 15), period_key="2023-Q1")
    plain = json.loads(written(freeze(present_report(assessment, assessment.period, date(2023, 3, 14)), settings)))
    match damage:
        case "version":
            plain["version"] = 2
        case "format":
            del plain["format"]
        case "field":
            plain["report"]["unheard of"] = 1
        case _:
            plain["report"]["rows_read"] = "99"
    with pytest.raises(ValueError, match=r"."):
        read(json.dumps(plain))
