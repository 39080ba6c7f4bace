"""Whose a workbook is that somebody sent: by the mark of a hand-out, else by its tabs, else by what it is called."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsync.core.book import BookContent
from sheetsync.core.collect.fields import entry_fields
from sheetsync.core.entries import BookTabs, Tab
from sheetsync.core.find_tab import find_tab
from sheetsync.core.hand_out.mark import HandOutMark, read_mark
from sheetsync.core.merge import BookState, TabState, state_of
from sheetsync.core.merge.same_value import same
from sheetsync.core.plan import Official
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.sheet_names import OURS
from sheetsync.core.tabs import read_tabs
from sheetsync.core.values import match_key
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that is an official's. state: the official's rows and nobody else's; mark: None where it was not handed out;
    ignored: sheets of other officials in it."""

    name: str
    official: Official
    state: BookState
    mark: HandOutMark | None
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownFile:
    """A file that nothing is taken from: why, and what to do, in Vietnamese."""

    name: str
    reason: str
    next_step: str


def whose(content: BookContent, settings: Settings, office: BookState, period_key: str, quarter: int) -> SentFile | UnknownFile:
    """settings: with the plan of the office's book. office: what the office's book holds, by which a whole book that was sent
    back shows whose rows somebody worked on."""
    mark = read_mark(content)
    tabs, _ = read_tabs(content, settings, quarter)
    if mark is not None:
        official = settings.plan.official(mark.official)
        if official is None:
            return UnknownFile(
                content.name,
                f"tệp phát cho «{mark.official}», nay không còn trong danh sách bộ phận",
                "Vui lòng ghi lại bộ phận này ở officials.toml, hoặc chép tay nội dung vào sổ.",
            )
    else:
        found = _by_tabs(content, tabs, settings, office, quarter)
        if isinstance(found, UnknownFile):
            return found
        official = found
    own = find_tab(content, tabs, official, settings, quarter)
    if not own or not all(tab.usable for tab in own):
        return _without_tab(content, official, own)
    state = state_of(BookTabs(own), settings, name=content.name, period=period_key)
    mine = {tab.sheet for tab in own}
    others = tuple(dict.fromkeys(tab.sheet for tab in tabs.tabs if tab.sheet not in mine))
    return SentFile(content.name, official, state.only(official.code), mark, others)


def _by_tabs(content: BookContent, tabs: BookTabs, settings: Settings, office: BookState, quarter: int) -> Official | UnknownFile:
    officials = [official for official in settings.plan.officials if official.tab]
    present = {tab.official for tab in tabs.tabs if tab.official}
    if not present:
        alone = [official for official in officials if find_tab(content, tabs, official, settings, quarter)]
        if len(alone) == 1:
            return alone[0]
        return _unknown(content)
    if len(present) > 1:
        named = _named(content.name, [official for official in officials if official.code in present])
        present = {named} if named else _worked_on(tabs, settings, office)
    if len(present) == 1:
        found = settings.plan.official(present.pop())
        if found is not None:
            return found
    return UnknownFile(
        content.name,
        "tệp là cả sổ, có sheet của nhiều bộ phận, nên không rõ ai gửi",
        "Vui lòng thêm tên sheet của bộ phận gửi vào tên tệp (ví dụ «… - VP UBND.xlsx») rồi chạy lại.",
    )


def _named(file: str, officials: Sequence[Official]) -> str:
    """The code of the only official whose tab, short title or alias the file's name says; of two such names where one holds the
    other, the longer one is meant."""
    said = match_key(file)
    hits = {official.code: max((len(key) for key in _keys(official) if key in said), default=0) for official in officials}
    most = max(hits.values(), default=0)
    best = [code for code, length in hits.items() if length == most]
    return best[0] if most and len(best) == 1 else ""


def _keys(official: Official) -> set[str]:
    return {match_key(name) for name in (official.tab or "", official.short_title, *official.aliases) if len(name) > 1}


def _worked_on(tabs: BookTabs, settings: Settings, office: BookState) -> set[str]:
    """The officials whose rows differ from those of the office's book."""
    sent = state_of(tabs, settings, name="")
    fields = entry_fields(settings)
    return {
        code for code, tab in sent.tabs.items() if code and (code not in office.tabs or _differs(tab, office.tabs[code], fields))
    }


def _differs(tab: TabState, other: TabState, fields: Sequence[str]) -> bool:
    return any(
        not same(row.values[field], other.rows[key].values.get(field) if key in other.rows else None)
        for key, row in tab.rows.items()
        for field in fields
        if field in row.values
    )


def _unknown(content: BookContent) -> UnknownFile:
    seen = ", ".join(f"«{sheet.name}»" for sheet in content.sheets if sheet.name not in OURS)[:120]
    return UnknownFile(
        content.name,
        f"không nhận ra sheet của bộ phận nào (các sheet: {seen or 'không có'})",
        "Nếu là tệp của cán bộ: đặt lại tên sheet và dòng tiêu đề như khi phát, rồi chạy lại. Nếu không phải: chuyển tệp "
        "ra khỏi thư mục.",
    )


def _without_tab(content: BookContent, official: Official, own: tuple[Tab, ...]) -> UnknownFile:
    title = official.short_title or official.title
    if own:
        missing = ", ".join(f"«{problem.heading}»" for tab in own for problem in tab.missing)
        reason = f"sheet «{own[0].sheet}» của {title} thiếu tiêu đề cột {missing}"
    else:
        reason = f"tệp của {title} nhưng không còn sheet nhiệm vụ"
    return UnknownFile(
        content.name, reason, "Vui lòng ghi lại dòng tiêu đề như khi phát rồi chạy lại, hoặc xin cán bộ gửi lại tệp."
    )
