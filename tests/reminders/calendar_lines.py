"""A strict reader of calendar files: every rule of RFC 5545 that a line can break, checked by the letter."""

from __future__ import annotations

import re

LONGEST_LINE = 75
_LINE = re.compile(r"(?P<name>[A-Z][A-Z0-9-]*)(?P<parameters>(?:;[A-Z-]+=[^\";:,]+)*):(?P<value>.*)", re.DOTALL)
_TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
_FORMS = {
    "DTSTAMP": r"\d{8}T\d{6}Z",
    "DTSTART": r"\d{8}",
    "DTEND": r"\d{8}",
    "TRIGGER": r"-?P(?:\d+D(?:T\d+H)?|T\d+H)",
    "VERSION": r"2\.0",
    "CALSCALE": "GREGORIAN",
    "METHOD": "PUBLISH",
    "ACTION": "DISPLAY",
    "TRANSP": "TRANSPARENT|OPAQUE",
}
_TEXTS = ("SUMMARY", "DESCRIPTION", "UID", "PRODID", "X-WR-CALNAME")
_ONCE = {
    "VCALENDAR": {"VERSION", "PRODID"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
_INSIDE = {"VCALENDAR": "", "VEVENT": "VCALENDAR", "VALARM": "VEVENT"}


def faults(content: bytes) -> list[str]:
    """What is wrong with a file, a line each; nothing where it is exact."""
    found = []
    if not content.endswith(b"\r\n"):
        found.append("the last line is not ended by CRLF")
    physical = content.split(b"\r\n")[:-1]
    for number, line in enumerate(physical, start=1):
        if b"\r" in line or b"\n" in line:
            found.append(f"line {number}: a bare CR or LF")
        if len(line) > LONGEST_LINE:
            found.append(f"line {number}: {len(line)} octets")
        if not line or line == b" ":
            found.append(f"line {number}: empty")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            found.append(f"line {number}: a letter is cut in two")
    return found or _content_faults(content.decode("utf-8"))


def unfolded(content: bytes) -> list[str]:
    """The content lines, put together again."""
    return content.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _content_faults(text: str) -> list[str]:
    found: list[str] = []
    open_parts: list[tuple[str, list[str]]] = []
    for line in unfolded(text.encode()):
        matched = _LINE.fullmatch(line)
        if matched is None:
            found.append(f"no content line: {line!r}")
            continue
        name, value = matched["name"], matched["value"]
        if name == "BEGIN":
            if _INSIDE.get(value, "?") != (open_parts[-1][0] if open_parts else ""):
                found.append(f"{value} in the wrong place")
            open_parts.append((value, []))
        elif name == "END":
            part, names = open_parts.pop() if open_parts else ("", [])
            if part != value:
                found.append(f"END:{value} ends {part or 'nothing'}")
            found += [f"{part}: {one} {names.count(one)} times" for one in _ONCE.get(part, ()) if names.count(one) != 1]
        else:
            if not open_parts:
                found.append(f"{name} outside everything")
            else:
                open_parts[-1][1].append(name)
            found += _value_faults(name, matched["parameters"], value)
    return found + [f"{part} is not ended" for part, _ in open_parts]


def _value_faults(name: str, parameters: str, value: str) -> list[str]:
    found = []
    form = _FORMS.get(name)
    if form is not None and not re.fullmatch(form, value):
        found.append(f"{name}: {value!r}")
    if name in ("DTSTART", "DTEND") and parameters != ";VALUE=DATE":
        found.append(f"{name}: a day without VALUE=DATE")
    if name in _TEXTS and not _TEXT.fullmatch(value):
        found.append(f"{name}: not escaped: {value!r}")
    if form is None and name not in _TEXTS:
        found.append(f"{name}: not expected")
    return found
