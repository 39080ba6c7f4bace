"""Install what the tests need, then run every check: `uv run tests/run.py [arguments for pytest]`.

On Debian as root the system packages are installed with apt; elsewhere what is missing is named and the run fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Need:
    """A program the tests use, how to see that it is there, and the Debian packages that bring it."""

    name: str
    packages: tuple[str, ...]
    present: bool


def needs() -> list[Need]:
    return [
        Need("LibreOffice Calc (soffice)", ("libreoffice-calc",), shutil.which("soffice") is not None),
        Need("LibreOffice's Python bridge (python3-uno)", ("python3-uno",), can_import("uno")),
        Need("Poppler (pdftoppm, pdftotext)", ("poppler-utils",), shutil.which("pdftoppm") is not None),
        Need("Liberation fonts with Vietnamese letters", ("fonts-liberation2",), has_vietnamese_font("Liberation Serif")),
        Need("Node.js with npm", ("nodejs", "npm"), shutil.which("node") is not None and shutil.which("npm") is not None),
    ]


def can_import(module: str) -> bool:
    """Whether the system's Python, the one LibreOffice speaks to, can import a module."""
    if not Path(SYSTEM_PYTHON).exists():
        return False
    done = subprocess.run([SYSTEM_PYTHON, "-c", f"import {module}"], capture_output=True, check=False)
    return done.returncode == 0


def has_vietnamese_font(family: str) -> bool:
    """Whether the family is there with Vietnamese letters: without them a page is laid out with another font's widths."""
    if shutil.which("fc-list") is None:
        return False
    done = subprocess.run(["fc-list", ":lang=vi", "family"], capture_output=True, text=True, check=False)
    return family in done.stdout


def install_missing() -> None:
    """Bring what is missing with apt, or say what to install and stop."""
    missing = [need for need in needs() if not need.present]
    if not missing:
        return
    names = ", ".join(need.name for need in missing)
    packages = sorted({package for need in missing for package in need.packages})
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        sys.exit(
            f"The tests need: {names}.\n"
            f"Install it first (on Debian: sudo apt-get install {' '.join(packages)}), then run this again."
        )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"== installing {' '.join(packages)}", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=True, env=environment)
    still = [need.name for need in needs() if not need.present]
    if still:
        sys.exit(f"Still missing after installing: {', '.join(still)}.")


def main(arguments: list[str]) -> int:
    install_missing()
    python = [sys.executable, "-m"]
    checks = [
        ("ruff", [*python, "ruff", "check", "."]),
        ("ruff format", [*python, "ruff", "format", "--check", "."]),
        ("mypy", [*python, "mypy"]),
        ("import-linter", [str(Path(sys.executable).parent / "lint-imports")]),
        ("pytest", [*python, "pytest", "-n", "auto", "--dist", "loadgroup", *arguments]),
    ]
    failed = []
    for name, command in checks:
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
    if failed:
        print(f"== failed: {', '.join(failed)}")
        return 1
    print("== all checks passed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
