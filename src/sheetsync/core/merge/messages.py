"""The one catalogue of what a merge says: which book, where, what was found, what to do."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsync.core.cells import CellValue, Where
from sheetsync.core.merge.same_value import is_blank
from sheetsync.core.merge.state import SeenCell
from sheetsync.core.messages import fill, sentence, shown

NOTICES: dict[str, dict[str, str]] = {
    "plan-not-taken": {
        "": "ô này {here}, còn sổ «{other_book}» {there}. Cột này do văn phòng quản lý nên nội dung ở đây không được lấy. "
        "Vui lòng ghi lại như sổ của văn phòng, hoặc đề nghị văn phòng sửa kế hoạch.",
    },
    "deleted-on-one-side": {
        "": "nhiệm vụ «{task}» không còn dòng nào ở sổ «{other_book}»; dòng ở đây được giữ nguyên. "
        "Vui lòng thêm lại dòng ở sổ kia, hoặc xóa dòng này nếu nhiệm vụ đã bỏ.",
        "moved": "nhiệm vụ «{task}» ở sổ «{other_book}» đã chuyển sang sheet «{moved_to}»; dòng ở đây được giữ nguyên. "
        "Vui lòng chuyển dòng này cho khớp với sổ kia.",
    },
    "new-on-one-side": {
        "": "nhiệm vụ «{task}» chỉ có ở sổ này, chưa có ở sổ «{other_book}». "
        "Nếu đúng là nhiệm vụ mới, vui lòng thêm dòng vào sổ kia; các ô sẽ được chuyển ở lần chạy sau.",
    },
    "tab-missing": {
        "": "không thấy sheet này (tên ở sổ «{other_book}») nên chưa đối chiếu được; không dòng nào bị xóa. "
        "Vui lòng thêm sheet hoặc đặt lại tên sheet.",
    },
    "tab-unreadable": {
        "": "không có dòng tiêu đề hoặc thiếu cột bắt buộc nên chưa đối chiếu được sheet này. "
        "Vui lòng xem cần sửa gì bằng lệnh sheetsync validate.",
    },
    "period-differs": {
        "": "sheet ghi kỳ báo cáo {period}, còn sổ «{other_book}» ghi kỳ {other_period}, nên chưa đối chiếu sheet này. "
        "Vui lòng mở cùng một kỳ ở hai sổ.",
    },
    "handed-in-differs": {
        "": "ngày nộp ở đây {here}, còn sổ «{other_book}» {there}; ngày nộp không được tự chuyển. "
        "Vui lòng ghi ngày nộp ở cả hai sổ nếu cần.",
    },
    "column-on-one-side": {
        "": "cột này chỉ có ở đây, nên {count} ô có nội dung không được chuyển sang sổ «{other_book}». "
        "Vui lòng thêm cột vào sổ kia nếu muốn chuyển.",
    },
    "own-column": {
        "": "cột này không có trong cấu hình nên không được chuyển; {count} ô có nội dung mà sổ «{other_book}» không có hoặc ghi "
        "khác được giữ nguyên. Vui lòng tự ghi sang sổ kia nếu cần.",
    },
    "quarters-joined": {
        "": "kết quả các quý trước nằm ở cột riêng của từng quý nên không được đối chiếu. Không cần sửa.",
    },
    "duplicate-key": {
        "": "nhiệm vụ «{task}» có {count} dòng ({cells}), chưa rõ dòng nào đúng nên không dòng nào được chuyển. "
        "Vui lòng chỉ giữ một dòng.",
    },
    "row-without-key": {
        "": "dòng này không có mã và tên nhiệm vụ nên không được đối chiếu. Vui lòng ghi mã nhiệm vụ.",
    },
    "formula-kept": {
        "": "ô này là công thức nên được giữ nguyên, dù sổ «{other_book}» {there}. "
        "Vui lòng nhập thẳng giá trị thay cho công thức nếu muốn chuyển.",
    },
    "title-kept": {
        "": "ô này {here}, còn sổ «{other_book}» {there}. Dòng này không ghi mã, chỉ được nhận ra theo tên nhiệm vụ, nên tên "
        "được giữ nguyên. Vui lòng ghi mã nhiệm vụ vào dòng này, hoặc tự sửa tên.",
    },
    "id-unknown": {
        "": "ô này {here} nhưng đó không phải mã của nhiệm vụ này, nên không được chuyển sang sổ «{other_book}». "
        "Vui lòng ghi lại mã theo kế hoạch.",
    },
    "cell-unreadable": {
        "": "công thức của ô này đang báo lỗi hoặc chưa được tính nên ô không được chuyển. "
        "Vui lòng sửa công thức hoặc nhập thẳng giá trị.",
    },
}
"""By code, then by variant."""

_CONFLICTS = {
    "cell": "ô này {here}, còn {there_cell} của sổ «{other_book}» {there}; lần đồng bộ trước {base}. "
    "Cả hai được giữ nguyên. Vui lòng chọn một giá trị.",
    "cell-first": "ô này {here}, còn {there_cell} của sổ «{other_book}» {there}; hai sổ chưa từng ghi giống nhau ở ô này nên "
    "không rõ bên nào mới sửa. Cả hai được giữ nguyên. Vui lòng chọn một giá trị.",
    "deleted": "ô này {here} (lần đồng bộ trước {base}), nhưng sổ «{other_book}» đã xóa dòng của nhiệm vụ «{task}». "
    "Vui lòng thêm lại dòng ở sổ kia, hoặc xóa dòng này nếu nhiệm vụ đã bỏ.",
    "deleted-first": "ô này {here}, nhưng sổ «{other_book}» đã xóa dòng của nhiệm vụ «{task}». "
    "Vui lòng thêm lại dòng ở sổ kia, hoặc xóa dòng này nếu nhiệm vụ đã bỏ.",
}


def notice_sentence(text: str, books: tuple[str, str], sheet: str, where: Where | None, words: Mapping[str, str]) -> str:
    """The sentence of a notice from its text here. books: what people call its own book and the other one; words: what the text
    has in braces. KeyError for a word that is not given: a mistake in the code, and a test looks for it."""
    said = {"other_book": shown(books[1]), **words}
    return _in_book(books[0], sheet, where, fill(text, said.__getitem__))


def conflict_sentence(
    books: tuple[str, str], here: SeenCell, there: SeenCell | None, task: str, base: tuple[CellValue] | None
) -> str:
    """The sentence of a conflict. there: None where the other side has lost the row; base: None where nothing was common."""
    said = {
        "here": said_of(here.value),
        "there": said_of(there.value if there else None),
        "there_cell": _cell_of(here.where, there.where) if there else "",
        "other_book": shown(books[1]),
        "task": shown(task),
        "base": said_of(base[0] if base else None),
    }
    kind = "deleted" if there is None else "cell"
    text = _CONFLICTS[kind if base else f"{kind}-first"]
    return _in_book(books[0], here.where.sheet, here.where, fill(text, said.__getitem__))


def _cell_of(here: Where, there: Where) -> str:
    """The other side's cell, with its sheet where that has another name there."""
    return f"ô {there.a1}" if there.sheet == here.sheet else f"sheet «{shown(there.sheet)}», ô {there.a1}"


def _in_book(book: str, sheet: str, where: Where | None, text: str) -> str:
    """`Sổ «xã.xlsx», sheet «VP UBND», ô J12 (Ngày hoàn thành): …`."""
    place = sentence(sheet, where, text)
    return f"Sổ «{shown(book)}», {place[0].lower()}{place[1:]}"


def said_of(value: CellValue) -> str:
    """How a sentence tells what stands in a cell."""
    return "để trống" if is_blank(value) else f"ghi «{shown(value)}»"
