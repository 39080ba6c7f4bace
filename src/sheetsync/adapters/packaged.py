"""Where the files that come with sheetsync lie: its default configuration and the sample workbook."""

from __future__ import annotations

from pathlib import Path


def packaged_path(*parts: str) -> Path:
    """The path of a file or folder that comes with sheetsync: `packaged_path("config", "rules.toml")`.

    A wheel carries them in `sheetsync/data/`; in a checkout they stand at its root. They are looked for beside the very
    package that is running, because an editable install may leave a stale copy in site-packages.
    """
    package = Path(__file__).resolve().parents[1]
    data = package / "data"
    root = data if data.is_dir() else package.parents[1]
    return root.joinpath(*parts)
