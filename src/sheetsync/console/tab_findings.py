"""The findings of one tab, line by line: each by itself while people can read them, then the rest of its kind by their cells.

Nobody reads seven thousand sentences that differ in the cell; where these cells are is one line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sheetsync.console.layout import Colour, paragraph, styled
from sheetsync.core.cells import column_letters
from sheetsync.core.findings import Finding
from sheetsync.core.settings import Severity

MOST_TOLD = 50
"""Findings of one code in one column of a tab that are told each by itself."""
MOST_STRETCHES = 40
"""Stretches of cells that the line about the rest names."""
_LABELS: dict[Severity, tuple[str, Colour]] = {
    Severity.ERROR: ("Lỗi", "red"),
    Severity.WARNING: ("Cảnh báo", "yellow"),
    Severity.INFO: ("Thông tin", "blue"),
}
_Kind = tuple[str, int]  # code, column


def finding_lines(found: Sequence[Finding], severity: Severity, *, everything: bool) -> Iterator[str]:
    """The findings of one severity, down the sheet. everything: each by itself, however many there are."""
    if everything:
        yield from map(finding_line, found)
        return
    many = {kind for kind, count in Counter(map(_kind, found)).items() if count > MOST_TOLD}
    told: Counter[_Kind] = Counter()
    rest: dict[_Kind, list[Finding]] = {kind: [] for kind in many}
    first: dict[_Kind, Finding] = {}
    for finding in found:
        kind = _kind(finding)
        if kind in many:
            first.setdefault(kind, finding)
            told[kind] += 1
            if told[kind] > MOST_TOLD:
                rest[kind].append(finding)
                continue
        yield finding_line(finding)
    for kind, like in first.items():
        yield _labelled(severity, _about_rest(like, rest[kind]))


def is_shortened(found: Iterable[Finding]) -> bool:
    """Whether some of a tab's findings are told by their cells only."""
    return any(count > MOST_TOLD for count in Counter((finding.severity, *_kind(finding)) for finding in found).values())


def finding_line(finding: Finding) -> str:
    """One finding on lines of its own; the sheet's name is left out, because it stands above."""
    message = finding.message.removeprefix(f"Sheet «{finding.sheet}», ").removeprefix(f"Sheet «{finding.sheet}»: ")
    return _labelled(finding.severity, message[:1].upper() + message[1:])


def _labelled(severity: Severity, text: str) -> str:
    label, colour = _LABELS[severity]
    line = paragraph(text, first=f"  {label}: ", rest="    ")
    return line.replace(f"  {label}:", f"  {styled(label + ':', colour)}", 1)


def _kind(finding: Finding) -> _Kind:
    return finding.code, finding.where.column if finding.where else 0


def _about_rest(first: Finding, rest: Sequence[Finding]) -> str:
    """`Và 6950 ô nữa cùng loại với ô H5 (Thời hạn): H55:H7004.`"""
    where = first.where
    if where is None:
        return f"Và {len(rest)} mục nữa cùng loại."
    rows = list(dict.fromkeys(finding.where.row for finding in rest if finding.where))
    stretches = list(_stretches(rows))
    letters = column_letters(where.column)
    named = [f"{letters}{one}:{letters}{last}" if last > one else f"{letters}{one}" for one, last in stretches[:MOST_STRETCHES]]
    left = sum(last - one + 1 for one, last in stretches[MOST_STRETCHES:])
    more = f" và {left} ô khác" if left else ""
    heading = f" ({where.heading})" if where.heading else ""
    return f"Và {len(rows)} ô nữa cùng loại với ô {where.a1}{heading}: {', '.join(named)}{more}."


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken stretch of rows that go up."""
    for _, stretch in groupby(enumerate(rows), key=lambda place: place[1] - place[0]):
        numbers = [row for _, row in stretch]
        yield numbers[0], numbers[-1]
