"""How a tab is called in what commands print: by its sheet; on a sheet that several officials share, by the official first."""

from __future__ import annotations

from sheetsync.core.entries import Tab
from sheetsync.core.plan import NOBODY, Plan


def tab_name(tab: Tab, plan: Plan) -> str:
    """`VP UBND`; `Nguyễn Văn An (Theo dõi chung)`; of rows that name nobody known `Chưa rõ người (Theo dõi chung)`."""
    if not tab.shared:
        return tab.sheet
    if not tab.official and not tab.entries:
        return f"{tab.sheet} (cả sheet)"
    official = plan.official(tab.official) if tab.official else NOBODY
    return f"{official.short_title or official.title if official else tab.official} ({tab.sheet})"
