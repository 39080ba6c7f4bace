"""The engine that xlwings is given in place of Excel: thin classes over the object model in `workbook.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes

from tests.excel_engine.workbook import Application, Workbook, Worksheet

NAME = "excel-of-the-tests"


class Engine:
    """apps: the running Excels."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps()


class Apps(base_classes.Apps):
    def __init__(self) -> None:
        self.running: list[App] = []

    def __iter__(self) -> Iterator[App]:
        return iter(self.running)

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self.running if app.pid == pid)

    def keys(self) -> list[int]:
        return [app.pid for app in self.running]


class App(base_classes.App):
    def __init__(self, application: Application, pid: int) -> None:
        self.application = application
        self._pid = pid

    @property
    def engine(self) -> Engine:
        return ENGINE

    @property
    def pid(self) -> int:
        return self._pid

    @property
    def api(self) -> Application:
        return self.application

    @property
    def books(self) -> Books:
        return Books(self)


class Books(base_classes.Books):
    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> list[Workbook]:
        return self.app.application.workbooks

    def __iter__(self) -> Iterator[Book]:
        return (Book(self, workbook) for workbook in self.api)

    def __len__(self) -> int:
        return len(self.api)

    def __call__(self, name: str) -> Book:
        for book in self:
            if book.name == name:
                return book
        raise KeyError(name)

    def open(self, fullname: str, *_args: Any, **_options: Any) -> Book:
        return Book(self, self.app.application.open(Path(fullname)))

    def add(self) -> Book:
        workbook = Workbook(self.app.application, None)
        self.api.append(workbook)
        self.app.application.ActiveWorkbook = workbook
        return Book(self, workbook)


class Book(base_classes.Book):
    def __init__(self, books: Books, workbook: Workbook) -> None:
        self.books = books
        self.workbook = workbook

    @property
    def api(self) -> Workbook:
        return self.workbook

    @property
    def app(self) -> App:
        return self.books.app

    @property
    def name(self) -> str:
        return self.workbook.Name

    @property
    def fullname(self) -> str:
        return self.workbook.FullName

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    def close(self) -> None:
        self.books.api.remove(self.workbook)
        self.app.application.ActiveWorkbook = self.books.api[-1] if self.books.api else None


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    def __call__(self, key: int | str) -> Sheet:
        sheets = self.book.workbook.sheets
        found = sheets[key - 1] if isinstance(key, int) else next(each for each in sheets if each.Name == key)
        return Sheet(self.book, found)

    def __len__(self) -> int:
        return len(self.book.workbook.sheets)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, sheet) for sheet in self.book.workbook.sheets)


class Sheet(base_classes.Sheet):
    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self._book = book
        self.sheet = sheet

    @property
    def api(self) -> Worksheet:
        return self.sheet

    @property
    def book(self) -> Book:
        return self._book

    @property
    def name(self) -> str:
        return self.sheet.Name

    @name.setter
    def name(self, name: str) -> None:
        self.sheet.Name = name

    @property
    def index(self) -> int:
        return self._book.workbook.sheets.index(self.sheet) + 1

    def delete(self) -> None:
        self.sheet.delete()

    def copy(self, before: None, after: Sheet) -> None:
        self.sheet.copy_behind(after.sheet)


ENGINE = Engine()


def register() -> None:
    """Let xlwings talk to this engine."""
    if NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=ENGINE))
    xlwings.engines[NAME].activate()


def start(**options: Any) -> Application:
    """Another Excel that runs."""
    application = Application(**options)
    ENGINE.apps.running.append(App(application, len(ENGINE.apps.running) + 1))
    return application


def stop_all() -> None:
    """No Excel runs any more."""
    ENGINE.apps.running.clear()
