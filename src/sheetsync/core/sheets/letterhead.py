"""What stands above and below the body of a document that is signed: letterhead, titles, recipients, signature block."""

from __future__ import annotations

from sheetsync.core.periods import Period
from sheetsync.core.settings import Unit
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.draft import SheetDraft
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.text_fit import Face, text_width
from sheetsync.core.sheets.vietnamese_dates import document_month

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_DASH = "—"  # em dashes join into one line in Times New Roman


def rule(text: str, look: Look, *, share: float = 1.0) -> str:
    """A line of dashes as long as a share of a text set in `look`."""
    dashes = share * text_width(text, size=look.size, face=Face.of(look)) / text_width(_DASH, size=looks.RULE.size)
    return _DASH * max(round(dashes), 1)


def put_letterhead(draft: SheetDraft, unit: Unit, left: tuple[int, int], right: tuple[int, int]) -> None:
    """Parent body and issuer on the left columns, Quốc hiệu and tiêu ngữ on the right ones, each with its rule below."""
    issuer = unit.name.upper()
    for left_text, left_look, right_text, right_look in (
        (unit.parent.upper(), looks.PARENT_BODY, NATION, looks.NATION),
        (issuer, looks.ISSUER, MOTTO, looks.MOTTO),
    ):
        draft.put(left[0], left_text, left_look, to=left[1])
        draft.put(right[0], right_text, right_look, to=right[1])
        draft.next_row()
    draft.put(left[0], rule(issuer, looks.ISSUER, share=0.45), looks.RULE, to=left[1])
    draft.put(right[0], rule(MOTTO, looks.MOTTO), looks.RULE, to=right[1])
    draft.next_row(exactly=12)


def put_signature_block(draft: SheetDraft, unit: Unit, left: tuple[int, int], right: tuple[int, int]) -> None:
    """Recipients on the left, authority, title, room to sign and the signer's name on the right; all on one page."""
    first = draft.row
    places = [_recipient(place, last=place == unit.recipients[-1]) for place in unit.recipients]
    right_lines: list[tuple[str, Look]] = [
        (unit.signer_authority.upper(), looks.SIGNATURE),
        (unit.signer_title.upper(), looks.SIGNATURE),
    ]
    left_lines: list[tuple[str, Look]] = [("Nơi nhận:", looks.RECIPIENTS_TITLE), *((place, looks.RECIPIENT) for place in places)]
    rows = max(len(left_lines), len(right_lines) + 5)
    right_lines += [("", looks.SIGNATURE)] * (rows - len(right_lines) - 1)
    right_lines.append((unit.signer_name, looks.SIGNER))
    left_lines += [("", looks.RECIPIENT)] * (rows - len(left_lines))
    for (left_text, left_look), (right_text, right_look) in zip(left_lines, right_lines, strict=True):
        if left_text:
            draft.put(left[0], left_text, left_look, to=left[1])
        if right_text:
            draft.put(right[0], right_text, right_look, to=right[1])
        draft.next_row(exactly=16.5)
    draft.keep_together(first, draft.row - 1)


def _recipient(place: str, *, last: bool) -> str:
    return f"- {place}{'.' if last else ';'}" if place[-1:] not in ".;" else f"- {place}"


def period_words(period: Period) -> str:
    """`quý I năm 2023`; the second and fourth quarters' reports are the half year's and the year's as well."""
    if period.quarter == 2:
        return f"quý II và 6 tháng đầu năm {period.year}"
    if period.quarter == 4:
        return f"quý IV và năm {period.year}"
    return f"quý {period.roman} năm {period.year}"


def report_reference(unit: Unit, period: Period) -> str:
    """The report that the annex goes with; number and day are written in when it is signed."""
    sent = f"ngày …… tháng {document_month(period.send)} năm {period.send.year}"
    return f"Báo cáo số ……/{unit.number_suffix} {sent} của {unit.short_name or unit.name}"
