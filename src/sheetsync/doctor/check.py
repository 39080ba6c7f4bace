"""One thing that was looked at, and how it is told."""

from __future__ import annotations

from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, styled
from sheetsync.errors import SheetsyncError
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. exit_code: what the process returns when it is not in order (0 when it is); next_step may also be
    advice on what is in order."""

    name: str
    found: str
    exit_code: int = 0
    next_step: str = ""
    details: tuple[str, ...] = ()

    @property
    def in_order(self) -> bool:
        return self.exit_code == 0


def failed(name: str, error: SheetsyncError) -> Check:
    return Check(name, error.message, error.exit_code, error.next_step)


def check_text(check: Check) -> str:
    """✓ or ✗, what was found, and what to do."""
    tick = styled("✓", "green") if check.in_order else styled("✗", "red", bold=True)
    lines = [paragraph(f"{check.name}: {check.found}", first="@ ", rest="  ").replace("@", tick, 1)]
    lines.extend(paragraph(detail, first="    - ", rest="      ") for detail in check.details)
    if check.next_step:
        lines.append(paragraph(check.next_step, first="  → ", rest="    "))
    return "\n".join(lines)


def checks_document(checks: tuple[Check, ...]) -> dict[str, Json]:
    """The document of `doctor --json`."""
    return {
        "checks": [
            {
                "name": check.name,
                "ok": check.in_order,
                "message": "\n".join((check.found, *check.details)),
                "next": check.next_step,
            }
            for check in checks
        ]
    }
