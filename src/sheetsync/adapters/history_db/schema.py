"""The tables of the history, and their version."""

from __future__ import annotations

APPLICATION = 0x53485359
"""Marks the file as ours (`PRAGMA application_id`): somebody else's database of the same name is left alone."""

VERSION = 2
"""`PRAGMA user_version`. A later one is refused: what it means is not known here."""
READABLE = frozenset({1, VERSION})
"""A file of version 1 has a record for every cell. It goes on as it is, and becomes one of this version when the first page is
put into it: programs that know version 1 alone do not look there."""

SIGHTS = """CREATE TABLE IF NOT EXISTS sights (
    book INTEGER NOT NULL REFERENCES books, official TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs, seen TEXT NOT NULL,
    PRIMARY KEY (book, official, run)) WITHOUT ROWID"""
"""Which cells a run could see of an official's rows, in JSON. Files of earlier programs lack it and get it when they are opened;
those programs do not mind it, so the version stays."""

FIRST_SIGHTS = (
    """CREATE TABLE IF NOT EXISTS first_sights (
        cell INTEGER PRIMARY KEY, size INTEGER NOT NULL, book INTEGER NOT NULL REFERENCES books, official TEXT NOT NULL,
        run INTEGER NOT NULL REFERENCES runs, tasks TEXT NOT NULL, seen BLOB NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS first_sights_of_book ON first_sights (book, official, size)",
)
"""A page of the rows that were seen of an official for the first time. `seen` is packed; its cells have the `size` numbers from
`cell` on, which no other cell of `cells` has; `tasks`, in JSON, says which tasks to unpack it for."""

ADDED = (SIGHTS, *FIRST_SIGHTS)
"""What files of version 1 may lack."""

TABLES = (
    # `seen`, JSON: a digest by official of what was last seen of them. Most runs see the same, and compare no cell by cell.
    "CREATE TABLE books (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, seen TEXT NOT NULL DEFAULT '')",
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY, book INTEGER NOT NULL REFERENCES books, moment TEXT NOT NULL, command TEXT NOT NULL,
        period TEXT NOT NULL, as_of TEXT NOT NULL)""",
    "CREATE INDEX runs_of_book ON runs (book)",
    # Cells that have changed since they were first seen; `changes` then tells their first sight too. `value` is what the last
    # change gave, so that a run need not go through all changes to find what differs.
    """CREATE TABLE cells (
        id INTEGER PRIMARY KEY, book INTEGER NOT NULL REFERENCES books, official TEXT NOT NULL, task TEXT NOT NULL,
        role TEXT NOT NULL, by_text INTEGER NOT NULL, field TEXT NOT NULL, value TEXT,
        UNIQUE (book, task, official, role, by_text, field))""",
    "CREATE TABLE places (id INTEGER PRIMARY KEY, sheet TEXT NOT NULL, heading TEXT NOT NULL, UNIQUE (sheet, heading))",
    """CREATE TABLE changes (
        run INTEGER NOT NULL REFERENCES runs, cell INTEGER NOT NULL REFERENCES cells, value TEXT, place INTEGER REFERENCES places,
        PRIMARY KEY (run, cell)) WITHOUT ROWID""",
    "CREATE INDEX changes_of_cell ON changes (cell, run)",
    """CREATE TABLE closings (
        id INTEGER PRIMARY KEY, book INTEGER NOT NULL REFERENCES books, period TEXT NOT NULL,
        run INTEGER NOT NULL REFERENCES runs,
        reason TEXT NOT NULL, errors INTEGER NOT NULL, fingerprint TEXT NOT NULL, report BLOB NOT NULL, late TEXT NOT NULL,
        reopened TEXT, reopen_reason TEXT)""",
    "CREATE UNIQUE INDEX closed_once ON closings (book, period) WHERE reopened IS NULL",
    *ADDED,
)
"""`changes.place` is NULL where the cell was no longer there. `closings.run` says when, and of which entries; `report` is packed;
`late` is what was found to differ since."""
