"""Packages of npm that the tests run on Node.js: installed by name into a cache on first use, never into the project."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

_CACHE = Path.home() / ".cache" / "sheetsync-tests"


def installed(name: str, *packages: str) -> Path:
    """The folder `node_modules` that holds these packages (`name@version`); name: what the folder in the cache is called."""
    folder = _CACHE / name
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=folder.parent))  # so that a broken installation is never taken for a whole one
        command = [program("npm"), "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(fresh), *packages]
        subprocess.run(command, check=True, timeout=600)
        try:
            fresh.rename(folder)
        except OSError:  # another test process was first
            shutil.rmtree(fresh)
    return folder / "node_modules"


def program(name: str) -> str:
    """The path of node or npm."""
    found = shutil.which(name)
    if found is None:
        raise AssertionError(f"The tests need Node.js with npm ({name} is missing); on Debian: apt-get install nodejs npm")
    return found
