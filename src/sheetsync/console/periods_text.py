"""What `sheetsync diff` shows: two quarters side by side."""

from __future__ import annotations

from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.tables import Column, table
from sheetsync.core.history.two_quarters import TwoQuarters
from sheetsync.core.messages import shown
from sheetsync.core.report import TaskLine
from sheetsync.core.sheets.task_words import official_title
from sheetsync.usecases.compare_periods import ComparedPeriod, PeriodsResult


def periods_text(result: PeriodsResult) -> str:
    first, second = result.first.report.period.title, result.second.report.period.title
    blocks = [styled(paragraph(f"{first} và {second} – sổ «{shown(result.book)}»"), bold=True)]
    blocks += [paragraph(told, first="! ") for each in (result.first, result.second) if (told := _still_open(each))]
    kinds = (
        ("Nhiệm vụ mới", result.found.new, _state),
        ("Mới hoàn thành", result.found.finished, _state),
        ("Mới quá hạn", result.found.overdue, _state),
        ("Kết quả ghi y như kỳ trước", result.found.same_result, lambda line: shown(line.result)),
        ("Khó khăn ghi y như kỳ trước", result.found.same_difficulty, lambda line: shown(line.difficulty)),
    )
    for title, lines, what in kinds:
        if not lines:
            blocks.append(f"{title}: không có.")
            continue
        columns = (Column("Mã NV"), Column("Nhiệm vụ"), Column("Cán bộ"), Column("Nay"))
        rows = [
            (line.task.task_id, shown(line.task.title), official_title(result.second.report.plan, line.official), what(line))
            for line in lines
        ]
        blocks.append(table(f"{title} ({len(lines)})", columns, rows))
    return "\n\n".join(blocks)


def _state(line: TaskLine) -> str:
    return line.timeliness.text


def _still_open(period: ComparedPeriod) -> str:
    return "" if period.closed else f"{period.report.period.title} chưa chốt: lấy theo sổ hiện nay."


def periods_document(result: PeriodsResult) -> dict[str, Json]:
    """The document of `diff --json`."""
    found: TwoQuarters = result.found
    return {
        "book": result.book,
        "first": _period_object(result.first),
        "second": _period_object(result.second),
        "new": [_line_object(line) for line in found.new],
        "finished": [_line_object(line) for line in found.finished],
        "overdue": [_line_object(line) for line in found.overdue],
        "same_result": [_line_object(line) for line in found.same_result],
        "same_difficulty": [_line_object(line) for line in found.same_difficulty],
    }


def _period_object(period: ComparedPeriod) -> Json:
    return {"period": period.report.period.key, "closed": period.closed, "as_of": period.report.as_of.isoformat()}


def _line_object(line: TaskLine) -> Json:
    return {
        "task_id": line.task.task_id,
        "official": line.official or None,
        "state": line.state.value,
        "result": line.result,
        "difficulty": line.difficulty,
    }
