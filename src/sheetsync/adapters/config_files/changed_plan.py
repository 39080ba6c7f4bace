"""The text of the plan file and of officials.toml after a change of the plan, with every other line as it was."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date

from sheetsync.adapters.config_files import officials_file as official_keys
from sheetsync.adapters.config_files import plan_file as task_keys
from sheetsync.adapters.config_files.toml_blocks import OddToml, TomlBlocks
from sheetsync.adapters.config_files.toml_text import TomlValue, toml_value
from sheetsync.core.plan import RULE_OF, Due, DueBasis, Official, Plan, Task, Tenure

_TASK, _CONFIRMATION, _OFFICIAL = "task", "confirmation", "official"
_ORDERS = {
    _TASK: (
        "id", "title", "aliases", "area", "related_areas", "lead", "coordinators", "cadence", "deliverable", "needs_document",
        "due", "documents",
    ),
    _CONFIRMATION: ("task", "on", "by", "confirmed_on"),
    _OFFICIAL: ("code", "title", "short_title", "tab", "aliases", "person", "email", "start", "end", "former"),
}  # fmt: skip
"""The keys of each table as they usually follow each other."""


def plan_text(text: str, before: Plan, after: Plan) -> str:
    """The plan file. Raises OddToml where it is written in a way that cannot be changed in place."""
    file = TomlBlocks(text)
    raw = _tables(text, file, _TASK)
    confirmed = {_name(table, task_keys.CONFIRMED_TASK.name): n for n, table in enumerate(_tables(text, file, _CONFIRMATION))}
    numbers = {_name(table, task_keys.ID.name): n for n, table in enumerate(raw)}
    old = {task.task_id: task for task in before.tasks}
    kept = {task.task_id for task in after.tasks}
    for task_id in old:
        if task_id not in kept:
            file.remove_block(_TASK, numbers[task_id])
            if task_id in confirmed:
                file.remove_block(_CONFIRMATION, confirmed[task_id])
    above: int | None = None
    for task in after.tasks:
        if task.task_id not in numbers:
            values = {key: value for key, value in _task_values(task).items() if value is not None}
            file.add_block(_TASK, _table_text(_TASK, values), above)
            _confirm(file, confirmed, Due(), task)
            continue
        above = numbers[task.task_id]
        if task != old[task.task_id]:
            _change_task(file, above, raw[above], old[task.task_id], task)
            _confirm(file, confirmed, old[task.task_id].due, task)
    return file.result()


def officials_text(text: str, before: Plan, after: Plan) -> str:
    """officials.toml. Raises OddToml."""
    file = TomlBlocks(text)
    raw = _tables(text, file, _OFFICIAL)
    numbers = {_name(table, official_keys.CODE.name): n for n, table in enumerate(raw)}
    old = {official.code: official for official in before.officials}
    kept = {official.code for official in after.officials}
    for code in old:
        if code not in kept:
            file.remove_block(_OFFICIAL, numbers[code])
    if after.consolidator != before.consolidator:
        file.set_key("", 0, official_keys.CONSOLIDATOR.name, toml_value(after.consolidator), (official_keys.CONSOLIDATOR.name,))
    above: int | None = None
    for official in after.officials:
        if official.code not in numbers:
            values = {key: value for key, value in _official_values(official).items() if value is not None}
            file.add_block(_OFFICIAL, _table_text(_OFFICIAL, values), above)
            continue
        above = numbers[official.code]
        if official == old[official.code]:
            continue
        new, was = _official_values(official), _official_values(old[official.code])
        for key, value in new.items():
            implied = key == "short_title" and key not in raw[above] and official.short_title == official.title
            if value != was[key] or (key == "short_title" and key not in raw[above]):
                _put(file, _OFFICIAL, above, key, None if implied else value)
    return file.result()


def _tables(text: str, file: TomlBlocks, header: str) -> list[Mapping[str, object]]:
    """The tables as the parser sees them, which must be as many as those that can be changed."""
    raw = tomllib.loads(text.removeprefix("\ufeff")).get(header, [])
    if not isinstance(raw, list) or len(raw) != file.count(header):
        raise OddToml(header)
    return raw


def _name(table: Mapping[str, object], key: str) -> str:
    read = official_keys.CODE_TEXT.read(table.get(key))
    if not isinstance(read, str):
        raise OddToml(key)
    return read


def _change_task(file: TomlBlocks, number: int, raw: Mapping[str, object], before: Task, after: Task) -> None:
    new, was = _task_values(after), _task_values(before)
    for key, value in new.items():
        if key == task_keys.NEEDS_DOCUMENT.name and value == was[key]:
            continue
        if key != task_keys.DUE.name and value != was[key]:
            _put(file, _TASK, number, key, value)
    if after.due == before.due:
        return
    proposed = raw.get(task_keys.DUE.name)
    if after.due.basis is not DueBasis.CONFIRMED:
        wanted = new[task_keys.DUE.name]
    elif isinstance(proposed, dict) and (task_keys.RULE.name in proposed) == (after.cadence in RULE_OF):
        return  # what was proposed stays beside what was confirmed
    else:
        wanted = None
    _put(file, _TASK, number, task_keys.DUE.name, wanted)


def _confirm(file: TomlBlocks, confirmed: Mapping[str, int], before: Due, after: Task) -> None:
    """Write, change or take away the confirmation of a task's due date."""
    number = confirmed.get(after.task_id)
    due = after.due
    if due.basis is not DueBasis.CONFIRMED:
        if number is not None:
            file.remove_block(_CONFIRMATION, number)
        return
    if due == before:
        return
    assert due.confirmed_on is not None
    values: dict[str, str | None] = {
        task_keys.CONFIRMED_TASK.name: toml_value(after.task_id),
        task_keys.ON.name: toml_value(due.on) if due.on else None,
        task_keys.BY.name: toml_value(due.confirmed_by),
        task_keys.CONFIRMED_ON.name: toml_value(due.confirmed_on),
    }
    if number is None:
        kept = {key: value for key, value in values.items() if value is not None}
        last = file.count(_CONFIRMATION) - 1
        file.add_block(_CONFIRMATION, _table_text(_CONFIRMATION, kept), last if last >= 0 else None)
        return
    was = {
        task_keys.ON.name: before.on,
        task_keys.BY.name: before.confirmed_by,
        task_keys.CONFIRMED_ON.name: before.confirmed_on,
    }
    now = {
        task_keys.ON.name: due.on,
        task_keys.BY.name: due.confirmed_by,
        task_keys.CONFIRMED_ON.name: due.confirmed_on,
    }
    for key, value in values.items():
        if key in now and now[key] != was[key]:
            _put(file, _CONFIRMATION, number, key, value)


