"""Read the workbook from which a new one takes entries over."""

from __future__ import annotations

from collections import Counter

from sheetsync.core.book import BookContent
from sheetsync.core.periods import Period
from sheetsync.core.plan_exchange.carried_cells import CarryOver
from sheetsync.core.plan_exchange.carry_into_next_year import carry_into_next_year
from sheetsync.core.plan_exchange.carry_within_year import carry_within_year
from sheetsync.core.plan_exchange.edition import read_edition
from sheetsync.core.plan_exchange.left_behind import left_behind
from sheetsync.core.plan_exchange.old_tabs import OldTabs, read_old_tabs
from sheetsync.core.settings import Settings
from sheetsync.errors import BookUnreadable, UsageError
from sheetsync.ports import PlanBook
from sheetsync.records import dataclass, replace
from sheetsync.usecases.assess import no_tab


@dataclass(frozen=True, slots=True)
class EarlierBook:
    """An earlier workbook: its tabs, the year of its plan and the period it stands for."""

    content: BookContent
    tabs: OldTabs
    year: int
    period_key: str

    def carry(self, settings: Settings, period: Period) -> CarryOver:
        """Within the year everything, from the year before what is unfinished."""
        if self.year == settings.plan.year:
            carried = carry_within_year(self.tabs, settings, period.key)
        else:
            carried = carry_into_next_year(self.tabs, settings, self.year)
        return replace(carried, notes=(*carried.notes, *left_behind(self.content, self.tabs, settings)))


def read_earlier(book: PlanBook, settings: Settings) -> EarlierBook:
    """Raises NoTabRecognised; BookUnreadable where a tab's headings cannot be read, so that entries would be missed; UsageError
    where the book's year cannot be told, or lies after the plan's."""
    content = book.read()
    tabs = read_old_tabs(content, settings)
    if not tabs.tabs.tabs:
        raise no_tab(content, settings)
    for tab in tabs.tabs.tabs:
        if not tab.usable:
            missing = ", ".join(f"«{problem.heading}»" for problem in tab.missing)
            raise BookUnreadable(
                f"Sheet «{tab.sheet}» của sổ cũ thiếu tiêu đề cột {missing} nên không chuyển hết được nội dung; chưa lập sổ mới.",
                "Vui lòng ghi lại tiêu đề cột như cũ rồi chạy lại.",
            )
    edition = read_edition(content)
    period_key = edition.period if edition is not None else ""
    if not period_key:
        stated = Counter(tab.stated_period for tab in tabs.tabs.tabs if tab.stated_period)
        period_key = stated.most_common(1)[0][0] if stated else ""
    if not period_key:
        raise UsageError(
            f"Không biết sổ cũ «{content.name}» là của năm nào.",
            "Vui lòng ghi kỳ báo cáo phía trên tiêu đề của một sheet, ví dụ «Kỳ báo cáo: Quý IV/2023», rồi chạy lại.",
        )
    year = int(period_key[:4])
    if year > settings.plan.year:
        raise UsageError(
            f"Sổ cũ «{content.name}» là của năm {year}, sau năm {settings.plan.year} của kế hoạch trong cấu hình.",
            f"Vui lòng chọn kế hoạch năm {year} trở đi bằng --plan.",
        )
    return EarlierBook(content, tabs, year, period_key)
