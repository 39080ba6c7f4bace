"""A VBA project (MS-OVBA) made from source text alone.

No compiled code is written: the version 0xFFFF and a source offset of 0 tell Office to compile the text when it opens the
file. No reference is declared: VBA and Excel's own library are always there, and the source uses no other.
"""

from __future__ import annotations

import re
import struct
import uuid
from collections.abc import Sequence
from enum import Enum

from sheetsync.adapters.xlsx.vba.compound_file import compound_file
from sheetsync.adapters.xlsx.vba.compression import compress
from sheetsync.records import dataclass

PROJECT_NAME = "VBAProject"
"""Excel's own default; LibreOffice names the library after it."""
_CODE_PAGE = 1252
_SOURCE_ENCODING = "ascii"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_VERSION_WITHOUT_COMPILED_CODE = b"\xcc\x61\xff\xff\x00\x00\x00"
_PROJECT_VERSION = (0x61E3B5F0, 1)
_SEED = 0  # of the three obfuscated values; any byte will do


class Behind(Enum):
    """What a document module stands behind; the value begins the class that Excel gives it."""

    WORKBOOK = "00020819"
    WORKSHEET = "00020820"
    CHART_SHEET = "00020821"


class ModuleKind(Enum):
    """DOCUMENT: the code behind a sheet or the workbook, one for each; STANDARD: macros."""

    DOCUMENT = "document"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Module:
    """A module. source: its text as an export of the editor has it, from `Attribute VB_Name` on; ASCII, lines ending in \\n."""

    name: str
    kind: ModuleKind
    source: str


def document_module(name: str, behind: Behind) -> Module:
    """The empty module behind a sheet or the workbook; name: the code name that the sheet or the workbook part states."""
    lines = (
        f'VB_Name = "{name}"',
        f'VB_Base = "0{{{behind.value}-0000-0000-C000-000000000046}}"',
        "VB_GlobalNameSpace = False",
        "VB_Creatable = False",
        "VB_PredeclaredId = True",
        "VB_Exposed = True",
        "VB_TemplateDerived = False",
        "VB_Customizable = True",
    )
    return Module(name, ModuleKind.DOCUMENT, "".join(f"Attribute {line}\n" for line in lines))


def standard_module(exported: str) -> Module:
    """A module of macros from the text of its `.bas` file. Raises ValueError where that does not begin with the name."""
    found = re.match(r'Attribute VB_Name = "(\w+)"\n', exported)
    if found is None:
        raise ValueError("a module's text begins with its name")
    return Module(found[1], ModuleKind.STANDARD, exported)


def vba_project(modules: Sequence[Module]) -> bytes:
    """The bytes of `vbaProject.bin`. The same modules always give the same bytes.

    Raises ValueError for a name that VBA does not take, for two modules of one name, and for source that is not ASCII.
    """
    _check_names(modules)
    streams: dict[str, bytes] = {module.name: compress(_stored(module)) for module in modules}
    streams["_VBA_PROJECT"] = _VERSION_WITHOUT_COMPILED_CODE
    streams["dir"] = compress(_directory(modules))
    names = b"".join(_coded(module.name) + b"\0" + _wide(module.name) + b"\0\0" for module in modules)
    return compound_file({"VBA": streams, "PROJECT": _coded(_properties(modules)), "PROJECTwm": names + b"\0\0"})


def _check_names(modules: Sequence[Module]) -> None:
    seen = {PROJECT_NAME.lower(), "dir", "_vba_project"}
    for module in modules:
        if not _NAME.fullmatch(module.name) or module.name.lower() in seen:
            raise ValueError(f"no name for one more VBA module: {module.name!r}")
        seen.add(module.name.lower())


def _stored(module: Module) -> bytes:
    return module.source.replace("\n", "\r\n").encode(_SOURCE_ENCODING)


def _directory(modules: Sequence[Module]) -> bytes:
    """The dir stream (MS-OVBA 2.3.4.2): what the project and its modules are."""
    information = (
        _record(0x01, struct.pack("<I", 1)),  # 32-bit Windows; says nothing about where it runs
        _record(0x02, struct.pack("<I", 0x409)),
        _record(0x14, struct.pack("<I", 0x409)),
        _record(0x03, struct.pack("<H", _CODE_PAGE)),
        _record(0x04, _coded(PROJECT_NAME)),
        _record(0x05, b"") + _record(0x40, b""),  # description
        _record(0x06, b"") + _record(0x3D, b""),  # help files
        _record(0x07, bytes(4)),
        _record(0x08, bytes(4)),
        struct.pack("<HIIH", 0x09, 4, *_PROJECT_VERSION),
        _record(0x0C, b"") + _record(0x3C, b""),  # constants
    )
    listed = (_record(0x0F, struct.pack("<H", len(modules))), _record(0x13, b"\xff\xff"))
    return b"".join((*information, *listed, *map(_module_record, modules), _record(0x10, b"")))


def _module_record(module: Module) -> bytes:
    name, wide = _coded(module.name), _wide(module.name)
    return b"".join(
        (
            _record(0x19, name) + _record(0x47, wide),
            _record(0x1A, name) + _record(0x32, wide),  # the stream
            _record(0x1C, b"") + _record(0x48, b""),  # description
            _record(0x31, bytes(4)),  # where the source begins: there is nothing before it
            _record(0x1E, bytes(4)),
            _record(0x2C, b"\xff\xff"),
            _record(0x21 if module.kind is ModuleKind.STANDARD else 0x22, b""),
            _record(0x2B, b""),
        )
    )


def _properties(modules: Sequence[Module]) -> str:
    """The PROJECT stream (MS-OVBA 2.3.1). Nothing is locked and there is no password."""
    identity = "{" + str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(module.name for module in modules))).upper() + "}"
    lines = [f'ID="{identity}"']
    for module in modules:
        standard = module.kind is ModuleKind.STANDARD
        lines.append(f"Module={module.name}" if standard else f"Document={module.name}/&H00000000")
    lines += [f'Name="{PROJECT_NAME}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"']
    for key, value in (("CMG", bytes(4)), ("DPB", b"\0"), ("GC", b"\xff")):
        lines.append(f'{key}="{_obfuscated(value, identity)}"')
    lines += ["", "[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"]
    lines += ["", "[Workspace]", *(f"{module.name}=0, 0, 0, 0, C" for module in modules)]
    return "".join(f"{line}\r\n" for line in lines)


def _obfuscated(value: bytes, identity: str) -> str:
    """A value as the PROJECT stream keeps it (MS-OVBA 2.4.3.2), in hexadecimal digits."""
    version, key = 2, sum(identity.encode()) & 0xFF
    plain, result = key, bytearray((_SEED, _SEED ^ version, _SEED ^ key))
    for byte in bytes((_SEED & 6) // 2) + struct.pack("<I", len(value)) + value:
        coded = byte ^ (result[-2] + plain & 0xFF)
        result.append(coded)
        plain = byte
    return result.hex().upper()


def _record(identifier: int, data: bytes) -> bytes:
    return struct.pack("<HI", identifier, len(data)) + data


def _coded(text: str) -> bytes:
    return text.encode(_SOURCE_ENCODING)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
