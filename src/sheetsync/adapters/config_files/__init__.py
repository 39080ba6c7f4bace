"""The configuration files of the office: finding, reading and checking them."""

from __future__ import annotations

from sheetsync.adapters.config_files.load import load_settings

__all__ = ["load_settings"]
