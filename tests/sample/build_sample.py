"""Builds the sample workbook `workbooks/mau-2023.xlsx`: seven tabs as people fill them by mid-March 2023, mistakes and all.

    python -m tests.sample.build_sample

Written with XlsxWriter, which is not the code under test, so the sample is a workbook that sheetsync did not make. The data is
in `entries/`, as people typed it; what is wrong with it is in `truth.json`, by hand. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.sample.office_extras import SUMMARY, write_lists, write_summary
from tests.sample.tab_sheet import FOLDER, TabWriter, read_spec

WORKBOOK = Path(__file__).parents[2] / "workbooks" / "mau-2023.xlsx"
TABS = tuple(sorted(path.stem for path in FOLDER.glob("[0-9]-*.toml")))
CREATED = datetime(2023, 1, 5, 8, 0)  # noqa: DTZ001 - the file's own date, so that every build is the same


def build(path: Path, specs: Sequence[dict[str, Any]] | None = None) -> Path:
    """Write the sample to a path. specs: other tabs than the committed ones, for variants."""
    options = {"default_format_properties": {"font_name": "Times New Roman", "font_size": 12}}
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties(
            {"title": "Theo dõi cải cách hành chính năm 2023", "author": "Văn phòng UBND xã", "created": CREATED}
        )
        workbook.set_size(2400, 1400)
        workbook.add_worksheet(SUMMARY)
        tabs = [TabWriter(workbook, spec).write() for spec in (specs or [read_spec(name) for name in TABS])]
        write_lists(workbook)
        write_summary(workbook, tabs)
    return path


def variant(name: str, path: Path) -> Path:
    """A book with one mistake that the sample cannot hold beside its others; see `variants` of truth.json.

    tab-missing: without the last tab. heading-missing: a required heading of Địa chính - XD reads otherwise.
    """
    specs = [read_spec(tab) for tab in TABS]
    if name == "tab-missing":
        specs = [spec for spec in specs if spec["official"] != "DTT"]
    elif name == "heading-missing":
        spec = next(spec for spec in specs if spec["official"] == "DCXD")
        spec["columns"] = [[key, "Mức độ" if key == "status" else heading, width] for key, heading, width in spec["columns"]]
    else:
        raise ValueError(f"no variant {name!r}")
    return build(path, specs)


if __name__ == "__main__":
    print(build(WORKBOOK))
