"""Macros tried in a running LibreOffice. Run by the system's Python, which has UNO: see `macro_office.py`, which asks.

    python3 macro_session.py PROFILE_DIR < request.json > answer.json

request: {"books": [{"book": PATH, "steps": [STEP, …]}, …]}. A step is a list: its name and what it needs. The answer holds for
each book the result of each step. This file must run on the interpreter that LibreOffice brings: standard library and `uno`.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import uno  # type: ignore[import-not-found]

from office_session import letters, properties, start

ALWAYS_RUN_MACROS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
EVERY_KIND_OF_CONTENT = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas
CLICK_SECONDS = 20
SENTINEL = "ss_sentinel"


class Trial:
    """One open book. Each public method is a step."""

    def __init__(self, document: Any, toolkit: Any) -> None:
        self.document = document
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
        self._sentinel().String = "?"
        address = f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document"
        self.document.getScriptProvider().getScript(address).invoke(given, (), ())
        return self._state()

    def cell(self, sheet: str, place: str) -> str:
        return str(self.document.Sheets.getByName(sheet).getCellRangeByName(place).String)

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

    def _state(self) -> dict[str, str]:
        place = self.document.CurrentSelection.RangeAddress
        return {
            "signed": self._sentinel().String,
            "sheet": self.document.CurrentController.ActiveSheet.Name,
            "cell": f"{letters(place.StartColumn)}{place.StartRow + 1}",
        }

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


def main() -> None:
    request = json.load(sys.stdin)
    process, services = start(Path(sys.argv[1]))
    desktop = services.createInstance("com.sun.star.frame.Desktop")
    toolkit = services.createInstance("com.sun.star.awt.Toolkit")
    answers = []
    try:
        for book in request["books"]:
            url = Path(book["book"]).resolve().as_uri()
            loading = properties(MacroExecutionMode=ALWAYS_RUN_MACROS, FilterName="Calc MS Excel 2007 VBA XML")
            document = desktop.loadComponentFromURL(url, "_blank", 0, loading)
            if document is None:
                raise SystemExit(f"soffice could not open {book['book']}")
            trial = Trial(document, toolkit)
            answers.append([getattr(trial, name)(*needed) for name, *needed in book["steps"]])
            document.setModified(False)
            document.close(True)
        json.dump(answers, sys.stdout)
    finally:
        try:
            desktop.terminate()
        except uno.RuntimeException:  # it goes away while answering
            process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
