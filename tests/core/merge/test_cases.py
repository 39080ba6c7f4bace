"""Every case of `cases/*.md` gives exactly the changes, conflicts and notices that it asks for."""

from __future__ import annotations

import unicodedata

import pytest

from sheetsync.core.merge.messages import NOTICES
from sheetsync.core.settings import Settings
from tests.core.merge.merge_tables import CASES, Case, assert_case, cases

ALL = [case for file in sorted(path.name for path in CASES.glob("*.md")) for case in cases(file)]


@pytest.mark.parametrize("case", ALL, ids=str)
def test_case(settings: Settings, case: Case) -> None:
    assert_case(case, settings)


def test_every_notice_is_found_in_some_case() -> None:
    shown = {one.split()[1] for case in ALL for one in case.expected if one.startswith("báo ")}
    assert shown == set(NOTICES)


@pytest.mark.parametrize("case", ALL, ids=str)
def test_every_sentence_says_where_what_and_what_to_do(settings: Settings, case: Case) -> None:
    result = assert_case(case, settings)
    for text in (*(conflict.message for conflict in result.conflicts), *(notice.message for notice in result.notices)):
        assert text.startswith(("Sổ «văn phòng», sheet «", "Sổ «cán bộ», sheet «"))
        assert "vui lòng" in text.lower() or "Không cần sửa" in text
        assert "{" not in text
        assert text.endswith(".")
        assert text == unicodedata.normalize("NFC", text)


def test_no_notice_names_one_of_the_commands_that_merge() -> None:
    """Syncing and collecting tell the same."""
    texts = [text.casefold() for variants in NOTICES.values() for text in variants.values()]
    assert not [text for text in texts if "đồng bộ" in text or "thu sổ" in text]
