"""The column `Kết quả các kỳ trước`: one block a period, begun by a line `Quý I/2023: …`, the latest last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

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
_INDENT = "    "
"""Before a line of somebody's text that would otherwise be taken for another period's or for one of LABELS."""

_LONGEST_BEGINNING = 40
_ORIGIN = pattern(rf"{CARRIED_OVER} \d{{4}}(?: \(.*?\)(?=:|$))?")


def is_finished_earlier(text: str) -> bool:
    """Whether a result only says that the task was finished before."""
    return match_key(text).strip(" .;,") == match_key(FINISHED_EARLIER)


def with_period(before: str, title: str, result: str, others: Sequence[tuple[str, str]]) -> str:
    """What the column holds once a period has been added. title: `Quý I/2023`; others: fields of LABELS with their texts."""
    lines = [_indented(result.strip())] if result.strip() else []
    lines += [f"{LABELS[key]}: {_indented(text.strip())}" for key, text in others]
    told = "\n".join(lines)
    # A result whose very first line reads as a label can be indented only on a line of its own.
    block = f"{title}:\n{_INDENT}{told}" if result.strip() and _label(told) else f"{title}: {told}"
    return f"{before}\n{block}" if before.strip() else block


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """What the column holds of one period. told: by field of LABELS, what was written of it; dated: its line names the year, as
    that does which is written when a period is opened."""

    year: int
    quarter: int
    result: str
    told: Mapping[str, str]
    dated: bool = False


@lru_cache(maxsize=8_192)  # a report asks several times what a row's column holds
def told_before(text: str, *, year: int) -> tuple[str, tuple[ToldBefore, ...]]:
    """What the column holds: first what belongs to no period, then its blocks as they stand, `Quý I: …` being of this year."""
    own: list[str] = []
    blocks = []
    for key, dated, lines in _blocks(text, year):
        if key is None:
            own = lines
        else:
            blocks.append(_told(key, lines, dated=dated))
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
    return {key: _told(key, lines, dated=dated).result for key, dated, lines in _blocks(text) if key is not None}


def _told(key: tuple[int, int], lines: Sequence[str], *, dated: bool) -> ToldBefore:
    parts: dict[str, list[str]] = {"result": []}
    field = "result"
    for number, line in enumerate(lines):
        if number and dated and line.startswith(_INDENT):
            parts.setdefault(field, []).append(line.removeprefix(_INDENT) if _misleading(line) else line)
            continue
        line = line if number else line.lstrip()  # the first stands behind the period's name
        label = _label(line)
        if label:
            field, line = _FIELDS[label], line.partition(":")[2].lstrip()
        parts.setdefault(field, []).append(line)
    texts = {name: "\n".join(part).strip() for name, part in parts.items()}
    return ToldBefore(*key, texts.pop("result"), texts, dated)


def _indented(text: str) -> str:
    """The text with an indent before each line but the first that would mislead."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"{_INDENT}{line}" if _misleading(line) else line for line in rest)])


def _misleading(line: str) -> bool:
    """Whether a line within a period's text reads as the beginning of something else, however often it is indented."""
    blanks = len(line) - len(line.lstrip(" "))
    line = line[blanks - blanks % len(_INDENT) :]
    return bool(_label(line)) or _named_in(line, None) is not None


def _label(line: str) -> str:
    beginning, colon, _ = line.partition(":")
    return beginning if colon and beginning in _FIELDS else ""


def _blocks(text: str, year: int | None = None) -> Iterator[tuple[tuple[int, int] | None, bool, list[str]]]:
    """The lines before the first period's, then those of each period, and whether it is dated. year: of quarters that name none;
    None: they are no periods. After a dated period they are none either: what is written there when a period is opened always
    names its year, so `Quý I: 5 hồ sơ` is a line of the result."""
    key: tuple[int, int] | None = None
    dated = False
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        named = None if dated and line.startswith(_INDENT) else _named_in(line, None)
        names_year = named is not None
        if named is None and year is not None and not dated:
            named = _named_in(line, year)
        if named is None:
            lines.append(line)
            continue
        if lines:
            yield key, dated, lines
        key, dated, lines = named, names_year, [line.partition(":")[2]]
    if lines:
        yield key, dated, lines


def _named_in(line: str, year: int | None) -> tuple[int, int] | None:
    """The period whose block a line begins. year: of a quarter that names none."""
    begins, colon, _ = line.partition(":")
    if not colon or len(begins) > _LONGEST_BEGINNING:
        return None
    begins = begins.strip(" -•")
    return parse_period(begins if year is None else f"{begins}/{year}")
