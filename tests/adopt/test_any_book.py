"""Whatever a workbook holds, a proposal is made without falling over, and every configuration made of it loads."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.config_files.new_folder import write_new_folder
from sheetsync.core.adoption.guess_people import people_named
from sheetsync.core.adoption.proposal import Verdict
from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.settings import Settings
from sheetsync.usecases.adopt import first_look, prove

EXAMPLES = int(os.environ.get("SHEETSYNC_ADOPT_EXAMPLES", "60"))

WORDS = st.sampled_from(
    ("TT", "Nhiệm vụ", "Nội dung", "Trạng thái", "Tình trạng", "Tiến độ", "Kết quả", "Kết quả Quý I", "Kết quả Quý II",
     "Thời hạn", "Hạn", "Ngày hoàn thành", "Người phụ trách", "Status", "Task", "Deadline", "(1)", "…", "Ghi chú", "Tổng cộng",
     "Cán bộ thực hiện", "Chủ trì", "Trạng thái quý I", "Trạng thái quý II", "Tiến độ quý 3", "Ngày hoàn thành thực tế",
     "Mã NV", "Số văn bản", "nhiem vu", "NHIỆM VỤ:", "Ghi chú (nếu có)", "Cột Ghi chú")
)  # fmt: skip
ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        (
            "Nguyễn Văn An",
            "Ô. An",
            "Trần Thị Bình, Nguyễn Văn An",
            "nt",
            "Hoàn thành",
            "Đang thực hiện",
            "xong",
            "Chưa thực hiện",
            "12/KH-UBND",
            "Ban hành kế hoạch kiểm tra",
            "50%",
            "II.1.01",
        )
    ),
    st.integers(0, 120),
    st.dates(date(2018, 1, 1), date(2037, 1, 1)),
    ODD,
)
TITLES = st.lists(st.one_of(st.none(), ODD, st.just("KẾ HOẠCH NĂM 2019"), st.just("Kế hoạch năm 2024")), max_size=3)
NAMES = st.one_of(
    st.sampled_from(("VP UBND", "Tổng hợp", "Văn phòng UBND", "Bản", "Bán", "Báo cáo Quý I", "'A'", "A/B", "x" * 40, " ", "Đài")),
    ODD.filter(bool),
)


@st.composite
def sheets(draw: st.DrawFn) -> SheetContent:
    width = draw(st.integers(3, 7))
    row = st.lists(CELLS, min_size=width, max_size=width)
    headings = draw(st.lists(st.one_of(WORDS, WORDS, WORDS, st.none(), ODD), min_size=width, max_size=width))
    if draw(st.integers(0, 5)):
        headings[draw(st.integers(0, width - 2))] = draw(st.sampled_from(("Nhiệm vụ", "Task", "Việc phải làm", "nhiem vu")))
        headings[-1] = draw(st.sampled_from(("Trạng thái", "Status", "Tiến độ", "Kết quả", "Đến đâu rồi")))
    above = [[title] for title in draw(TITLES)]
    rows: list[Sequence[CellValue]] = [*above, headings, *draw(st.lists(row, max_size=4))]
    cells = [[value or None if isinstance(value, str) else value for value in cells] for cells in rows]
    return SheetContent(
        draw(NAMES),
        cells,
        first_row=draw(st.integers(1, 9)),
        first_column=draw(st.integers(1, 4)),
        hidden=draw(st.integers(0, 4)) == 4,
    )


@bounded(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(sheets(), min_size=1, max_size=4, unique_by=lambda sheet: sheet.name), st.data())
def test_every_configuration_loads(settings: Settings, found: list[SheetContent], data: st.DataObject) -> None:
    content = BookContent("so.xlsx", "1", tuple(found))
    look = first_look(content, settings, as_of=date(2024, 3, 1))
    proposal = look.proposal
    for sheet in proposal.doubtful_sheets():
        proposal = proposal.with_sheet(sheet.name, tab=data.draw(st.booleans()))
    for sheet in proposal.doubtful_sharing():
        proposal = proposal.with_sharing(sheet.name, shared=data.draw(st.booleans()))
    while questions := proposal.doubtful_columns():
        question = questions[0]
        answer = data.draw(st.sampled_from([*(key for key, _ in question.options), None]))
        proposal = proposal.with_column(question.alias_key, answer)
    for person in people_named(proposal.shared, proposal.same_person):
        for key in person.doubtful:
            proposal = proposal.with_name(key, same=data.draw(st.booleans()))
    assert all(sheet.verdict is not Verdict.PERHAPS or sheet.answered for sheet in proposal.sheets)
    if not proposal.tabs:
        return
    config = look.configuration(proposal, settings)
    with tempfile.TemporaryDirectory() as folder:
        written = write_new_folder(config, Path(folder) / "so.xlsx", Path(folder) / "cau-hinh")
        loaded = load_settings(written)
    proof = prove(look, proposal, loaded)
    read = dict.fromkeys(tab.sheet for tab in proof.tabs.tabs)
    assert list(read) == [sheet.name for sheet in proposal.tabs]
