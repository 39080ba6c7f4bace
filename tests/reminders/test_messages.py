"""What officials read: each message whole, as somebody would write it to a colleague."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from textwrap import dedent

import pytest

from sheetsync.core.plan import Plan
from sheetsync.core.settings import Settings
from tests.reminders.small_plan import FULL_OFFICE, JUSTICE, OFFICE, PLAN, RADIO, on_day, reminded, text_for
from tests.tables import sheet

BLANK_OFFICE = """
| Mã NV | Nhiệm vụ          | Vai trò  | Trạng thái     | Ngày hoàn thành | Kết quả trong kỳ  | Khó khăn, vướng mắc |
|-------|-------------------|----------|----------------|-----------------|-------------------|---------------------|
| A.1   | Rà soát văn bản   | Chủ trì  | xong           |                 | Đã rà soát 14 bản |                     |
| A.2   | Ban hành kế hoạch | Chủ trì  | Đang thực hiện |                 | Đã dự thảo        |                     |
| A.3   | Niêm yết thủ tục  | Chủ trì  |                |                 |                   |                     |
| B.1   | Kiểm tra văn bản  | Phối hợp |                |                 |                   |                     |
"""


def says(text: str) -> str:
    return dedent(text).strip()


def test_everything_in_order_and_handed_in_is_thanked_for_in_one_line(settings: Settings) -> None:
    for day in ("13/3/2023", "14/3/2023", "15/3/2023", "17/3/2023", "20/3/2023"):
        result = reminded(settings, day, VP=FULL_OFFICE)
        assert text_for(result, OFFICE) == (
            "Cảm ơn anh/chị phụ trách Văn phòng đã báo cáo đủ 3 việc và nộp báo cáo Quý I/2023 ngày 13/3/2023."
        )


def test_a_day_of_handing_in_that_is_still_to_come_or_of_an_earlier_period_is_none(settings: Settings) -> None:
    early = reminded(settings, "10/3/2023", VP=FULL_OFFICE)
    assert "chỉ còn ghi giúp ngày nộp ở phía trên bảng" in text_for(early, OFFICE)
    stale = reminded(settings, "14/3/2023", VP=FULL_OFFICE.replace("2023-03-13", "2022-12-13"))
    assert "chỉ còn ghi giúp ngày nộp ở phía trên bảng" in text_for(stale, OFFICE)
    assert [count.handed_in_on for count in stale.chair.officials] == [None, None, None]


def test_a_late_day_of_the_quarter_before_is_no_early_one_of_this(settings: Settings) -> None:
    """The second quarter's data begin on 15 March, and the first one's report is sent on the 17th."""
    for day, thanked in (("2023-03-16", False), ("2023-03-17", False), ("2023-03-20", True)):
        found = reminded(settings, "10/6/2023", quarter=2, VP=FULL_OFFICE.replace("2023-03-13", day))
        assert ("nộp báo cáo Quý II/2023 ngày" in text_for(found, OFFICE)) == thanked
        assert (found.chair.officials[0].handed_in_on is not None) == thanked
    late = reminded(settings, "20/3/2023", VP=FULL_OFFICE.replace("2023-03-13", "2023-03-16"))
    assert "nộp báo cáo Quý I/2023 ngày 16/3/2023" in text_for(late, OFFICE)


def test_missing_overdue_and_wrong_after_the_hand_in(settings: Settings) -> None:
    assert text_for(reminded(settings, "15/3/2023", VP=BLANK_OFFICE), OFFICE) == says(
        """
        Chào anh/chị phụ trách Văn phòng,

        Hạn nộp báo cáo Quý I/2023 (thứ Ba 14/3/2023) đã qua 1 ngày; thứ Sáu 17/3/2023 phải gửi báo cáo, còn 2 ngày làm việc. \
