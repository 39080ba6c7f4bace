"""The one catalogue of what findings say: by code, then by variant; where, what was found, what to do.

A kind's own sentences (`kind:…`) serve rules of the office's own that bring no message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from sheetsync.core.cells import CellValue, Where
from sheetsync.core.values import display_text, nfc
from sheetsync.patterns import pattern

MAX_SHOWN_CHARACTERS = 60

PLACEHOLDERS = (
    # of the cell and its row
    "value", "heading", "cell", "sheet", "official", "task_id", "task", "status", "due", "state", "suggestion", "hint",
    # of the run
    "period", "year", "as_of", "plan_start", "cut_off", "hand_in", "send",
    # of some kinds
    "allowed", "bounds", "count", "corrected", "day", "first", "font", "months", "name", "number", "operator", "other",
    "other_heading", "other_task", "planned", "readable", "stated", "swapped", "wanted",
)  # fmt: skip
"""The words that a message may hold in braces. One that a rule has nothing for stays empty."""

MESSAGES: dict[str, dict[str, str]] = {
    "tab-missing": {
        "": "sổ không có sheet này của {official}.{hint} Vui lòng thêm sheet hoặc đặt lại tên sheet cho đúng; "
        "đến khi đó các nhiệm vụ của sheet được tính là chưa báo cáo.",
        "shared": "không có dòng nào ghi tên «{name}» ở cột «{heading}», và sổ không có sheet riêng tên này. "
        "Vui lòng ghi tên vào các dòng của {official}; nếu không còn phụ trách thì bỏ khỏi officials.toml.",
        "shared-sheet": "sổ không có sheet chung này.{hint} Vui lòng đặt lại tên sheet cho đúng, hoặc sửa shared_sheets trong "
        "sheetsync.toml; đến khi đó các nhiệm vụ của sheet được tính là chưa báo cáo.",
    },
    "heading-missing": {
        "": "không thấy cột «{name}» ở dòng tiêu đề.{hint} Vui lòng đặt lại tiêu đề cột; đến khi đó các nhiệm vụ "
        "của sheet được tính là chưa báo cáo.",
        "no-row": "không tìm thấy dòng tiêu đề, cần có ít nhất các cột {wanted}. Vui lòng thêm dòng tiêu đề; "
        "đến khi đó các nhiệm vụ của sheet được tính là chưa báo cáo.",
    },
    "heading-duplicate": {
        "": "tiêu đề «{name}» trùng nghĩa với một cột đứng trước, chỉ cột đứng trước được đọc. "
        "Vui lòng bỏ cột thừa hoặc đổi tiêu đề.",
    },
    "person-missing": {
        "": "chưa ghi ai phụ trách nhiệm vụ «{task}». Vui lòng ghi một trong các tên: {allowed}.",
    },
    "person-unknown": {
        "": "«{name}» không có trong danh sách cán bộ.{hint} Vui lòng ghi một trong các tên: {allowed}; "
        "hoặc thêm cách ghi này vào aliases trong officials.toml.",
        "several": "«{name}» có thể là {other}. Vui lòng ghi đủ họ tên.",
    },
    "period-mismatch": {
        "": "sheet ghi kỳ báo cáo {stated}, còn kỳ đang kiểm tra là {period}. Vui lòng sửa kỳ báo cáo trên sheet, "
        "hoặc chọn lại kỳ khi kiểm tra.",
    },
    "task-missing": {
        "": "thiếu dòng của nhiệm vụ {task_id} «{task}». Vui lòng thêm lại dòng này theo kế hoạch.",
        "elsewhere": "thiếu dòng của nhiệm vụ {task_id} «{task}», hiện đang nằm ở {other}. Vui lòng chuyển dòng về sheet này.",
    },
    "task-unknown": {
        "": "«{value}» không phải mã nhiệm vụ của kế hoạch năm {year}.{hint} Vui lòng ghi lại mã theo kế hoạch.",
        "by-text": "không tìm thấy nhiệm vụ «{value}» trong kế hoạch năm {year}.{hint} Vui lòng ghi lại mã hoặc tên nhiệm vụ "
        "theo kế hoạch.",
    },
    "task-duplicate": {
        "": "nhiệm vụ {task_id} đã có dòng chủ trì ở {first}; dòng này không được tính. Vui lòng chỉ giữ một dòng.",
    },
    "plan-drift": {
        "task": "tên nhiệm vụ khác với kế hoạch. Kế hoạch ghi «{planned}». Vui lòng ghi lại như kế hoạch.",
        "due": "thời hạn «{value}» khác với kế hoạch ({planned}); kế hoạch vẫn được áp dụng. Vui lòng ghi lại như kế hoạch, "
        "hoặc báo bộ phận tổng hợp nếu hạn đã được điều chỉnh.",
        "due-none": "kế hoạch không đặt thời hạn cho nhiệm vụ này, nhưng ở đây ghi «{value}». Vui lòng xóa thời hạn, "
        "hoặc báo bộ phận tổng hợp nếu hạn đã được bổ sung.",
    },
    "status-missing": {
        "": "chưa có trạng thái. Vui lòng chọn một trạng thái; nếu không có việc trong kỳ, chọn «Không phát sinh».",
    },
    "status-unknown": {
        "": "«{value}» không phải là trạng thái.{hint} Vui lòng chọn một trong: {allowed}.",
    },
    "date-invalid": {
        "": "«{value}» không phải là ngày.{hint} Vui lòng nhập dạng ngày/tháng/năm, ví dụ 28/02/2023.",
        "no-day": "«{value}» không cho biết ngày nào. Vui lòng nhập dạng ngày/tháng/năm, ví dụ 28/02/2023.",
    },
    "date-as-text": {
        "": "«{value}» được gõ dưới dạng chữ, đang được hiểu là ngày {day}. Vui lòng nhập lại {day} dưới dạng ngày.",
        "guessed": "«{value}» chưa ghi đủ năm, đang được hiểu là ngày {day}. Vui lòng nhập lại đủ ngày/tháng/năm.",
    },
    "date-ambiguous": {
        "column": "có thể đã bị đảo ngày và tháng: đang là {day}, có phải {swapped}? Cột này có cả ngày gõ dạng chữ lẫn "
        "ngày thật, thường do máy để kiểu ngày của Mỹ. Vui lòng kiểm tra lại.",
        "window": "có thể đã bị đảo ngày và tháng: đang là {day}, có phải {swapped}? Vui lòng kiểm tra lại.",
    },
    "completed-missing": {
        "": "trạng thái là «Hoàn thành» nhưng chưa có ngày hoàn thành. Vui lòng nhập ngày, ví dụ 28/02/2023.",
    },
    "completed-in-future": {
        "": "ngày hoàn thành {value} ở sau ngày kiểm tra {as_of}. Vui lòng nhập ngày đã hoàn thành; nếu chưa xong, để trống và "
        "chọn lại trạng thái.",
    },
    "completed-after-cutoff": {
        "": "hoàn thành ngày {value}, sau ngày chốt số liệu {cut_off}, nên được tính vào kỳ sau. Không cần sửa.",
    },
    "completed-before-start": {
        "": "ngày hoàn thành {value} ở trước ngày bắt đầu của kế hoạch ({plan_start}). Vui lòng kiểm tra lại, nhất là năm.",
    },
    "completed-not-done": {
        "": "đã có ngày hoàn thành {value} nhưng trạng thái là «{status}». Vui lòng chọn «Hoàn thành», "
        "hoặc xóa ngày nếu chưa xong.",
    },
    "progress-invalid": {
        "": "«{value}» không phải là tiến độ. Vui lòng nhập {bounds}, hoặc để trống.",
        "out-of-bounds": "tiến độ {value} không hợp lệ. Vui lòng nhập {bounds}, hoặc để trống.",
        "ambiguous": "«{value}» có thể hiểu theo hai cách (dấu thập phân hay dấu hàng nghìn). Vui lòng nhập lại {bounds}.",
    },
    "progress-mismatch": {
        "full-not-done": "tiến độ 100% nhưng trạng thái là «{status}». Vui lòng chọn «Hoàn thành» hoặc sửa tiến độ.",
        "done-below-100": "trạng thái là «Hoàn thành» nhưng tiến độ mới {value}. Vui lòng sửa tiến độ thành 100 "
        "hoặc chọn lại trạng thái.",
        "started": "trạng thái là «Chưa thực hiện» nhưng tiến độ đã {value}. Vui lòng chọn «Đang thực hiện» hoặc sửa tiến độ.",
    },
    "evidence-missing": {
        "": "nhiệm vụ hoàn thành có sản phẩm là văn bản nhưng chưa ghi số, ký hiệu. Vui lòng ghi, ví dụ 118/KH-UBND.",
    },
    "evidence-format": {
        "": "«{value}» chưa đúng cách ghi số, ký hiệu văn bản.{hint} Vui lòng ghi dạng số/KÝ HIỆU, ví dụ 118/KH-UBND.",
        "none": "«{value}» không có số, ký hiệu văn bản nào. Vui lòng ghi dạng số/KÝ HIỆU, ví dụ 118/KH-UBND.",
    },
    "evidence-reused": {
        "": "văn bản {number} đã được dùng cho nhiệm vụ {other_task} ở {other}. Vui lòng kiểm tra lại số văn bản ở hai nơi.",
    },
    "result-missing": {
        "": "trạng thái là «{status}» nhưng chưa có kết quả trong kỳ. Vui lòng ghi kết quả ngắn gọn, có số liệu nếu có.",
    },
    "result-vague": {
        "": "«{value}» chưa cho biết đã làm được gì. Vui lòng ghi rõ việc, số liệu hoặc văn bản đã ban hành.",
    },
    "result-unchanged": {
        "": "kết quả ghi y như kỳ trước ({name}). Vui lòng ghi việc đã làm trong kỳ này.",
    },
    "occurrence-missing": {
        "": "nhiệm vụ hằng tháng chưa có kết quả của tháng {months}. Vui lòng ghi từng tháng, ví dụ «Tháng 01: …».",
    },
    "overdue-unexplained": {
        "": "nhiệm vụ đã quá hạn (hạn {due}) nhưng chưa có nguyên nhân. Vui lòng ghi khó khăn, vướng mắc hoặc nguyên nhân.",
    },
    "suspended-unexplained": {
        "": "nhiệm vụ tạm dừng nhưng chưa có nguyên nhân. Vui lòng ghi khó khăn, vướng mắc hoặc nguyên nhân.",
    },
    "nothing-to-report-one-off": {
        "": "nhiệm vụ làm một lần đã đến hạn ({due}) thì không thể chọn «Không phát sinh». Vui lòng chọn lại trạng thái.",
    },
    "number-as-text": {
        "": "«{value}» được gõ dưới dạng chữ, đang được hiểu là {number}. Vui lòng nhập lại dưới dạng số.",
        "ambiguous": "«{value}» được gõ dưới dạng chữ và có thể hiểu theo hai cách. Vui lòng nhập lại dưới dạng số.",
    },
    "text-encoding": {
        "": "«{value}» có chữ Ð (không phải chữ Đ của tiếng Việt). Vui lòng gõ lại: «{corrected}».",
        "old-font": "được gõ bằng phông {font} thuộc bảng mã cũ, đọc là «{readable}». Vui lòng gõ lại bằng Unicode "
        "(phông Times New Roman), hoặc chuyển cả sổ sang một bản mới bằng lệnh sheetsync fix-encoding.",
    },
    "text-not-nfc": {
        "": "chữ có dấu gõ dạng Unicode tổ hợp, sheet này có {count} ô như vậy. Vui lòng chuyển sang Unicode dựng sẵn; "
        "số liệu vẫn được đọc đúng.",
    },
    "formula-error": {
        "": "công thức đang báo lỗi {value}. Vui lòng sửa công thức hoặc nhập thẳng giá trị.",
        "uncached": "công thức chưa được tính nên chưa có giá trị. Vui lòng mở sổ bằng Excel, lưu lại rồi kiểm tra lại.",
    },
    "kind:required": {"": "chưa có nội dung. Vui lòng điền."},
    "kind:must_be_blank": {"": "«{value}» không được có ở đây. Vui lòng xóa hoặc kiểm tra lại trạng thái."},
    "kind:one_of": {"": "«{value}» không nằm trong các giá trị được dùng.{hint} Vui lòng chọn một trong: {allowed}."},
    "kind:none_of": {"": "«{value}» không được dùng ở đây. Vui lòng sửa lại."},
    "kind:pattern": {
        "": "«{value}» chưa đúng cách ghi quy định. Vui lòng ghi lại.",
        "forbidden": "«{value}» có nội dung không được dùng. Vui lòng ghi lại.",
    },
    "kind:unique": {"": "«{value}» đã có ở {first}. Vui lòng kiểm tra lại, mỗi giá trị chỉ dùng một lần."},
    "kind:compare": {"": "{value} cần {operator} {other}. Vui lòng kiểm tra lại."},
    "kind:number": {
        "": "«{value}» không phải là số. Vui lòng nhập {bounds}.",
        "out-of-bounds": "{value} không hợp lệ. Vui lòng nhập {bounds}.",
        "ambiguous": "«{value}» có thể hiểu theo hai cách (dấu thập phân hay dấu hàng nghìn). Vui lòng nhập lại {bounds}.",
    },
}

KIND_SPEAKS_AS: dict[str, str] = {
    "tab_present": "tab-missing",
    "heading_present": "heading-missing",
    "heading_unique": "heading-duplicate",
    "person_named": "person-missing",
    "known_person": "person-unknown",
    "period_stated": "period-mismatch",
    "text_nfc": "text-not-nfc",
    "every_task": "task-missing",
    "known_task": "task-unknown",
    "task_once": "task-duplicate",
    "unchanged_plan": "plan-drift",
    "status": "status-unknown",
    "progress_status": "progress-mismatch",
    "date": "date-invalid",
    "date_as_text": "date-as-text",
    "date_ambiguous": "date-ambiguous",
    "number_as_text": "number-as-text",
    "document_named": "evidence-missing",
    "document_form": "evidence-format",
    "document_reused": "evidence-reused",
    "vague": "result-vague",
    "occurrences": "occurrence-missing",
    "result_unchanged": "result-unchanged",
    "text_encoding": "text-encoding",
    "formula_error": "formula-error",
}
"""Kinds whose own sentences are those of a code of the default ruleset."""

_PLACEHOLDER = pattern(r"\{(\w+)\}")
_UNSEEN = pattern("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = pattern(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def template(code: str, kind: str, variant: str) -> str:
    """The sentence for a code (or, for a code of the office's own, of its kind). KeyError when there is none: a kind without
    sentences is a mistake in the code, and a test looks for it."""
    by_code = MESSAGES.get(code, {})
    if variant in by_code:
        return by_code[variant]
    of_kind = MESSAGES.get(f"kind:{kind}") or MESSAGES[KIND_SPEAKS_AS[kind]]
    return of_kind[variant]


def fill(text: str, word: Callable[[str], str]) -> str:
    """The template with each placeholder replaced by its word."""
    return _PLACEHOLDER.sub(lambda found: word(found[1]), text) if "{" in text else text


def pieces(text: str) -> list[str]:
    """The template's text and placeholders in turns: text first and last."""
    return _PLACEHOLDER.split(text)


def unknown_placeholders(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each word in braces that no message knows, with the ones that are known."""
    for word in _PLACEHOLDER.findall(text):
        if word not in PLACEHOLDERS:
            yield word, PLACEHOLDERS


def sentence(sheet: str, where: Where | None, text: str) -> str:
    """`Sheet «VP UBND», ô J12 (Ngày hoàn thành): …`: the place, then what was found and what to do."""
    if where is None:
        return f"Sheet «{shown(sheet)}»: {text}"
    before, after = _around_cell(sheet, where.heading)
    return f"{before}{where.a1}{after}{text}"


@lru_cache(maxsize=1_024)
def _around_cell(sheet: str, heading: str) -> tuple[str, str]:
    heading = shown(heading)
    return f"Sheet «{shown(sheet)}», ô ", f" ({heading}): " if heading else ": "


def shown(value: CellValue) -> str:
    """A value within a sentence: on one line, without characters that are not seen or turn the text around, control characters
    visible as ␀…, and no longer than about 60 characters."""
    return _shown(value if isinstance(value, str) else display_text(value))


@lru_cache(maxsize=4_096)
def _shown(text: str) -> str:
    if not text.isascii() or not text.isprintable():
        text = nfc(text)
        if not text.isprintable():
            text = _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])) if ord(found[0]) < 0x20 else "\u2421", text)
            text = _UNSEEN.sub("", text)
    text = " ".join(text.split())
    if len(text) > MAX_SHOWN_CHARACTERS:
        text = text[: MAX_SHOWN_CHARACTERS - 1].rstrip() + "…"
    return text


def hint(suggestion: str | None) -> str:
    """` Có phải «…» không?`, or nothing."""
    return f" Có phải «{shown(suggestion)}» không?" if suggestion else ""


def day_text(day: date) -> str:
    """28/02/2023: how a date is to be typed."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def number_text(number: float) -> str:
    """98.5 → 98,5."""
    return display_text(number)
