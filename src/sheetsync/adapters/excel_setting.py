"""The setting by which the macros know that Python with sheetsync is on the machine.

VBA's `GetSetting("sheetsync", "addin", "python")` reads it from the person's own part of the registry: at once, without a
search, and without a right that an official does not have.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

from sheetsync.errors import UsageError

REGISTRY_KEY = r"Software\VB and VBA Program Settings\sheetsync\addin"
VALUE_NAME = "python"


def connect_excel() -> None:
    """Leave the setting for the person who is logged on. Raises UsageError elsewhere than on Windows."""
    try:
        registry: Any = importlib.import_module("winreg")
    except ImportError as problem:
        raise UsageError(
            "Chỉ nối được Excel với sheetsync trên Windows.",
            "Vui lòng bỏ --connect; nút «Kiểm tra» vẫn dùng được mà không cần nối.",
        ) from problem
    with registry.CreateKey(registry.HKEY_CURRENT_USER, REGISTRY_KEY) as key:
        registry.SetValueEx(key, VALUE_NAME, 0, registry.REG_SZ, sys.executable)
