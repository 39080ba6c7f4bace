"""The rules of a tab as formulas: which ones a formula can express, on which columns, and when each is certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsync.core.live.cells import InSheet, LiveCells, Workings, negated
from sheetsync.core.live.conditions import applies, unsure
from sheetsync.core.live.layout import LiveLayout
from sheetsync.core.rules.formula_error import FormulaError
from sheetsync.core.rules.kind import EveryCellKind, RowKind
from sheetsync.core.rules.ruleset import Rule, rules_of
from sheetsync.core.settings import FilledBy, PlanSource, Settings
from sheetsync.core.sheets.conditions import both, either
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class LiveRule:
    """One rule on one column. wrong: the formula that is TRUE where the rule finds something for certain; unsure: TRUE where only
    the full check can tell ("" where it always can); shown: TRUE where the sheet says that there is a problem."""

    rule: Rule
    field: str
    wrong: str
    unsure: str
    shown: str


def live_rules(settings: Settings, layout: LiveLayout, workings: Workings) -> tuple[LiveRule, ...]:
    """The row rules that have a formula, in the order of rules.toml.

    Columns of the plan are locked in a workbook of ours, so only those that officials fill in are asked about; a column that the
    tab has not is passed over, as in the full check.
    """
    filled_in = [
        column.key for column in settings.columns if column.filled_by is FilledBy.OFFICIAL and column.key in layout.columns
    ]
    compiled: list[LiveRule] = []
    for rule in rules_of(settings):
        kind = rule.kind
        if isinstance(kind, RowKind) and not (kind.file_plan_only and settings.plan_source is not PlanSource.FILE):
            for key in _columns(rule, filled_in):
                cells = LiveCells(layout, workings, rule.settings.options)
                compiled.extend(_compiled(rule, kind, key, cells, compiled))
    return tuple(compiled)


def left_to_the_tool(settings: Settings, layout: LiveLayout) -> tuple[str, ...]:
    """The codes of the rules that no formula expresses, in the order of rules.toml."""
    in_sheet = {live.rule.settings.code for live in live_rules(settings, layout, Workings(layout))}
    return tuple(dict.fromkeys(rule.code for rule in settings.rules if rule.code not in in_sheet))


def _columns(rule: Rule, filled_in: Sequence[str]) -> Sequence[str]:
    if isinstance(rule.kind, EveryCellKind) and not rule.fields:
        return filled_in
    return [key for key in rule.fields if key in filled_in]


def _compiled(rule: Rule, kind: RowKind, key: str, cells: LiveCells, earlier: Sequence[LiveRule]) -> Iterator[LiveRule]:
    verdict = kind.formula(cells, key)
    conditions = applies(kind, cells)
    if verdict is None or conditions is None:
        return
    broken = "" if isinstance(kind, FormulaError) else negated(cells.broken(key))
    suppressing = [one for one in earlier if one.field == key and one.rule.settings.code in kind.unless]
    frame = (broken, *conditions, *(negated(one.wrong) for one in suppressing))
    doubts = [doubt for doubt in (verdict.unsure, *unsure(kind, cells), *(one.unsure for one in suppressing)) if doubt]
    yield LiveRule(
        rule,
        key,
        wrong=_sure(*frame, verdict.wrong, *(negated(doubt) for doubt in doubts)),
        unsure=_unsure(doubts),
        shown=_sure(*frame, _shown(verdict)),
    )


def _shown(verdict: InSheet) -> str:
    return verdict.shown or verdict.wrong


def _sure(*conditions: str) -> str:
    """All conditions hold; an error in a cell that they look at is another problem's matter."""
    return f"IFERROR({both(*conditions)},FALSE)"


def _unsure(doubts: Sequence[str]) -> str:
    return f"IFERROR({either(doubts)},FALSE)" if doubts else ""
