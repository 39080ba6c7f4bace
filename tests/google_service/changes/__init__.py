"""What a batchUpdate may ask for: one module a subject, one function a kind of request."""

from __future__ import annotations

from tests.google_service.changes import cells, charts, conditional_formats, dimensions, metadata, protections, sheets, tables
from tests.google_service.changes.registry import CHANGES, Edit, Unknowns

__all__ = [
    "CHANGES",
    "Edit",
    "Unknowns",
    "cells",
    "charts",
    "conditional_formats",
    "dimensions",
    "metadata",
    "protections",
    "sheets",
    "tables",
]
