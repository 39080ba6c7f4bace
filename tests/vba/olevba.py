"""olevba (oletools) as a judge that shares no code with ours. It warns about its own age when it is imported."""

from __future__ import annotations

import io
import warnings
import zipfile

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from oletools.olevba import VBA_Parser, VBA_Project, decompress_stream

__all__ = ["decompress_stream", "flags", "modules", "project_warnings"]

PROJECT = "xl/vbaProject.bin"


def modules(book: bytes) -> dict[str, str]:
    """The source of each module as olevba reads it from a whole workbook, by stream name, line ends as `\\n`."""
    parser = VBA_Parser("book.xlsm", data=book)
    assert parser.detect_vba_macros()
    found = {stream.rpartition("/")[2]: code for _, stream, _, code in parser.extract_macros()}
    return {name: (code if isinstance(code, str) else code.decode("ascii")).replace("\r\n", "\n") for name, code in found.items()}


def flags(book: bytes) -> set[tuple[str, str]]:
    """What olevba warns people of: kind and keyword."""
    parser = VBA_Parser("book.xlsm", data=book)
    return {(kind, keyword) for kind, keyword, _ in parser.analyze_macros()}


def project_warnings(book: bytes) -> list[str]:
    """What olevba finds odd about the structure of the project, which it otherwise passes over."""
    parser = VBA_Parser("book.xlsm", data=zipfile.ZipFile(io.BytesIO(book)).read(PROJECT))
    parser.find_vba_projects()
    ole = parser.ole_file
    assert ole is not None
    said: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        for root, _, directory in parser.vba_projects:
            VBA_Project(ole, root, f"{root}PROJECT", directory, relaxed=False).parse_project_stream()
    return said + [str(warning.message) for warning in caught] + [str(issue) for issue in ole.parsing_issues]
