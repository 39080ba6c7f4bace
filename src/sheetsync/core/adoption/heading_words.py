"""How well a heading's words fit each column: the configured headings first, then words seen elsewhere, then close ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from sheetsync.core.adoption.alike_words import AlikeWords
from sheetsync.core.columns import KnownHeadings, heading_key
from sheetsync.core.values import unaccented

KNOWN = 100
"""The score of a configured heading or alias."""
_OTHER_WORDS = 90
_WORDS_WITHIN = 78

# Words that stand over such columns in other offices' workbooks, without accents; English ones from donors' and districts' forms.
WORDS: Mapping[str, tuple[str, ...]] = {
    "number": ("so tt", "thu tu", "no", "no.", "#", "nr", "item"),
    "task_id": ("ma", "ma so", "ma cong viec", "ky hieu viec", "id", "task id", "code", "task code", "ref"),
    "area": ("linh vuc cong tac", "mang cong tac", "nhom viec", "nhom nhiem vu", "area", "category", "sector"),
    "task": (
        "dau viec", "viec phai lam", "ten cong viec", "noi dung thuc hien", "noi dung cong tac", "hoat dong", "hang muc",
        "viec can lam", "noi dung, nhiem vu", "nhiem vu, giai phap", "nhiem vu trong tam", "cong tac", "nhiem vu cu the",
        "nhiem vu duoc giao", "task", "tasks", "activity", "activities", "work item", "task name", "action",
    ),
    "deliverable": (
        "dau ra", "san pham du kien", "ket qua dau ra", "san pham phai dat", "output", "outputs", "deliverable", "product",
    ),
    "role": ("vai tro tham gia", "role"),
    "lead": (
        "nguoi phu trach", "can bo phu trach", "can bo thuc hien", "nguoi thuc hien", "nguoi lam", "don vi thuc hien",
        "bo phan thuc hien", "phu trach", "can bo", "nguoi chiu trach nhiem", "lead", "owner", "responsible",
        "responsible person", "assignee", "person in charge", "department",
    ),
    "coordinators": ("cung thuc hien", "co quan, don vi phoi hop", "nguoi phoi hop", "support", "coordination", "partners"),
    "cadence": ("loai viec", "dinh ky", "ky han", "frequency", "recurrence", "cadence"),
    "due": (
        "han", "han chot", "han xong", "han cuoi", "den han", "ngay den han", "ngay het han", "thoi diem hoan thanh",
        "hoan thanh truoc", "thoi gian ket thuc", "due", "due date", "deadline", "target date",
    ),
    "due_basis": ("can cu", "can cu giao", "basis"),
    "status": ("trang thai xu ly", "hien trang", "tien trinh", "tinh hinh", "muc do hoan thanh", "status", "state"),
    "progress": (
        "tien do", "ty le", "% hoan thanh", "ti le", "phan tram", "progress", "% complete", "percent complete", "completion",
    ),
    "completed_on": (
        "ngay xong", "hoan thanh ngay", "thoi gian hoan thanh thuc te", "ngay hoan tat", "ngay ket thuc", "completed",
        "completed on", "completion date", "date completed", "finished on", "actual date",
    ),
    "result": (
        "ket qua dat duoc", "noi dung da lam", "viec da lam", "dien giai ket qua", "ket qua cu the", "bao cao ket qua",
        "results", "result", "tinh hinh", "tien do thuc hien", "tien do cong viec", "achievement", "achievements",
        "progress notes", "outcome",
    ),
    "result_before": ("ket qua quy truoc", "ket qua truoc do", "luy ke ky truoc", "previous results", "previous result"),
    "evidence": (
        "van ban", "so hieu", "so hieu van ban", "so quyet dinh", "van ban da ban hanh", "so van ban ban hanh", "tai lieu",
        "ho so", "so, ngay van ban", "document", "document no", "document no.", "documents", "evidence", "reference",
        "reference no",
    ),
    "difficulty": (
        "ton tai, han che", "ton tai", "han che", "ly do cham", "ly do", "kho khan gap phai", "issues", "difficulties",
        "problems", "issue", "obstacles", "reason",
    ),
    "proposal": (
        "kien nghi voi cap tren", "giai phap", "huong xu ly", "proposal", "proposals", "recommendation", "recommendations",
    ),
    "note": ("luu y", "chu thich", "y kien khac", "note", "notes", "remark", "remarks", "comment", "comments"),
}  # fmt: skip

PERSON_WORDS = ("nguoi", "can bo", "chu tri", "phu trach", "owner", "responsible", "person", "assignee")
"""Words of a column that names who leads each row."""

_WORDS = tuple((word, key) for key, words in WORDS.items() for word in words)  # a word may stand for several columns
_OUTER = " .:;*-/"


@lru_cache(maxsize=1_024)
def _as_words(words: str) -> re.Pattern[str]:
    """Finds the words where they are not parts of longer ones."""
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


_WITHIN = tuple((word, key) for word, key in _WORDS if " " in word)
_START = re.compile(r"\b(?:bat dau|khoi dau|khoi cong|ngay giao|tu ngay|start|started|assigned on)\b")


def tells_a_start(text: str) -> bool:
    """Whether a heading speaks of when something begins: no column of ours, however much its dates look like due dates."""
    return _START.search(unaccented(text)) is not None


class HeadingWords:
    """Scores headings by the configured ones and by the words above."""

    def __init__(self, known: KnownHeadings) -> None:
        self._known = known
        self._words = AlikeWords([word for word, _ in _WORDS])
        self._configured = [
            (unaccented(heading_key(heading)), column.key)
            for column in known.columns.values()
            for heading in (column.heading, *column.aliases)
        ]
        self._phrases = [(place, written) for place, (written, _) in enumerate(self._configured) if " " in written]
        self._configured_words = AlikeWords([written for written, _ in self._configured])
        self._likeness = lru_cache(maxsize=16_384)(self._likeness_of)

    def scores(self, text: str) -> dict[str, int]:
        """By column key, how well the words fit, 0–100; columns they do not fit at all are absent. A heading of a quarter's
        results is `result-1` … `result-4`."""
        quarter = self._known.result_quarter(text)
        if quarter is not None:
            return {f"result-{quarter}": KNOWN}
        likeness = self._likeness(unaccented(heading_key(text)).strip(_OUTER))
        meaning = self._known.meaning(text)
        if meaning is None:
            return dict(likeness)
        return {meaning[0]: KNOWN, **{key: score for key, score in likeness.items() if key != meaning[0]}}

    def _likeness_of(self, plain: str) -> dict[str, int]:
        scores: dict[str, int] = {}
        if not plain:
            return scores
        for place, share in self._words.near(plain).items():
            word, key = _WORDS[place]
            self._note(scores, key, _OTHER_WORDS if word == plain else round(85 * share))
        for word, key in [within for within in _WITHIN if within[0] in plain]:
            if word != plain and _as_words(word).search(plain):
                self._note(scores, key, _within(word, plain))
        near = self._configured_words.near(plain)
        for place in sorted({*near, *[place for place, written in self._phrases if written in plain]}):
            written, key = self._configured[place]
            if written == plain:
                self._note(scores, key, _OTHER_WORDS + 5)  # the same letters with other accents
            elif " " in written and _as_words(written).search(plain):
                self._note(scores, key, _within(written, plain))
            elif place in near:
                self._note(scores, key, round(95 * near[place]))
        return scores

    def _note(self, scores: dict[str, int], key: str, score: int) -> None:
        if key in self._known.columns:
            scores[key] = max(scores.get(key, 0), score)


def _within(words: str, text: str) -> int:
    """The score of words that a longer text holds."""
    return round(_WORDS_WITHIN * (0.7 + 0.3 * len(words) / len(text)))
