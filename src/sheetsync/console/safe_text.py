"""Texts from cells and file names, made harmless for a terminal."""

from __future__ import annotations

from sheetsync.patterns import pattern

_SEQUENCE = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, clear screen
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\n\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC: titles, links, clipboard
    r"|\x1b[ -/]*[0-~]?"  # the short ones
)
_ESCAPE_SEQUENCES = pattern(_SEQUENCE)
_BREAKS = pattern(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_UNSEEN_SIGNS = (
    "[\x00-\x1f\x7f-\x9f"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # bidi controls, zero-width and other unseen signs
    "\ufff9-\ufffb\U000e0000-\U000e007f"
    "\ud800-\udfff]"  # halves of characters, as undecodable file names hold them
)
_UNSEEN = pattern(_UNSEEN_SIGNS)
_COMMANDS = pattern(rf"(\x1b\[[0-9;]*m)|{_SEQUENCE}|{_UNSEEN_SIGNS}")


def one_line(text: str) -> str:
    """The text as one line without escape sequences, control characters or bidi controls."""
    if text.isprintable():  # most texts are, and asking costs a twentieth of looking for what is not
        return text.strip()
    return _UNSEEN.sub("", _BREAKS.sub(" ", _ESCAPE_SEQUENCES.sub("", text))).strip()


def harmless(output: str, *, keep: str = "\n\t") -> str:
    """What is about to be printed without any command to the terminal but colours; `keep`: the control characters it may hold.

    The last barrier, for a text that reached the output without `one_line`.
    """
    if output.replace("\n", "").isprintable():
        return output
    return _COMMANDS.sub(lambda found: found[1] or (found[0] if found[0] in keep else ""), output)


def escaped_for_json(document: str) -> str:
    """A JSON document in which no control or bidi character stands raw: the same document, as `\\uXXXX`."""
    if document.replace("\n", "").isprintable():
        return document
    return _UNSEEN.sub(lambda match: "\n" if match[0] == "\n" else _json_escape(match[0]), document)


def _json_escape(character: str) -> str:
    raw = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{raw[i]:02x}{raw[i + 1]:02x}" for i in range(0, len(raw), 2))
