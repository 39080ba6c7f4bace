"""A job on a book that others edit is done anew, a few times, and only for that reason."""

from __future__ import annotations

import pytest

from sheetsync.errors import ExternallyChanged, SheetConflict, StillBeingEdited
from sheetsync.usecases.settled import TIMES, settled


class Job:
    """Fails as often as it is told to."""

    def __init__(self, failure: Exception, times: int) -> None:
        self.failure = failure
        self.left = times
        self.done = 0

    def __call__(self) -> str:
        self.done += 1
        if self.left:
            self.left -= 1
            raise self.failure
        return "xong"


@pytest.mark.parametrize("times", range(TIMES))
def test_it_is_done_anew_until_nobody_edits(times: int) -> None:
    job = Job(StillBeingEdited("đang sửa", "đợi"), times)
    assert settled(job) == "xong"
    assert job.done == times + 1


def test_in_the_end_it_is_told() -> None:
    job = Job(StillBeingEdited("đang sửa", "đợi"), 100)
    with pytest.raises(StillBeingEdited, match="đang sửa"):
        settled(job)
    assert job.done == TIMES == 5


@pytest.mark.parametrize("failure", [ExternallyChanged("đã đổi", "chạy lại"), SheetConflict("trùng tên", "đổi tên")])
def test_nothing_else_is_done_anew(failure: Exception) -> None:
    """A file that changed meanwhile is the person's to look at, as before."""
    job = Job(failure, 1)
    with pytest.raises(type(failure)):
        settled(job)
    assert job.done == 1
