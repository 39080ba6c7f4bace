"""What counts as one e-mail address in the configuration and in `Cán bộ`."""

from __future__ import annotations

ADDRESS_PATTERN = r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]+"
"""One address and nothing else: no name before it, no second one behind it."""

ADDRESS_FORM = "dạng ten@noi.vn"
