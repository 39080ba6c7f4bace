"""How surely a heading says that its column names who does each row's task: who does it before who reports or proposes it."""

from __future__ import annotations

import re

from sheetsync.core.adoption.heading_words import PERSON_WORDS
from sheetsync.core.values import nfc, unaccented

KNOWN_PERSON = 100
DOES = 90
STAFF = 80
A_NAME = 76
"""`Họ và tên`: of staff, or of those whom the task is about."""
SOMEBODY = 75
STAFF_FOLLOWS = 70
ALSO_OTHERS = 68
"""`Người thực hiện, lãnh đạo duyệt`: who does it, and somebody who does not."""
SURELY = 70
"""From here on the heading alone says it."""
OFFICE = 60
FOLLOWS = 50
REPORTS = 40
UNKNOWN = 30
NEVER = 0
_HIMSELF = 2
"""How much `thực hiện` says more than `phụ trách`."""
NEAR = 15
"""Headings no further apart than this may each be meant."""

_STAFF = r"can bo|cong chuc|vien chuc|chuyen vien|nhan vien|nhan su|dong chi|d/c|staff|officer|officers|employee"
_PERSON = re.compile(rf"\b(?:nguoi|ai|{_STAFF}|owner|person|assignee|responsible|in charge)\b")
_STAFF_WORD = re.compile(rf"\b(?:{_STAFF})\b")
_VERBS = re.compile(
    r"\b(?:(?P<himself>thuc hien|lam(?! bao cao)|lo|dam nhan|dam nhiem|duoc giao|duoc phan cong|xu ly|giai quyet|trien khai"
    r"|assignee|nhan (?:viec|nhiem vu|cong viec))"
    r"|(?P<does>phu trach|chiu trach nhiem|owner|responsible|in charge)"
    r"|(?P<follows>theo doi|giam sat|don doc)"
    r"|(?P<reports>nop|trinh|de xuat|de nghi|kien nghi|bao cao|lap|nhap|gui|yeu cau|cap nhat|tong hop))\b"
)
_REPORTS_IN_ENGLISH = re.compile(r"\b(?:submitted|submitter|reported|reporter|proposed|requested|requester|created) ?(?:by)?\b")
_NEVER = re.compile(r"\b(?:phoi hop|ky|kiem tra|duyet|(?<!duoc )giao viec|lanh dao|chi dao|nguoi dan|cong dan|chu ho)\b")
_RECEIVES = re.compile(r"(?<!đảm )\bnhận\b(?! (?:việc|nhiệm vụ|công việc))")
_RECEIVES_PLAINLY = re.compile(r"(?<!dam )\bnhan\b(?! (?:viec|nhiem vu|cong viec|su|vien)\b)")
"""`nhận` without its accents is `nhân` too."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAME = re.compile(r"(?:ho(?: va|,)? )?ten|(?:full ?)?names?")
_OFFICE = re.compile(
    r"(?:ten )?(?:bo phan|don vi|phong|phong ban|co quan|phan cong|department|unit|team)(?: phu trach| thuc hien)*"
)
_LEAD = re.compile(rf"\b(?:{'|'.join(map(re.escape, PERSON_WORDS))})\b")
_OUTER = " .:;*-()/"


def says_person(heading: str, *, known: bool, lead: bool) -> int:
    """From NEVER to a little above KNOWN_PERSON. known: the configuration knows the heading as that of the person column; lead:
    the column was taken for that of the leading office."""
    outside = _BRACKETS.sub(" ", heading)
    if _words_before_doing(outside) is not None:  # `Cán bộ (phối hợp)` does not do it
        heading = outside
    before = _words_before_doing(heading)
    says = _says(unaccented(heading).strip(_OUTER), known=known, lead=lead)
    if not _does_not(heading):
        return says
    if before is None or _does_not(" ".join(heading.split()[:before])):
        return NEVER
    return min(says, ALSO_OTHERS)


def _words_before_doing(heading: str) -> int | None:
    """How many words stand before the first that says that the tasks are done; None where none does."""
    plain = unaccented(heading)
    doing = next((verb for verb in _VERBS.finditer(plain) if verb.lastgroup in ("himself", "does")), None)
    if doing is None:
        return None
    within_a_word = plain[: doing.start()][-1:] not in ("", " ")  # `Phối hợp/thực hiện`
    return plain.count(" ", 0, doing.start()) + within_a_word


def _does_not(heading: str) -> bool:
    """Whether it speaks of somebody who does not do the tasks."""
    written, plain = " ".join(nfc(heading).casefold().split()), unaccented(heading)
    receives = _RECEIVES_PLAINLY if written == plain else _RECEIVES
    return _NEVER.search(plain) is not None or receives.search(written) is not None


def _says(plain: str, *, known: bool, lead: bool) -> int:
    verb = _VERBS.search(plain)  # the first one: `Người báo cáo kết quả thực hiện` reports
    kind = verb.lastgroup if verb is not None else None
    if known:
        return KNOWN_PERSON + (_HIMSELF if kind == "himself" else 0)
    if _REPORTS_IN_ENGLISH.search(plain):
        return REPORTS
    if _PERSON.search(plain):
        return _of_a_person(plain, kind)
    if _NAME.fullmatch(plain):
        return A_NAME
    return OFFICE if lead or _OFFICE.fullmatch(plain) or _LEAD.search(plain) else UNKNOWN


def _of_a_person(plain: str, verb: str | None) -> int:
    match verb:
        case "himself":
            return DOES + _HIMSELF
        case "does":
            return DOES
        case "follows":
            return STAFF_FOLLOWS if _STAFF_WORD.search(plain) else FOLLOWS
        case "reports":
            return REPORTS
    return STAFF if _STAFF_WORD.search(plain) else SOMEBODY
