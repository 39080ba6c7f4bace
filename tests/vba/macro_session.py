"""Macros tried in a running LibreOffice. Run by the system's Python, which has UNO: see `macro_office.py`, which asks.

    python3 macro_session.py PROFILE_DIR PRINTED_DIR < request.json > answer.json

request: {"books": [{"book": PATH, "beside": PATH or null, "steps": [STEP, …]}, …]}. beside: a second workbook, opened for
macros that are to work on another workbook than their own. PRINTED_DIR: where each print job ends up as a `.pdf` file. A step is
a list: its name and what it needs. The answer holds for each book the result of each step.

This file must run on the interpreter that LibreOffice brings: standard library and `uno`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import uno

from office_session import letters, properties, start

ALWAYS_RUN_MACROS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
EVERY_KIND_OF_CONTENT = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas
CLICK_SECONDS = 90
SENTINEL = "ss_sentinel"


class Trial:
    """One open book. Each public method is a step."""

    def __init__(self, document: Any, beside: Any, desktop: Any, toolkit: Any) -> None:
        self.document = document
        self.beside = beside
        self.desktop = desktop
        self.toolkit = toolkit

    def modules(self) -> list[str]:
        """Names of the modules of the VBA project."""
        return sorted(self.document.BasicLibraries.getByName("VBAProject").ElementNames)

    def sheets(self) -> dict[str, bool]:
        """Names of the sheets, in order, and whether each is shown."""
        every = self.document.Sheets
        return {name: every.getByName(name).IsVisible for name in every.ElementNames}

    def buttons(self, sheet: str) -> dict[str, str]:
        """The buttons of a sheet by what stands on them: the macro each is bound to."""
        found = {}
        for form, number, _ in self._buttons(sheet):
            (event,) = form.getScriptEvents(number)
            found[form.getByIndex(number).Label] = event.ScriptCode
        return found

    def press(self, sheet: str, caption: str, *, trying: bool = True) -> dict[str, str]:
        """Go to the sheet and press a button; what came of it."""
        controller = self.document.CurrentController
        controller.setActiveSheet(self.document.Sheets.getByName(sheet))
        controller.setFormDesignMode(False)
        if trying:
            self._sentinel().String = "?"
        for form, number, shape in self._buttons(sheet):
            if form.getByIndex(number).Label == caption:
                controller.getControl(shape.Control).AccessibleContext.doAccessibleAction(0)
                self._wait_for_the_click(sheet, trying)
                return self._state()
        raise SystemExit(f"no button {caption} on {sheet}")

    def press_as_people_do(self, sheet: str, caption: str) -> dict[str, str]:
        """Press a button with a blank sentinel, as it is in daily use."""
        return self.press(sheet, caption, trying=False)

    def run_from_ribbon(self, macro: str, sheet: str) -> dict[str, str]:
        """Run a macro as a ribbon does, which hands over the control that was clicked; any object will do."""
        return self.run(macro, sheet, self.document)

    def run(self, macro: str, sheet: str, *given: Any) -> dict[str, str]:
        """Go to the sheet and run a macro (`Module.Name`) with these arguments; what came of it."""
        controller = self.document.CurrentController
        controller.setActiveSheet(self.document.Sheets.getByName(sheet))
        self._invoke(macro, *given)
        return self._state()

    def run_beside(self, macro: str, sheet: str) -> str:
        """Run a macro of the ribbon while a sheet of the other workbook is looked at; what it signs."""
        controller = self.beside.CurrentController
        controller.setActiveSheet(self.beside.Sheets.getByName(sheet))
        controller.Frame.activate()
        self._invoke(macro, self.beside)
        return str(self._sentinel().String)

    def selected_beside(self) -> str:
        return self._place(self.beside.CurrentSelection)

    def new_workbook(self, *places: str) -> list[str]:
        """What cells of the workbook show that a macro has opened; it is closed."""
        documents = self.desktop.Components.createEnumeration()
        while documents.hasMoreElements():
            document = documents.nextElement()
            if document.supportsService("com.sun.star.sheet.SpreadsheetDocument") and not document.URL:
                shown = [document.Sheets.getByIndex(0).getCellRangeByName(place).String for place in places]
                document.setModified(False)
                document.close(True)
                return shown
        raise SystemExit("no workbook was opened")

    def printed(self) -> list[str]:
        """The text of each job that has reached the printer since it was asked for last, pages ending in a form feed; waits for
        the first."""
        end = time.monotonic() + CLICK_SECONDS
        folder = Path(sys.argv[2])
        while not list(folder.glob("*.pdf")) and time.monotonic() < end:
            self.toolkit.processEventsToIdle()
            time.sleep(0.05)
        texts = []
        for job in sorted(folder.glob("*.pdf")):
            texts.append(subprocess.run(["pdftotext", str(job), "-"], capture_output=True, encoding="utf-8", check=True).stdout)
            job.unlink()
        return texts

    def cell(self, sheet: str, place: str) -> str:
        return str(self.document.Sheets.getByName(sheet).getCellRangeByName(place).String)

    def type_beside(self, sheet: str, place: str, text: str) -> None:
        """The same in the other workbook."""
        self.beside.Sheets.getByName(sheet).getCellRangeByName(place).Formula = text

    def type(self, sheet: str, place: str, text: str) -> None:
        """Put a text or (with `=`) a formula into a cell, or clear it."""
        cell = self.document.Sheets.getByName(sheet).getCellRangeByName(place)
        if text:
            cell.Formula = text
        else:
            cell.clearContents(EVERY_KIND_OF_CONTENT)

    def selected(self, sheet: str) -> str:
        """The cell that the cursor stands on when one goes back to the sheet."""
        self.document.CurrentController.setActiveSheet(self.document.Sheets.getByName(sheet))
        return self._state()["cell"]

    def remove_name(self, name: str) -> None:
        """Take one of the workbook's names away."""
        self.document.NamedRanges.removeByName(name)

    def lock_structure(self) -> None:
        """Without a password: LibreOffice passes over such a lock when it reads a file."""
        self.document.protect("")

    def structure_locked(self) -> bool:
        return bool(self.document.isProtected())

    def _invoke(self, macro: str, *given: Any) -> None:
        self._sentinel().String = "?"
        address = f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document"
        self.document.getScriptProvider().getScript(address).invoke(given, (), ())

    def _state(self) -> dict[str, str]:
        return {
            "signed": self._sentinel().String,
            "sheet": self.document.CurrentController.ActiveSheet.Name,
            "cell": self._place(self.document.CurrentSelection),
        }

    @staticmethod
    def _place(cells: Any) -> str:
        return f"{letters(cells.RangeAddress.StartColumn)}{cells.RangeAddress.StartRow + 1}"

    def _wait_for_the_click(self, sheet: str, trying: bool) -> None:
        """A click is carried out after it was answered: wait for what it leaves, then until nothing more is to be done."""
        end = time.monotonic() + CLICK_SECONDS
        while time.monotonic() < end:
            self.toolkit.processEventsToIdle()
            left = self._sentinel().String != "?" if trying else self.document.CurrentController.ActiveSheet.Name != sheet
            if left:
                break
            time.sleep(0.05)
        self.toolkit.processEventsToIdle()

    def _sentinel(self) -> Any:
        return self.document.NamedRanges.getByName(SENTINEL).ReferredCells.getCellByPosition(0, 0)

    def _buttons(self, sheet: str) -> list[tuple[Any, int, Any]]:
        """Each button's form, its number in the form, and its shape."""
        page = self.document.Sheets.getByName(sheet).DrawPage
        shapes = [page.getByIndex(number) for number in range(page.Count)]
        found = []
        for form in [page.Forms.getByIndex(number) for number in range(page.Forms.Count)]:
            for number in range(form.Count):
                for shape in shapes:
                    if "ControlShape" in shape.ShapeType and shape.Control == form.getByIndex(number):
                        found.append((form, number, shape))
        return found


def opened(desktop: Any, path: str) -> Any:
    loading = {"MacroExecutionMode": ALWAYS_RUN_MACROS, "FilterName": "Calc MS Excel 2007 VBA XML"}
    document = desktop.loadComponentFromURL(Path(path).resolve().as_uri(), "_blank", 0, properties(**loading))
    if document is None:
        raise SystemExit(f"soffice could not open {path}")
    return document


def main() -> None:
    request = json.load(sys.stdin)
    process, services = start(Path(sys.argv[1]))
    desktop = services.createInstance("com.sun.star.frame.Desktop")
    toolkit = services.createInstance("com.sun.star.awt.Toolkit")
    answers = []
    try:
        for book in request["books"]:
            documents = [opened(desktop, path) for path in (book["book"], book["beside"]) if path]
            trial = Trial(documents[0], documents[-1], desktop, toolkit)
            answers.append([getattr(trial, name)(*needed) for name, *needed in book["steps"]])
            for document in documents:
                document.setModified(False)
                document.close(True)
        json.dump(answers, sys.stdout)
    finally:
        try:
            desktop.terminate()
        except uno.RuntimeException:  # it goes away while answering
            process.terminate()
        process.wait(120)


if __name__ == "__main__":
    main()
