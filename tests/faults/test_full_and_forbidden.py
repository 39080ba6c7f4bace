"""Full disks and folders without permission, for whoever runs the tests: a bound on the size of files makes writes fail half-way,
and the superuser's right to write anywhere is given up."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.adapters.test_convert_texts import old_book
from tests.faults.failing_process import run_python, sheetsync
from tests.small_office import write_book, write_config

DAY = ("--as-of", "2023-03-15", "--period", "2023-Q1", "--json")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "văn phòng"
    folder.mkdir()
    write_book(folder / "sổ.xlsx")
    (folder / "cũ.xlsx").write_bytes(old_book())
    return folder


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_config(tmp_path / "cấu hình")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def error_of(answer: subprocess.CompletedProcess[str]) -> dict[str, str]:
    assert answer.returncode == 4, (answer.returncode, answer.stdout[:300], answer.stderr[-300:])
    assert answer.stderr == ""
    error: dict[str, str] = json.loads(answer.stdout)["error"]
    assert error["code"] in ("book-unwritable", "config-unwritable")
    assert error["next"]
    return error


COMMANDS = {
    "run": ("--config", "{config}", "run", "{office}/sổ.xlsx", *DAY),
    "run into another file": ("--config", "{config}", "run", "{office}/sổ.xlsx", *DAY, "--output", "{office}/kết quả.xlsx"),
    "fix-encoding": ("fix-encoding", "{office}/cũ.xlsx", "--json"),
    "adopt": ("adopt", "{office}/sổ.xlsx", "--yes", "--json"),
}


def asked(name: str, config: Path, office: Path) -> list[str]:
    return [part.format(config=config, office=office) for part in COMMANDS[name]]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    "largest", [0, 300, 7_500], ids=["nothing fits", "hardly anything fits", "the copy fits, the result not"]
)
def test_a_full_disk_leaves_every_file_as_it_was(office: Path, config: Path, name: str, largest: int) -> None:
    before = files(office)
    assert len(before["sổ.xlsx"]) < 7_500 < len(before["sổ.xlsx"]) + 4_000
    answer = sheetsync(*asked(name, config, office), largest_file=largest)
    if name == "adopt" and largest == 7_500:
        assert answer.returncode in (0, 1), answer.stdout
        return
    error = error_of(answer)
    assert "đã đầy" in error["message"] or error["code"] == "config-unwritable"
    assert files(office) == before, "no copy, no list of writes, no temporary file, no half-filled folder is left"
    assert [path.name for path in office.iterdir() if path.is_dir()] == [] or name != "adopt"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_without_permission_is_named_and_left_alone(office: Path, config: Path, name: str) -> None:
    before = files(office)
    office.chmod(0o555)
    try:
        error = error_of(sheetsync(*asked(name, config, office), without_rights=True))
        assert str(office) in error["message"]
        assert "--output" in error["next"] or "--to" in error["next"]
        if name == "run":
            elsewhere = config.parent / "kết quả.xlsx"
            answer = sheetsync(*asked(name, config, office), "--output", elsewhere, without_rights=True)
            assert (answer.returncode, elsewhere.exists()) == (1, True)
        assert files(office) == before
    finally:
        office.chmod(0o755)


@pytest.mark.parametrize("forbidden", [".sheetsync", ".sheetsync/backups"])
def test_a_folder_of_copies_without_permission_keeps_us_from_writing(office: Path, config: Path, forbidden: str) -> None:
    """No write without a copy of what stood there before."""
    (office / ".sheetsync" / "backups").mkdir(parents=True)
    (office / ".sheetsync" / "backups" / "bản lưu cũ.xlsx").write_bytes(b"one")
    before = files(office)
    (office / forbidden).chmod(0o555)
    try:
        error_of(sheetsync(*asked("run", config, office), without_rights=True))
        assert files(office) == before
    finally:
        (office / forbidden).chmod(0o755)


def test_permission_lost_at_any_moment_leaves_the_old_book_or_the_whole_new_one(
    office: Path, config: Path, tmp_path: Path
) -> None:
    old = (office / "sổ.xlsx").read_bytes()
    other = write_book(tmp_path / "sổ.xlsx")
    other.write_bytes(old)
    assert sheetsync("--config", config, "run", other, *DAY).returncode == 1
    new = other.read_bytes()
    outcomes = []
    for step in range(2, 60, 5):
        arguments: list[str | Path] = ["-m", "tests.faults.losing_rights", str(step), office, *asked("run", config, office)]
        answer = run_python(arguments, without_rights=True)
        lost = "lost" in answer.stderr
        for path in (office, *office.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        book = (office / "sổ.xlsx").read_bytes()
        assert book in (old, new)
        document = json.loads(answer.stdout)
        if answer.returncode == 4:
            assert document["error"]["code"] != "unexpected", document
            assert book == old
        outcomes.append(answer.returncode)
        if book == new:
            assert sheetsync("undo", office / "sổ.xlsx").returncode == 0
        assert (office / "sổ.xlsx").read_bytes() == old
        if not lost:
            break
    assert 4 in outcomes
    assert outcomes[-1] == 1, "the last run went through before its rights were taken away"


@pytest.mark.parametrize("largest", [0, 100], ids=["no log fits", "half a log fits"])
def test_a_failure_that_cannot_be_logged_is_told_without_a_log(tmp_path: Path, largest: int) -> None:
    code = (
        "from sheetsync.command_line.failures import failure_of\n"
        "try: raise ValueError('x')\n"
        "except ValueError as error: failure = failure_of(error)\n"
        "print(failure.code, failure.next_step)"
    )
    answer = run_python(["-c", code], largest_file=largest, temporary=tmp_path)
    assert answer.stdout.startswith("unexpected Vui lòng chạy lại"), answer.stderr
    assert list(tmp_path.iterdir()) == [], "no half log is left"
