# ruff: noqa: E501 - XML reads better in whole elements
"""Books with comments: notes in the old form, and threads of modern comments with the people who wrote them."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.zoo.growing import HEAD, MICROSOFT, grown
from tests.zoo.office_tab import by_xlsxwriter

PERSON = "{11111111-2222-3333-4444-555555555555}"
THREAD = "{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}"
_COMMENTS = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"


def legacy() -> bytes:
    """Notes of several authors, one shown, one coloured."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.write_comment("F5", "Đã hỏi anh Nam", {"author": "Hồng"})
        tab.write_comment("F6", "Chờ huyện\ntrả lời", {"author": "Nam", "visible": True, "color": "#DDEEFF"})
        tab.write_comment("J20", "ngoài bảng")

    return by_xlsxwriter(decorate)


def threaded() -> bytes:
    """A thread with an answer and a mention, the note that stands for it in old programs, and the persons part."""

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        tab.write_comment("F6", "[Threaded comment]\n\nComment:\n    Khi nào xong?", {"author": f"tc={THREAD}"})

    thread = (
        f'{HEAD}<ThreadedComments xmlns="{_COMMENTS}"><threadedComment ref="F6" dT="2023-03-01T08:00:00.00" personId="{PERSON}" id="{THREAD}">'
        f'<text>@Nam Khi nào xong?</text><mentions><mention mentionpersonId="{PERSON}" mentionId="{{99999999-2222-3333-4444-555555555555}}" '
        'startIndex="0" length="4"/></mentions></threadedComment>'
        f'<threadedComment ref="F6" dT="2023-03-02T08:00:00.00" personId="{PERSON}" id="{{BBBBBBBB-BBBB-CCCC-DDDD-EEEEEEEEEEEE}}" '
        f'parentId="{THREAD}" done="1"><text>Tuần sau</text></threadedComment></ThreadedComments>'
    )
    persons = (
        f'{HEAD}<personList xmlns="{_COMMENTS}"><person displayName="Nguyễn Văn Nam" id="{PERSON}" userId="nam@xa.example" providerId="AD"/>'
        "</personList>"
    )
    relation = f"{MICROSOFT}/2017/10/relationships"
    return grown(
        by_xlsxwriter(decorate),
        links=[("rIdT", f"{relation}/threadedComment", "../threadedComments/threadedComment1.xml")],
        book_links=[("rIdP", f"{relation}/person", "persons/person.xml")],
        parts={
            "xl/threadedComments/threadedComment1.xml": ("application/vnd.ms-excel.threadedcomments+xml", thread),
            "xl/persons/person.xml": ("application/vnd.ms-excel.person+xml", persons),
        },
    )
