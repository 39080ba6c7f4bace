"""Texts from cells and file names, made harmless for a terminal."""

from __future__ import annotations

from sheetsync.patterns import pattern

_ESCAPE_SEQUENCES = pattern(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, clear screen
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC and strings: titles, links, clipboard
    r"|\x1b[ -/]*[0-~]?"  # the short ones
)
_BREAKS = pattern(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_UNSEEN = pattern(
    "[\x00-\x1f\x7f-\x9f"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # bidi controls, zero-width and other unseen signs
    "\ufff9-\ufffb\U000e0000-\U000e007f"
    "\ud800-\udfff]"  # halves of characters, as undecodable file names hold them
)


def one_line(text: str) -> str:
    """The text as one line without escape sequences, control characters or bidi controls."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", _ESCAPE_SEQUENCES.sub("", text))).strip()


def escaped_for_json(document: str) -> str:
    """A JSON document in which no control or bidi character stands raw: the same document, as `\\uXXXX`."""
    return _UNSEEN.sub(lambda match: "\n" if match[0] == "\n" else _json_escape(match[0]), document)


def _json_escape(character: str) -> str:
    raw = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{raw[i]:02x}{raw[i + 1]:02x}" for i in range(0, len(raw), 2))
