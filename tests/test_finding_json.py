"""Findings written straight as JSON are what the standard library writes of the same objects."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.console.finding_json import finding_object, finding_texts
from sheetsync.console.json_text import Json, document_pieces, to_json
from sheetsync.core.cells import Where
from sheetsync.core.findings import Finding
from sheetsync.core.settings import Severity

_TEXT = st.text(max_size=12) | st.sampled_from(("«Đang làm»", 'a"b\\c', "dòng\nhai\tba", "\u202e\u200b\x1b[2J\x85", "\U0001f600"))
_VALUE = st.one_of(
    st.none(),
    _TEXT,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.sampled_from((date(2023, 3, 1), datetime(2023, 3, 1, 7, 5), time(7, 5), timedelta(hours=36))),  # noqa: DTZ001
)
_FINDINGS = st.lists(
    st.builds(
        Finding,
        code=_TEXT,
        severity=st.sampled_from(Severity),
        sheet=_TEXT,
        official=_TEXT,
        said=_TEXT | _TEXT.map(lambda text: lambda finding: f"{finding.cell} {text}"),
        where=st.none() | st.builds(Where, _TEXT, st.integers(1, 1_048_576), st.integers(1, 16_384), _TEXT),
        task_id=st.none() | _TEXT,
        field=st.none() | _TEXT,
        value=_VALUE,
        suggestion=st.none() | _TEXT,
    ),
    max_size=3,
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
@given(findings=_FINDINGS, name=_TEXT)
def test_a_document_in_pieces_is_the_document(encoding: str, findings: list[Finding], name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", type("Stream", (), {"encoding": encoding}))
        document: dict[str, Json] = {"book": name, "findings": [], "summary": {"errors": len(findings), "empty": []}}
        whole: dict[str, Json] = {**document, "findings": [finding_object(finding) for finding in findings]}
        text = "".join(document_pieces(document, {"findings": finding_texts(findings)}))
        assert text == to_json(whole)
    assert json.loads(text) == json.loads(json.dumps(whole))
    assert not set("\u202e\u200b\x1b\x85") & set(text)
