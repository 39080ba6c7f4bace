"""The raw contents of one configuration file, and the lines on which its tables and keys stand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sheetsync.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """One file, parsed. sound: it could be read; otherwise raw is empty and the reason is among the mistakes."""

    name: str
    raw: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    sound: bool = True

    def line(self, header: str, number: int, key: str) -> int:
        """The line, from 1, of a key in the number-th `[[header]]` (number 0: in `[header]`; header "": above all tables); of the
        table where the key is "" or absent; 0 where the line cannot be told for certain."""
        if '"""' in self.text or "'''" in self.text or not (header or key):
            return 0  # texts over several lines may look like tables and keys
        headers = list(re.finditer(r"(?m)^[ \t]*\[{1,2}[ \t]*([\w.-]+)[ \t]*\]{1,2}[ \t]*(?:#.*)?$", self.text))
        ours = [index for index, found in enumerate(headers) if found[1] == header]
        if header and len(ours) < max(number, 1):
            return 0  # written in another way, such as task = [{…}]
        index = ours[max(number, 1) - 1] if header else -1
        start = headers[index].start() if header else 0
        end = headers[index + 1].start() if index + 1 < len(headers) else len(self.text)
        place = re.compile(rf"(?m)^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=").search(self.text, start, end) if key else None
        if place is None and not header:
            return 0
        return self.text.count("\n", 0, place.start() if place else start) + 1
