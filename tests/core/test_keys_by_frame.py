"""Keys by frame: each once, in order, whether a frame has one or many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.sheets.conditions import KeysByFrame


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(("$B5=1", "$B5=2", "$B5=3")))))
def test_they_are_ordered_sets_of_keys(put: list[tuple[str, str]]) -> None:
    groups, plain = KeysByFrame(), dict[str, dict[str, None]]()
    for frame, key in put:
        groups.put(frame, key)
        plain.setdefault(frame, {})[key] = None
    assert {frame: list(keys) for frame, keys in groups.items()} == {frame: list(keys) for frame, keys in plain.items()}
    assert list(groups) == list(plain)
    assert len(groups) == len(plain)
