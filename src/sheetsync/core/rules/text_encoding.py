"""Texts written in old encodings (TCVN3, VNI), and the look-alike letter Ð."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from sheetsync.core.messages import shown
from sheetsync.core.old_text import unicode_runs
from sheetsync.core.rules.kind import EveryCellKind, Hit, Row
from sheetsync.records import dataclass

_ETH = str.maketrans({"\u00d0": "\u0110", "\u00f0": "\u0111"})


@dataclass(frozen=True, kw_only=True)
class TextEncoding(EveryCellKind):
    """Old fonts (`.Vn…`, `VNI-…`) count only where the text is odd without them; it is shown as the font showed it.
    Ð (U+00D0) looks like Đ (U+0110) but never equals it; the suggestion is the text with Đ."""

    name: ClassVar[str] = "text_encoding"

    def silent_on(self, texts: str) -> bool:
        return "\u00d0" not in texts and "\u00f0" not in texts

    def hits(self, row: Row, keys: Sequence[str]) -> Sequence[tuple[str, Hit]]:
        values, notes = row.entry.values, row.entry.notes
        found = []
        for key in keys:
            text = values.get(key)
            if isinstance(text, str) and (notes or "\u00d0" in text or "\u00f0" in text):
                hit = self.check(row, key)
                if hit is not None:
                    found.append((key, hit))
        return found

    def check(self, row: Row, key: str) -> Hit | None:
        # Not `text()`: it trims, and a soft hyphen is the letter ư in TCVN3.
        raw = row.entry.values.get(key)
        text = raw if isinstance(raw, str) else ""
        note = row.entry.notes.get(key)
        runs = unicode_runs(text, note)
        if runs is not None and note is not None and note.font is not None:
            return Hit(variant="old-font", words=_read_in_unicode)
        if "\u00d0" in text or "\u00f0" in text:
            corrected = text.translate(_ETH)
            return Hit(words=_corrected, suggestion=corrected)
        return None


def _read_in_unicode(row: Row, key: str) -> Mapping[str, str]:
    text, note = row.entry.values.get(key), row.entry.notes[key]
    runs = unicode_runs(text, note) if isinstance(text, str) else None
    return {"font": note.font or "", "readable": shown("".join(runs or ()))}


def _corrected(row: Row, key: str) -> Mapping[str, str]:
    text = row.entry.values.get(key)
    return {"corrected": shown(text.translate(_ETH) if isinstance(text, str) else text)}