Nhờ anh/chị bổ sung sớm giúp:

        Chưa báo cáo 2 việc:
        - A.1 Rà soát văn bản (ô D2 ghi «xong», nhờ chọn lại trạng thái)
        - A.3 Niêm yết thủ tục

        Quá hạn 1 việc:
        - A.2 Ban hành kế hoạch: quá 14 ngày (hạn 1/3/2023), nhờ ghi nguyên nhân ở ô G3

        Anh/chị còn phối hợp ở 1 việc (B.1): có kết quả thì ghi thêm giúp, không bắt buộc.

        Có vướng mắc gì, anh/chị nhắn lại ngay giúp. Xin cảm ơn!
        """
    )


ESCALATION = """
| ngày      | câu mở đầu                                                                                                        |
|-----------|-------------------------------------------------------------------------------------------------------------------|
| 14/12/2022 | Kỳ Quý I/2023 chưa bắt đầu (số liệu tính từ 15/12/2022), hiện chưa có gì phải nộp. Hạn nộp là thứ Ba 14/3/2023, gửi báo cáo thứ Sáu 17/3/2023. |
| 1/3/2023  | Xin nhắc sớm: hạn nộp báo cáo Quý I/2023 là thứ Ba 14/3/2023, còn 9 ngày làm việc (gửi báo cáo thứ Sáu 17/3/2023). Anh/chị ghi dần vào sổ giúp những việc sau: |
| 10/3/2023 | Còn 2 ngày làm việc là đến hạn nộp báo cáo Quý I/2023: thứ Ba 14/3/2023 (gửi báo cáo thứ Sáu 17/3/2023). Anh/chị sắp xếp hoàn thành giúp: |
| 13/3/2023 | Ngày mai, thứ Ba 14/3/2023, là hạn nộp báo cáo Quý I/2023 (gửi báo cáo thứ Sáu 17/3/2023). Anh/chị sắp xếp hoàn thành giúp: |
| 14/3/2023 | Hôm nay, thứ Ba 14/3/2023, là hạn nộp báo cáo Quý I/2023 (gửi báo cáo thứ Sáu 17/3/2023). Nhờ anh/chị hoàn thành trong hôm nay giúp: |
| 15/3/2023 | Hạn nộp báo cáo Quý I/2023 (thứ Ba 14/3/2023) đã qua 1 ngày; thứ Sáu 17/3/2023 phải gửi báo cáo, còn 2 ngày làm việc. Nhờ anh/chị bổ sung sớm giúp: |
| 16/3/2023 | Ngày mai, thứ Sáu 17/3/2023, phải gửi báo cáo Quý I/2023; hạn nộp (thứ Ba 14/3/2023) đã qua. Nhờ anh/chị bổ sung ngay giúp (phần còn thiếu sẽ phải ghi là chưa báo cáo): |
| 17/3/2023 | Hôm nay, thứ Sáu 17/3/2023, phải gửi báo cáo Quý I/2023; hạn nộp (thứ Ba 14/3/2023) đã qua. Nhờ anh/chị bổ sung ngay giúp (phần còn thiếu sẽ phải ghi là chưa báo cáo): |
| 18/3/2023 | Hạn gửi báo cáo Quý I/2023 (thứ Sáu 17/3/2023) đã qua, kỳ này không còn gì phải nộp. Nội dung bổ sung sẽ tính vào kỳ sau. |
"""  # noqa: E501 - a sentence a line


@pytest.mark.parametrize(("day", "sentence"), [(str(row[0]), str(row[1])) for row in sheet("", ESCALATION).rows[1:]])
def test_the_nearer_the_day_the_more_urgent(settings: Settings, day: str, sentence: str) -> None:
    assert text_for(reminded(settings, day, VP=BLANK_OFFICE), OFFICE).split("\n\n")[1] == sentence


@pytest.mark.parametrize("day", ["14/12/2022", "18/3/2023"])
def test_where_nothing_has_to_be_handed_in_only_what_is_overdue_is_told(settings: Settings, day: str) -> None:
    text = text_for(reminded(settings, day, VP=BLANK_OFFICE), OFFICE)
    assert "Chưa báo cáo" not in text
    assert "Cần sửa" not in text
    assert "phối hợp" not in text
    assert ("Còn quá hạn 1 việc:\n- A.2 Ban hành kế hoạch: quá 17 ngày (hạn 1/3/2023)\n" in text) == (day == "18/3/2023")


def test_a_proposed_due_day_makes_nothing_overdue(settings: Settings) -> None:
    doing = BLANK_OFFICE.replace("| Chủ trì  |                |", "| Chủ trì  | Đang thực hiện |")
    result = reminded(settings, "15/3/2023", VP=doing)
    office = result.officials[0].reminder
    assert [task.task_id for task in office.overdue] == ["A.2"]
    assert "A.3" not in [task.task_id for task in office.missing]


def test_an_unreported_task_says_that_its_day_has_passed(settings: Settings) -> None:
    blank = BLANK_OFFICE.replace("Đang thực hiện", "")
    assert "- A.2 Ban hành kế hoạch (hạn 1/3/2023 đã qua 14 ngày)\n" in text_for(
        reminded(settings, "15/3/2023", VP=blank), OFFICE
    )


def test_what_was_finished_before_the_period_is_not_reported_for_it(settings: Settings) -> None:
    radio = """
        | Mã NV | Nhiệm vụ             | Vai trò  | Trạng thái | Ngày hoàn thành | Kết quả trong kỳ |
        | C.1   | Phát sóng chuyên mục | Chủ trì  | Hoàn thành | 2022-12-14      | Đã phát 9 buổi   |
        """
    text = text_for(reminded(settings, "14/3/2023", DTT=radio), RADIO)
    assert "Chưa báo cáo 1 việc:\n- C.1 Phát sóng chuyên mục (ô E2: ngày hoàn thành 14/12/2022 là của kỳ trước)\n" in text
    assert "Cần sửa" not in text, "ô đó đã được nhắc"


def test_the_person_is_called_by_name_where_configured(settings: Settings) -> None:
    justice = "| Mã NV | Nhiệm vụ | Trạng thái |\n| B.1 | Kiểm tra văn bản | |"
    assert text_for(reminded(settings, "10/3/2023", TP=justice), JUSTICE).startswith("Chào anh/chị Trần Thị Tuyết,\n")
    assert text_for(reminded(settings, "20/2/2023", TP=justice), JUSTICE).startswith("Chào anh/chị Phạm Văn Minh,\n")
    nobody = replace(PLAN.officials[1], start=date(2023, 4, 1), former=())
    between = replace(PLAN, officials=(PLAN.officials[0], nobody, PLAN.officials[2]))
    text = text_for(reminded(settings, "10/3/2023", plan=between, TP=justice), JUSTICE)
    assert text.startswith("Chào anh/chị phụ trách Tư pháp,\n")


def test_a_missing_sheet_and_a_missing_heading_are_told_first(settings: Settings) -> None:
    result = reminded(settings, "14/3/2023", VP=FULL_OFFICE, DTT="| Mã NV | Nhiệm vụ | Kết quả |\n| C.1 | Phát sóng | có |")
    assert "Sổ chưa có sheet «Tư pháp» (hoặc sheet đã đổi tên), nên 1 việc đang tính là chưa báo cáo." in text_for(
        result, JUSTICE
    )
    assert "- B.1 Kiểm tra văn bản\n" in text_for(result, JUSTICE)
    assert "Sheet «Truyền thanh» thiếu tiêu đề cột «Trạng thái», nên 1 việc đang tính là chưa báo cáo." in text_for(result, RADIO)


def test_cells_to_mend_come_before_cells_to_look_at_and_alike_ones_share_a_line(settings: Settings) -> None:
    office = """
        | Mã NV | Nhiệm vụ          | Vai trò | Trạng thái     | Ngày hoàn thành | Kết quả trong kỳ   |
        | A.1   | Rà soát văn bản   | Chủ trì | Đang thực hiện | 20/2/2023       | Đã thực hiện tốt   |
        | A.2   | Ban hành kế hoạch | Chủ trì | Hoàn thành     | 31/2/2023       | đang làm           |
        | A.3   | Niêm yết thủ tục  | Chủ trì | Hoàn thành     | 2023-03-20      | Đã niêm yết 80     |
        """
    text = text_for(reminded(settings, "14/3/2023", VP=office), OFFICE)
    assert (
        says(
            """
        Cần sửa 2 ô:
        - ô E4 (A.3): ngày hoàn thành 20/3/2023 còn chưa tới
        - ô E3 (A.2): «31/2/2023» không phải là ngày

        Nên xem lại 3 ô:
        - ô E2 (A.1): đã có ngày hoàn thành, trạng thái lại chưa «Hoàn thành»
        - ô F2 (A.1), F3 (A.2): kết quả ghi còn chung chung
        """
        )
        in text
    )


def test_what_another_tab_has_to_do_with_a_cell_is_not_told(settings: Settings) -> None:
    """A document number used twice, a row in the wrong tab: the findings name the other one, the messages do not."""
    table = "| Mã NV | Nhiệm vụ | Trạng thái | Ngày hoàn thành | Kết quả trong kỳ | Số văn bản |\n"
    numbered = replace(PLAN, tasks=tuple(replace(task, needs_document=True, coordinators=()) for task in PLAN.tasks))
    result = reminded(
        settings,
        "14/3/2023",
        plan=numbered,
        VP=table + "| A.2 | Ban hành kế hoạch | Hoàn thành | 2023-02-20 | Đã ban hành | 05/KH-UBND |\n"
        "| C.1 | Phát sóng chuyên mục | Đang thực hiện | | Đã phát | |",
        TP=table + "| B.1 | Kiểm tra văn bản | Hoàn thành | 2023-02-20 | Đã kiểm tra | 05/KH-UBND |",
        DTT=table + "| | Phát thanh sáng | | | | |",
    )
    assert any("ở sheet «Văn phòng»" in finding.message for finding in result.assessment.findings), "there is something to hide"
    assert "- ô F2 (B.1): số văn bản đã dùng cho việc khác\n" in text_for(result, JUSTICE)
    for official, others in ((JUSTICE, ("Văn phòng", "A.2", "Truyền thanh")), (RADIO, ("Văn phòng", "A.", "Tư pháp", "B.1"))):
        assert not [word for word in others if word in text_for(result, official)]
    assert "- C.1 Phát sóng chuyên mục (sheet thiếu dòng này)\n" in text_for(result, RADIO)


def test_a_long_list_is_cut_where_a_phone_s_screen_ends(settings: Settings) -> None:
    titles = [f"Nhiệm vụ có tên dài để xem tin nhắn được cắt ở đâu, số {number}" for number in range(40)]
    tasks = tuple(replace(PLAN.tasks[0], task_id=f"A.{number + 10}", title=title) for number, title in enumerate(titles))
    rows = "\n".join(f"| {task.task_id} | {task.title} | |" for task in tasks)
    long = replace(PLAN, tasks=tasks)
    text = text_for(reminded(settings, "14/3/2023", plan=long, VP=f"| Mã NV | Nhiệm vụ | Trạng thái |\n{rows}"), OFFICE)
    assert 800 < len(text) <= 900
    assert "Chưa báo cáo 40 việc:\n- A.10 Nhiệm vụ có tên dài để xem tin nhắn được cắt ở…\n- A.11 " in text
    told = text.count("\n- A.")
    assert f"\n… và {40 - told} việc khác, xem sheet «Văn phòng»\n" in text


def test_what_is_typed_in_a_cell_stays_on_its_line_and_commands_nothing(settings: Settings) -> None:
    typed = "xong\\n- B.1: quá 9 ngày \u202egnod\u200b \x1b[31mđỏ\x07 " + "rất dài " * 40
    office = f"| Mã NV | Nhiệm vụ | Trạng thái | Ngày hoàn thành |\n| A.1 | Rà soát văn bản | {typed} | {typed} |"
    text = text_for(reminded(settings, "14/3/2023", VP=office), OFFICE)
    assert "(ô C2 ghi «xong - B.1: quá 9 ngày…», nhờ chọn lại trạng thái)" in text
    assert all(line.isprintable() for line in text.splitlines())
    assert not [line for line in text.splitlines() if line.startswith("- B.1")]


def test_the_chair_reads_counts_and_nobody_s_list(settings: Settings) -> None:
    result = reminded(settings, "15/3/2023", VP=BLANK_OFFICE, TP="| Mã NV | Nhiệm vụ | Trạng thái |\n| B.1 | Kiểm tra | |")
    assert result.chair_text == says(
        """
        Báo cáo Quý I/2023, tình hình đến thứ Tư 15/3/2023
        Hạn nộp: thứ Ba 14/3/2023, đã qua 1 ngày.
        Hạn gửi: thứ Sáu 17/3/2023, còn 2 ngày làm việc.
        Đã nộp: 0/3 bộ phận. Đã báo cáo: 1/5 việc, còn thiếu 4. Quá hạn: 1 việc. Lỗi cần sửa: 5.

        - Văn phòng: báo cáo 1/3, thiếu 2, quá hạn 1, 3 lỗi, chưa nộp
        - Tư pháp: báo cáo 0/1, thiếu 1, 1 lỗi, chưa nộp
        - Đài truyền thanh: báo cáo 0/1, thiếu 1, 1 lỗi, chưa nộp

        Chưa nộp: Văn phòng, Tư pháp, Đài truyền thanh.
        """
    )


CHAIR_DAYS = """
| ngày       | hạn nộp                                                                                       | hạn gửi                                       |
|------------|-----------------------------------------------------------------------------------------------|-----------------------------------------------|
| 1/3/2023   | Hạn nộp: thứ Ba 14/3/2023, còn 9 ngày làm việc.                                               | Hạn gửi: thứ Sáu 17/3/2023, còn 12 ngày làm việc. |
| 13/3/2023  | Hạn nộp: ngày mai, thứ Ba 14/3/2023.                                                          | Hạn gửi: thứ Sáu 17/3/2023, còn 4 ngày làm việc.  |
| 14/3/2023  | Hạn nộp: hôm nay, thứ Ba 14/3/2023.                                                           | Hạn gửi: thứ Sáu 17/3/2023, còn 3 ngày làm việc.  |
| 17/3/2023  | Hạn nộp: thứ Ba 14/3/2023, đã qua 3 ngày.                                                     | Hạn gửi: hôm nay, thứ Sáu 17/3/2023.          |
| 14/12/2022 | Kỳ chưa bắt đầu (số liệu tính từ 15/12/2022), chưa có gì phải nộp.                            | Hạn nộp: thứ Ba 14/3/2023. Hạn gửi: thứ Sáu 17/3/2023. |
"""  # noqa: E501 - a sentence a cell


@pytest.mark.parametrize(("day", "hand_in", "send"), [tuple(map(str, row)) for row in sheet("", CHAIR_DAYS).rows[1:]])
def test_the_chair_reads_the_days_left(settings: Settings, day: str, hand_in: str, send: str) -> None:
    assert reminded(settings, day, VP=FULL_OFFICE).chair_text.splitlines()[1:3] == [hand_in, send]


def test_after_the_sending_day_the_chair_reads_that_nothing_is_to_be_handed_in(settings: Settings) -> None:
    lines = reminded(settings, "20/3/2023", VP=FULL_OFFICE).chair_text.splitlines()
    assert lines[1] == "Hạn gửi (thứ Sáu 17/3/2023) đã qua; kỳ này không còn gì phải nộp."


def test_an_official_without_a_task_of_the_own_is_asked_for_nothing_but_the_day(settings: Settings) -> None:
    only: Plan = replace(PLAN, tasks=tuple(task for task in PLAN.tasks if task.lead != RADIO))
    radio = sheet("Truyền thanh", "| Mã NV | Nhiệm vụ | Vai trò | Trạng thái |\n| B.1 | Kiểm tra văn bản | Phối hợp | |")
    text = text_for(on_day(settings, "14/3/2023", [radio], plan=only), RADIO)
    assert "Kỳ này anh/chị không chủ trì việc nào; chỉ còn ghi giúp ngày nộp" in text
    assert "Anh/chị còn phối hợp ở 1 việc (B.1)" in text
