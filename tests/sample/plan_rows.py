"""What the plan's own columns hold in a tab: read from the plan's file with the standard library, not with what is under test."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

CONFIG = Path(__file__).parents[2] / "config"
RULE_TEXTS = {"quarterly-sending": "Hằng quý", "monthly": "Hằng tháng"}


@cache
def tasks() -> dict[str, dict[str, Any]]:
    """The plan's tasks by id; a confirmed due date stands in `due` with the basis `Đã xác nhận`."""
    plan = tomllib.loads((CONFIG / "plan-2023.toml").read_text("utf-8"))
    found: dict[str, dict[str, Any]] = {task["id"]: task for task in plan["task"]}
    for confirmation in plan["confirmation"]:
        found[confirmation["task"]]["due"] = {"basis": "Đã xác nhận", "on": confirmation["on"]}
    return found


@cache
def areas() -> dict[str, str]:
    """Short titles by code."""
    return {area["code"]: area["short_title"] for area in tomllib.loads((CONFIG / "areas.toml").read_text("utf-8"))["area"]}


def placements() -> list[tuple[str, str, bool]]:
    """(official, task id, coordinator) of every row that the tabs of the plan should hold: leads, then coordinators."""
    officials = tomllib.loads((CONFIG / "officials.toml").read_text("utf-8"))
    with_tab = {official["code"] for official in officials["official"] if "tab" in official}
    owners = {
        task_id: task["lead"] if task["lead"] in with_tab else officials["consolidator"] for task_id, task in tasks().items()
    }
    rows = [(owner, task_id, False) for task_id, owner in owners.items()]
    for task_id, task in tasks().items():
        named = (code for code in task.get("coordinators", ()) if code in with_tab and code != owners[task_id])
        rows += [(code, task_id, True) for code in named]
    return rows


def due_cell(task: dict[str, Any]) -> date | str:
    """A confirmed date as a true date; everything else in words, as the plan has it."""
    due = task.get("due")
    if due is None:
        return "Thường xuyên"
    if due["basis"] == "Đã xác nhận":
        confirmed: date = due["on"]
        return confirmed
    if "rule" in due:
        return RULE_TEXTS[due["rule"]]
    words: str = due["text"]
    return words[0].upper() + words[1:]


def plan_values(task_id: str, *, coordinator: bool) -> dict[str, Any]:
    """The cells of the plan's columns, by field key."""
    task = tasks()[task_id]
    return {
        "task_id": task_id,
        "area": areas()[task["area"]],
        "task": task["title"],
        "deliverable": task["deliverable"],
        "role": "Phối hợp" if coordinator else "Chủ trì",
        "cadence": task["cadence"],
        "due": due_cell(task),
        "due_basis": task.get("due", {}).get("basis"),
    }
