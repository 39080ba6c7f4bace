"""Whatever stands in a configuration file, the office reads mistakes and never a traceback."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsync.adapters.config_files.calendar_file import read_calendar
from sheetsync.adapters.config_files.columns_file import read_columns
from sheetsync.adapters.config_files.mistakes import Mistakes
from sheetsync.adapters.config_files.officials_file import Areas, People, read_areas, read_officials
from sheetsync.adapters.config_files.plan_file import read_plan
from sheetsync.adapters.config_files.rules_file import read_rules
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.unit_file import read_unit_file
from sheetsync.adapters.packaged import packaged_path
from sheetsync.core.settings import PlanSource

FILES = ("sheetsync.toml", "officials.toml", "areas.toml", "columns.toml", "rules.toml", "calendar.toml", "plan-2023.toml")
TEXTS = {name: packaged_path("config", name).read_text(encoding="utf-8") for name in FILES}
PARSED = {name: tomllib.loads(text) for name, text in TEXTS.items()}

scalars = (
    st.text(max_size=8)
    | st.sampled_from(["", " ", "\u0300", "Quý", "VPUB", "II.1", "15/12", "29/2", "Đã xác nhận", "quarterly-sending"])
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.sampled_from([datetime(2023, 3, 14, 8, tzinfo=UTC), time(8), date(1, 1, 1), date(9999, 12, 31)])
)
toml_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=6
)


def read_all(raw: dict[str, dict[str, object]]) -> tuple[str, ...]:
    """All mistakes of the files, read as `load_settings` reads them."""
    mistakes = Mistakes()
    sources = {name: Source(name, raw[name], TEXTS[name]) for name in FILES}
    main = read_unit_file(sources["sheetsync.toml"], mistakes)
    people: People = read_officials(sources["officials.toml"], mistakes)
    areas: Areas = read_areas(sources["areas.toml"], mistakes)
    columns = read_columns(sources["columns.toml"], mistakes)
    read_rules(sources["rules.toml"], columns, mistakes)
    read_calendar(sources["calendar.toml"], saturday_works=main.periods.saturday_works, mistakes=mistakes)
    read_plan(sources["plan-2023.toml"], people, areas, PlanSource.FILE, mistakes)
    return mistakes.lines()


def places(table: object) -> Iterator[tuple[object, object]]:
    """Every (container, key) of a parsed file."""
    entries = list(table.items()) if isinstance(table, dict) else list(enumerate(table)) if isinstance(table, list) else []
    for key, value in entries:
        yield table, key
        yield from places(value)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), file=st.sampled_from(FILES), value=toml_values)
def test_any_value_anywhere_is_read_or_reported(data: st.DataObject, file: str, value: object) -> None:
    raw = {**PARSED, file: copy.deepcopy(PARSED[file])}
    container, key = data.draw(st.sampled_from(list(places(raw[file]))))
    container[key] = value  # type: ignore[index]
    for line in read_all(raw):
        assert line.partition(":")[2].strip()
        assert len(line.splitlines()) == 1


@settings(max_examples=60, deadline=None)
@given(
    data=st.data(),
    file=st.sampled_from(FILES),
    word=st.text(alphabet="abcdefghijklmnopqrstuvwxyz_", max_size=8),
    value=toml_values,
)
def test_a_key_that_nobody_knows_is_reported(data: st.DataObject, file: str, word: str, value: object) -> None:
    key = f"qq_{word}"  # no key of ours, whatever follows
    raw = {**PARSED, file: copy.deepcopy(PARSED[file])}
    table = data.draw(st.sampled_from([container for container, _ in places(raw[file]) if isinstance(container, dict)]))
    assert isinstance(table, dict)
    table[key] = value
    assert any(key in line for line in read_all(raw))


def test_the_default_files_have_no_mistakes() -> None:
    assert read_all(PARSED) == ()
