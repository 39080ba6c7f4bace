"""A book with more wrong cells than can be told one by one: it is refused, with the columns where most of them are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sheetsync.core.findings import Finding
from sheetsync.core.messages import shown
from sheetsync.errors import BookUnreadable

MOST_FINDINGS = 100_000
"""Nobody works through more of them cell by cell, and so many are found in a few seconds."""
_NAMED = 3


def too_many(findings: Sequence[Finding]) -> BookUnreadable:
    """The refusal. findings: those found so far."""
    columns = Counter((finding.code, finding.sheet, finding.where.column if finding.where else 0) for finding in findings)
    worst = [kind for kind, _ in columns.most_common(_NAMED)]
    first: dict[tuple[str, str, int], Finding] = {}
    for finding in findings:
        first.setdefault((finding.code, finding.sheet, finding.where.column if finding.where else 0), finding)
    places = ", ".join(_place(first[kind], columns[kind]) for kind in worst)
    return BookUnreadable(
        f"Sổ có hơn {MOST_FINDINGS // 1_000}.000 chỗ sai, quá nhiều để nêu từng ô. Nhiều nhất: {places}. "
        f"Ví dụ: {first[worst[0]].message}",
        "Vui lòng sửa những cột này cho cả cột một lần rồi chạy lại. Chữ gõ bằng phông cũ thì chuyển cả sổ bằng lệnh "
        "sheetsync fix-encoding.",
    )


def _place(finding: Finding, count: int) -> str:
    heading = f", cột «{shown(finding.where.heading)}»" if finding.where and finding.where.heading else ""
    at_least = f"{count:,}".replace(",", ".")  # the count ends where the findings became too many
    return f"sheet «{shown(finding.sheet)}»{heading} (ít nhất {at_least} chỗ)"
