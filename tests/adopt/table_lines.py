"""Markdown tables whose lines are cases of a test."""

from __future__ import annotations


def lines(table: str) -> list[list[str]]:
    """The cells of each line below the headings, without the blanks around them."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[2:]]
