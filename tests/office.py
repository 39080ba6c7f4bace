"""What LibreOffice makes of a workbook: printed pages, recalculated values, the colour a cell is really shown in, links.

A judge of ours that shares no code with what it judges. Needs soffice, pdftoppm and a Python with UNO (Debian: libreoffice-calc,
poppler-utils, python3-uno); a missing one fails with its name. Each process has an office profile of its own, so that tests may
run side by side.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TIMEOUT_SECONDS = 180
_SESSION = Path(__file__).with_name("office_session.py")

# Formulas are calculated on load whatever the file's cached values say, as Excel does with a file it did not write itself.
_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


class OfficeFailed(AssertionError):
    """LibreOffice or one of its companions is missing, failed, or took too long."""


@dataclass(frozen=True, slots=True)
class ShownLook:
    """How a cell is shown, conditional formats applied: colours as RRGGBB, None for none; the text as displayed."""

    fill: str | None
    colour: str | None
    bold: bool
    text: str


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """A hyperlink of a cell as LibreOffice understood it. resolved: the target cell exists; None for targets outside the book."""

    sheet: str
    cell: str
    text: str
    target: str
    resolved: bool | None


def convert(path: Path, to_format: str, out_dir: Path) -> Path:
    """The file in another format (`pdf`, `xlsx`, `ods`, `csv:…`), in out_dir under its own stem. Raises OfficeFailed."""
    out_dir.mkdir(parents=True, exist_ok=True)
    target = out_dir / f"{path.stem}.{to_format.partition(':')[0]}"
    if target.resolve() == path.resolve():
        raise OfficeFailed(f"would overwrite its own source: {path}")
    target.unlink(missing_ok=True)
    command = [_tool("soffice"), "--headless", "--norestore", "--nologo", f"-env:UserInstallation={_profile().as_uri()}"]
    command += ["--convert-to", to_format, "--outdir", str(out_dir), str(path)]
    said = _run(command)
    if not target.exists():
        raise OfficeFailed(f"soffice made no {to_format} of {path.name}: {said.strip() or 'it said nothing'}")
    return target


def convert_all(paths: Sequence[Path], to_format: str, out_dir: Path) -> None:
    """Many files in one start of LibreOffice; one that it cannot open is missing from out_dir afterwards."""
    command = [_tool("soffice"), "--headless", "--norestore", "--nologo", f"-env:UserInstallation={_profile().as_uri()}"]
    _run([*command, "--convert-to", to_format, "--outdir", str(out_dir), *map(str, paths)])


def to_pdf(path: Path, out_dir: Path) -> Path:
    """What would come out of the printer."""
    return convert(path, "pdf", out_dir)


def render_png(path: Path, out_dir: Path, dpi: int = 70) -> list[Path]:
    """A picture of every printed page, in order."""
    pdf = path if path.suffix == ".pdf" else to_pdf(path, out_dir)
    for old in out_dir.glob(f"{path.stem}-*.png"):
        old.unlink()
    _run([_tool("pdftoppm"), "-r", str(dpi), "-png", str(pdf), str(out_dir / path.stem)])
    pages = sorted(out_dir.glob(f"{path.stem}-*.png"))
    if not pages:
        raise OfficeFailed(f"pdftoppm made no page of {pdf.name}")
    return pages


def recalculated(path: Path, out_dir: Path | None = None) -> Path:
    """The workbook opened, every formula calculated anew, and saved as .xlsx by LibreOffice."""
    return convert(path, "xlsx", out_dir or Path(tempfile.mkdtemp(dir=_workshop())))


def shown_looks(path: Path, cells: Mapping[str, Sequence[str]]) -> dict[str, dict[str, ShownLook]]:
    """How the named cells ({sheet: [A1, …]}) are shown, conditional formats applied as of now."""
    answer = _ask({"what": "looks", "cells": {sheet: list(names) for sheet, names in cells.items()}}, path)
    missing = [sheet for sheet in cells if sheet not in answer]
    if missing:
        raise OfficeFailed(f"{path.name} has no sheet {missing}")
    blank = ShownLook(None, None, False, "")
    return {sheet: {a1: ShownLook(**look) if look else blank for a1, look in looks.items()} for sheet, looks in answer.items()}


def computed_fills(path: Path, cells: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str | None]]:
    """The fill each named cell is shown in (RRGGBB), None for none."""
    return {sheet: {a1: look.fill for a1, look in looks.items()} for sheet, looks in shown_looks(path, cells).items()}


def typed_in(path: Path, cells: Mapping[str, Mapping[str, str]], save: Path) -> dict[str, dict[str, str]]:
    """Type texts into the book's cells ({sheet: {A1: text}}) as a person would, where no protection refuses them, and save it as
    another .xlsx; gives what the cells then show."""
    request = {"what": "type", "cells": {sheet: dict(typed) for sheet, typed in cells.items()}, "save": str(save.resolve())}
    shown: dict[str, dict[str, str]] = _ask(request, path)
    return shown


def link_targets(path: Path) -> tuple[LinkTarget, ...]:
    """Every hyperlink in the cells of the book."""
    return tuple(LinkTarget(**link) for link in _ask({"what": "links"}, path))


def _ask(request: dict[str, Any], path: Path) -> Any:
    if not path.is_file():
        raise OfficeFailed(f"no such file: {path}")
    work = tempfile.mkdtemp(dir=_workshop())
    copy = shutil.copy(path, work)  # LibreOffice leaves a lock beside what it opens, and refuses what another lock holds
    request = {**request, "book": copy, "work": work}
    try:
        return json.loads(_run([python_with_uno(), str(_SESSION), str(_profile())], given=json.dumps(request)))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise OfficeFailed(f"{name} is not installed (Debian: apt-get install libreoffice-calc poppler-utils python3-uno)")
    return found


@cache
def python_with_uno() -> str:
    """The first Python that can import `uno`: LibreOffice's bridge belongs to the system's Python, not to ours."""
    tried = []
    for candidate in ("/usr/bin/python3", sys.executable, shutil.which("python3")):
        if candidate is None or candidate in tried or not Path(candidate).exists():
            continue
        tried.append(candidate)
        if subprocess.run([candidate, "-c", "import uno"], capture_output=True, env=environment(), check=False).returncode == 0:
            return candidate
    raise OfficeFailed(f"no Python with UNO (Debian: apt-get install python3-uno); tried {', '.join(tried)}")


def environment() -> dict[str, str]:
    """The environment without our virtual environment's marks, which would mislead the system's Python."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}


@cache
def _workshop() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sheetsync-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _profile() -> Path:
    profile = _workshop() / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_REGISTRY, "utf-8")
    return profile


def _run(command: Sequence[str], given: str = "") -> str:
    """Run to the end or kill the whole process group at the timeout; gives what was said on standard output."""
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        env=environment(),
    )
    try:
        said, complained = process.communicate(given, timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise OfficeFailed(f"{Path(command[0]).name} took longer than {TIMEOUT_SECONDS} s: {' '.join(command)}") from None
    if process.returncode != 0:
        raise OfficeFailed(f"{Path(command[0]).name} failed ({process.returncode}): {complained.strip() or said.strip()}")
    return said
