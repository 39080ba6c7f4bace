"""The column `Kết quả các kỳ trước`: one block a period, begun by a line `Quý I/2023: …`, the latest last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sheetsync.core.periods import parse_period
from sheetsync.core.values import match_key
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

FINISHED_EARLIER = "Đã hoàn thành từ kỳ trước"
"""The result of a task that is done once and was finished before the period."""

CARRIED_OVER = "Chuyển từ năm"
"""How a line begins that tells what a task of the year before came to."""

LABELS = {
    "evidence": "Văn bản/minh chứng",
    "difficulty": "Khó khăn, vướng mắc",
    "proposal": "Kiến nghị, đề xuất",
    "status": "Trạng thái",
    "progress": "Tiến độ",
    "completed_on": "Ngày hoàn thành",
}
"""What else than the result is kept of a period, and the word its line begins with."""

_FIELDS = {label: field for field, label in LABELS.items()}
_LONGEST_BEGINNING = 40
_ORIGIN = pattern(rf"{CARRIED_OVER} \d{{4}}(?: \(.*?\)(?=:|$))?")


def is_finished_earlier(text: str) -> bool:
    """Whether a result only says that the task was finished before."""
    return match_key(text).strip(" .;,") == match_key(FINISHED_EARLIER)


def with_period(before: str, title: str, result: str, others: Sequence[tuple[str, str]]) -> str:
    """What the column holds once a period has been added. title: `Quý I/2023`; others: fields of LABELS with their texts."""
    lines = [result] if result else []
    lines += [f"{LABELS[key]}: {text}" for key, text in others]
    block = f"{title}: " + "\n".join(lines)
    return f"{before}\n{block}" if before.strip() else block


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """What the column holds of one period. told: by field of LABELS, what was written of it."""

    year: int
    quarter: int
    result: str
    told: Mapping[str, str]


def told_before(text: str, *, year: int) -> tuple[str, tuple[ToldBefore, ...]]:
    """What the column holds: first what belongs to no period, then its blocks as they stand, `Quý I: …` being of this year."""
    own: list[str] = []
    blocks = []
    for key, lines in _blocks(text, year):
        if key is None:
            own = lines
        else:
            blocks.append(_told(key, lines))
    return "\n".join(own).strip(), tuple(blocks)


def origin_only(text: str) -> str:
    """What belongs to no period, without what the year before came to: of a task that was carried over only from where it comes,
    `Chuyển từ năm 2023 (mã A.3, hạn 31/3/2023)`."""
    kept: list[str] = []
    carried = False
    for line in text.split("\n"):
        origin = _ORIGIN.match(line)
        carried = carried or origin is not None
        if origin is not None or not carried:
            kept.append(origin[0] if origin is not None else line)
    return "\n".join(kept).strip()


def results_by_period(text: str) -> dict[tuple[int, int], str]:
    """The result of each period (year, quarter) that the column holds; of several blocks of one period the last."""
    return {key: _told(key, lines).result for key, lines in _blocks(text) if key is not None}


def _told(key: tuple[int, int], lines: Sequence[str]) -> ToldBefore:
    parts: dict[str, list[str]] = {"result": []}
    field = "result"
    for line in lines:
        beginning, colon, rest = line.partition(":")
        if colon and beginning in _FIELDS:
            field, line = _FIELDS[beginning], rest.strip()
        parts.setdefault(field, []).append(line)
    texts = {name: "\n".join(part).strip() for name, part in parts.items()}
    return ToldBefore(*key, texts.pop("result"), texts)


def _blocks(text: str, year: int | None = None) -> Iterator[tuple[tuple[int, int] | None, list[str]]]:
    """The lines before the first period's, then those of each period. year: of quarters that name none; None: they are no
    periods."""
    key: tuple[int, int] | None = None
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        begins, colon, rest = line.partition(":")
        named = _period_named(begins.strip(" -•"), year) if colon and len(begins) <= _LONGEST_BEGINNING else None
        if named is None:
            lines.append(line)
            continue
        if lines:
            yield key, lines
        key, lines = named, [rest.strip()]
    if lines:
        yield key, lines


def _period_named(text: str, year: int | None) -> tuple[int, int] | None:
    return parse_period(text) or (parse_period(f"{text}/{year}") if year is not None else None)
