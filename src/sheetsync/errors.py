"""The exceptions sheetsync raises. Each says what happened and what to do next, in Vietnamese, for the person at the screen.

A person's mistake in a cell is never an exception: it is a Finding.
"""

from __future__ import annotations


class SheetsyncError(Exception):
    """Something outside the cells went wrong.

    message: what happened; next_step: what the person can do about it. Both are short Vietnamese sentences.
    code: a stable English word for `--json`; exit_code: what the process returns (design 7).
    """

    code = "error"
    exit_code = 4

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class UsageError(SheetsyncError):
    """The command was asked for something it cannot understand."""

    code = "usage"
    exit_code = 2


class ConfigError(SheetsyncError):
    """The configuration holds mistakes; `mistakes` lists all of them, a readable line each."""

    code = "config"
    exit_code = 2

    def __init__(self, message: str, next_step: str, mistakes: tuple[str, ...] = ()) -> None:
        super().__init__(message, next_step)
        self.mistakes = mistakes


class ConfigUnwritable(SheetsyncError):
    """A new configuration folder could not be written; nothing of it is left behind."""

    code = "config-unwritable"
    exit_code = 4


class ExternallyChanged(SheetsyncError):
    """The book changed between our read and our write; nothing was written."""

    code = "externally-changed"
    exit_code = 3


class StillBeingEdited(ExternallyChanged):
    """People are editing the book at this very moment: reading it again and doing the job anew may settle it. Whatever of ours
    was written already is taken up by the next try."""


class SheetConflict(SheetsyncError):
    """A sheet of a name we need is somebody else's; nothing was written."""

    code = "sheet-conflict"
    exit_code = 3


class BookUnreadable(SheetsyncError):
    """The book cannot be found, opened or trusted (missing, damaged, encrypted, bomb, wrong type)."""

    code = "book-unreadable"


class BookUnwritable(SheetsyncError):
    """The result could not be saved (read-only folder, full disk, lost permission); the original is as it was."""

    code = "book-unwritable"


class NoTabRecognised(SheetsyncError):
    """No sheet of the book belongs to an official."""

    code = "no-tab"


class ServiceUnavailable(SheetsyncError):
    """The service that keeps the book cannot be reached, or takes no more requests for now."""

    code = "service-unavailable"


class AccessDenied(SheetsyncError):
    """The sign-in is missing or not accepted, or the book is not shared with it."""

    code = "access-denied"


class HistoryUnavailable(SheetsyncError):
    """The history beside the book cannot be read or written. No job on the book itself stops for it."""

    code = "history"


class FileConflict(SheetsyncError):
    """A file of a name we need is somebody else's; nothing was written."""

    code = "file-conflict"
    exit_code = 3
