"""The column `Kết quả các kỳ trước`: one block a period, begun by a line `Quý I/2023: …`, the latest last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsync.core.periods import parse_period
from sheetsync.core.values import match_key

FINISHED_EARLIER = "Đã hoàn thành từ kỳ trước"
"""The result of a task that is done once and was finished before the period."""

LABELS = {
    "evidence": "Văn bản/minh chứng",
    "difficulty": "Khó khăn, vướng mắc",
    "proposal": "Kiến nghị, đề xuất",
    "status": "Trạng thái",
    "progress": "Tiến độ",
    "completed_on": "Ngày hoàn thành",
}
"""What else than the result is kept of a period, and the word its line begins with."""

_LONGEST_BEGINNING = 40


def is_finished_earlier(text: str) -> bool:
    """Whether a result only says that the task was finished before."""
    return match_key(text).strip(" .;,") == match_key(FINISHED_EARLIER)


def with_period(before: str, title: str, result: str, others: Sequence[tuple[str, str]]) -> str:
    """What the column holds once a period has been added. title: `Quý I/2023`; others: fields of LABELS with their texts."""
    lines = [result] if result else []
    lines += [f"{LABELS[key]}: {text}" for key, text in others]
    block = f"{title}: " + "\n".join(lines)
    return f"{before}\n{block}" if before.strip() else block


def results_by_period(text: str) -> dict[tuple[int, int], str]:
    """The result of each period (year, quarter) that the column holds; of several blocks of one period the last."""
    found: dict[tuple[int, int], str] = {}
    for key, lines in _blocks(text):
        kept: list[str] = []
        for line in lines:
            if line.startswith(tuple(f"{label}:" for label in LABELS.values())):
                break
            kept.append(line)
        found[key] = "\n".join(kept).strip()
    return found


def _blocks(text: str) -> Iterator[tuple[tuple[int, int], list[str]]]:
    key: tuple[int, int] | None = None
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        begins, colon, rest = line.partition(":")
        named = parse_period(begins.strip(" -•")) if colon and len(begins) <= _LONGEST_BEGINNING else None
        if named is None:
            lines.append(line)
            continue
        if key is not None:
            yield key, lines
        key, lines = named, [rest.strip()]
    if key is not None:
        yield key, lines
