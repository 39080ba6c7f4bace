"""What the column `Kiểm tra` says of a problem: short, what is wrong and what to do.

The catalogue of the full check's findings is `core/messages.py`; a formula cannot quote dates or suggestions, so its sentences do
without.
"""

from __future__ import annotations

from sheetsync.core.messages import number_text, unknown_placeholders
from sheetsync.core.rules.kind import Kind
from sheetsync.core.rules.number import Number
from sheetsync.core.settings import RuleSettings

_BY_CODE = {
    "formula-error": "ô báo lỗi công thức. Vui lòng gõ lại giá trị.",
    "status-missing": "chưa chọn. Vui lòng chọn trong danh sách; không có việc trong kỳ thì chọn «Không phát sinh».",
    "status-unknown": "không có trong danh sách. Vui lòng chọn lại trong danh sách của ô.",
    "nothing-to-report-one-off": "nhiệm vụ làm một lần đã đến hạn thì không thể chọn «Không phát sinh». Vui lòng chọn mục khác.",
    "date-invalid": "không phải là ngày hợp lệ. Vui lòng nhập ngày/tháng/năm, ví dụ 28/02/2023.",
    "date-as-text": "ngày đang ở dạng chữ. Vui lòng gõ lại ngày/tháng/năm, ví dụ 28/02/2023.",
    "completed-missing": "chưa ghi, dù trạng thái là «Hoàn thành». Vui lòng nhập ngày.",
    "completed-in-future": "ngày này chưa đến. Vui lòng sửa ngày; nếu chưa xong, xóa ngày và chọn lại trạng thái.",
    "completed-after-cutoff": "sau ngày chốt số liệu nên tính vào kỳ sau. Không cần sửa.",
    "completed-before-start": "ngày này sớm hơn ngày bắt đầu của kế hoạch. Vui lòng kiểm tra lại, nhất là năm.",
    "completed-not-done": "đã có ngày, nhưng trạng thái chưa phải «Hoàn thành». Vui lòng sửa một trong hai.",
    "progress-invalid": "vui lòng nhập số từ 0 đến 100, hoặc để trống.",
    "number-as-text": "số đang ở dạng chữ. Vui lòng gõ lại số.",
    "progress-mismatch": "tiến độ và trạng thái chưa khớp nhau. Vui lòng sửa một trong hai.",
    "evidence-missing": "chưa ghi, dù trạng thái là «Hoàn thành». Vui lòng ghi, ví dụ 118/KH-UBND.",
    "evidence-format": "chưa đúng dạng số/KÝ HIỆU. Vui lòng ghi lại, ví dụ 118/KH-UBND.",
    "result-missing": "chưa ghi. Vui lòng ghi ngắn gọn, có số liệu nếu có.",
    "result-vague": "chưa cho biết đã làm được gì. Vui lòng ghi rõ việc, số liệu hoặc văn bản.",
    "overdue-unexplained": "việc đã quá hạn. Vui lòng ghi nguyên nhân.",
    "suspended-unexplained": "việc tạm dừng. Vui lòng ghi nguyên nhân.",
}
_BY_KIND = {
    "required": "ô này chưa ghi. Vui lòng ghi.",
    "must_be_blank": "ô này phải để trống. Vui lòng xóa.",
    "one_of": "chưa đúng. Vui lòng ghi một trong: {values}.",
    "none_of": "không được ghi như vậy. Vui lòng ghi lại.",
    "number": "vui lòng nhập {bounds}.",
    "compare": "ngày hoặc số chưa hợp lệ. Vui lòng kiểm tra lại.",
    "vague": "chưa đủ rõ. Vui lòng ghi cụ thể hơn.",
}
_ANY = "chưa đúng quy định. Vui lòng kiểm tra lại."
_LONGEST = 240
"""Excel takes 255 characters in a list or a prompt; whole sentences stay readable in a narrow column."""


def sentence(rule: RuleSettings, kind: Kind, heading: str) -> str:
    """The sentence of a rule's problem in the column with this heading. A rule of the unit's own says what its message says,
    unless that quotes what a formula cannot."""
    own = rule.message
    if own and "{" not in own and not list(unknown_placeholders(own)):
        words = own
    elif rule.code in _BY_CODE and not own:
        words = _BY_CODE[rule.code]
    else:
        words = _BY_KIND.get(rule.kind, _ANY).format(values=_values(rule), bounds=_bounds(kind))
    text = f"{heading}: {words}"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _values(rule: RuleSettings) -> str:
    values = rule.options.get("values", ())
    return ", ".join(values) if isinstance(values, tuple) else str(values)


def _bounds(kind: Kind) -> str:
    if not isinstance(kind, Number):
        return "một số"
    low = f" từ {number_text(kind.minimum)}" if kind.minimum is not None else ""
    high = f" đến {number_text(kind.maximum)}" if kind.maximum is not None else ""
    return f"số{low}{high}"