def _put(file: TomlBlocks, header: str, number: int, key: str, value: str | None) -> None:
    order = _ORDERS[header]
    if value is None:
        file.remove_key(header, number, key)
    else:
        file.set_key(header, number, key, value, order)


def _table_text(header: str, values: Mapping[str, str]) -> str:
    lines = [f"{key} = {values[key]}" for key in _ORDERS[header] if key in values]
    return "\n".join((f"[[{header}]]", *lines)) + "\n"


def _task_values(task: Task) -> dict[str, str | None]:
    """By key; None where the key is left out."""
    return {
        "id": toml_value(task.task_id),
        "title": toml_value(task.title),
        "area": toml_value(task.area),
        "related_areas": _list(task.related_areas),
        "lead": toml_value(task.lead),
        "coordinators": _list(task.coordinators),
        "cadence": toml_value(task.cadence.value),
        "deliverable": toml_value(task.deliverable) if task.deliverable else None,
        "needs_document": toml_value(task.needs_document),
        "due": _due(task.due),
    }


def _due(due: Due) -> str | None:
    if due.basis in (DueBasis.NONE, DueBasis.CONFIRMED):
        return None
    values: list[tuple[str, TomlValue | None]] = [
        ("basis", due.basis.value),
        ("on", due.on),
        ("rule", due.rule.value if due.rule else None),
        ("text", due.text or None),
    ]
    return "{ " + ", ".join(f"{key} = {toml_value(value)}" for key, value in values if value is not None) + " }"


def _official_values(official: Official) -> dict[str, str | None]:
    return {
        "code": toml_value(official.code),
        "title": toml_value(official.title),
        "short_title": toml_value(official.short_title),
        "tab": toml_value(official.tab) if official.tab else None,
        "aliases": _list(official.aliases),
        "person": toml_value(official.person) if official.person else None,
        "email": toml_value(official.email) if official.email else None,
        "start": _day(official.start),
        "end": _day(official.end),
        "former": "[" + ", ".join(map(_tenure, official.former)) + "]" if official.former else None,
    }


def _tenure(held: Tenure) -> str:
    values = (("person", held.person), ("email", held.email or None), ("start", held.start), ("end", held.end))
    return "{ " + ", ".join(f"{key} = {toml_value(value)}" for key, value in values if value is not None) + " }"


def _list(values: tuple[str, ...]) -> str | None:
    return toml_value(values) if values else None


def _day(day: date | None) -> str | None:
    return toml_value(day) if day else None
