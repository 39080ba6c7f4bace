"""docs/merge-and-daff.md says what both merges make of its cases today."""

from __future__ import annotations

from tests.core.merge.daff.beside import table, verdicts, written_table


def test_the_document_holds_what_both_do() -> None:
    assert written_table() == table()


def test_nothing_is_lost_or_garbled_here() -> None:
    found = verdicts()
    assert [title for title, ours, *_ in found if ours.wrong] == []
    assert len([title for title, _, keyed, plain in found if keyed.wrong or plain.wrong]) >= 5
