"""One sheet of ours in a workbook of its own, for a program that copies it into the workbook it has open."""

from __future__ import annotations

import hashlib
import io
import zipfile

from sheetsync.adapters.xlsx.fresh_book import render
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.fingerprint import fingerprint_of
from sheetsync.core.sheets.design import SheetDesign
from sheetsync.core.sheets.drawn_sheet import DrawnSheet

_ABOUT_THE_FILE = "docProps/"  # who made the workbook and when


def draw_alone(design: SheetDesign) -> DrawnSheet:
    """The design drawn, and read back as any reader will see it."""
    data = render((design,))
    digest = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(package.namelist()):
            if not name.startswith(_ABOUT_THE_FILE):
                content = package.read(name)
                digest.update(f"{name} {len(content)}\n".encode())
                digest.update(content)
    sheet = read_book(data, f"{design.name}.xlsx").sheets[0]
    return DrawnSheet(data, fingerprint_of(sheet), digest.hexdigest()[:32])
