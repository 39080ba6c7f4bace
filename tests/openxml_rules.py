"""Microsoft's rules for workbooks as judges of what we write: `openxml-audit` (a Python port of the Open XML SDK's validator)
and `@ooxml-tools/validate` (the SDK itself as WebAssembly, run by Node.js, installed into a cache on first use).

A start of the SDK takes several seconds, so a test hands over all its workbooks at once.
"""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity

from tests.npm_packages import installed, program

PACKAGE = "@ooxml-tools/validate"
VERSION = "0.4.6"
_SCRIPT = """
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const [library, listing] = process.argv.slice(2);
const { default: validate } = await import(pathToFileURL(library));
const results = [];
for (const path of JSON.parse(readFileSync(listing, "utf8"))) {
  try {
    results.push(await validate(new Uint8Array(readFileSync(path)), "xlsx", "Microsoft365"));
  } catch (problem) {
    results.push([{ id: "cannot-open", description: String(problem).slice(0, 500), path: { partUri: "" } }]);
  }
}
process.stdout.write("\\n===results===" + JSON.stringify(results), () => process.exit(0));
"""


def new_errors(pairs: Mapping[str, tuple[bytes | None, bytes]]) -> dict[str, list[str]]:
    """For each named pair (input, output), the errors of the output that the input does not have; pairs without one are left
    out. An input of None has no errors to excuse."""
    files: list[bytes] = []
    for before, after in pairs.values():
        files += [before if before is not None else after, after]
    different = list(dict.fromkeys(files))
    judged = zip(different, _sdk_errors(different), _port_errors(different), strict=True)
    errors_of = {content: sdk + port for content, sdk, port in judged}
    found = [errors_of[content] for content in files]
    result: dict[str, list[str]] = {}
    for number, (name, (before, _)) in enumerate(pairs.items()):
        excused = Counter(found[2 * number]) if before is not None else Counter[str]()
        new = Counter(found[2 * number + 1]) - excused
        if new:
            result[name] = sorted(new.elements())
    return result


def _sdk_errors(files: Sequence[bytes]) -> list[list[str]]:
    library = installed(f"validate-{VERSION}", f"{PACKAGE}@{VERSION}") / PACKAGE / "dist" / "npm" / "index.js"
    with tempfile.TemporaryDirectory() as folder:
        paths = _written(files, Path(folder))
        script, listing = Path(folder) / "validate.mjs", Path(folder) / "files.json"
        script.write_text(_SCRIPT, "utf-8")
        listing.write_text(json.dumps([str(path) for path in paths]), "utf-8")
        done = subprocess.run(
            [program("node"), str(script), str(library), str(listing)], capture_output=True, text=True, check=True, timeout=600
        )
    results = json.loads(done.stdout.rpartition("===results===")[2])
    return [[f"SDK {item['path']['partUri']} {item['id']}: {item['description']}" for item in errors] for errors in results]


def _port_errors(files: Sequence[bytes]) -> list[list[str]]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for path in _written(files, Path(folder)):
            errors = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=1000).validate(str(path)).errors
            # its warnings are guesses at what Excel will rewrite on its next save, not breaches of a rule
            errors = [error for error in errors if error.severity is ValidationSeverity.ERROR]
            found.append([f"port {error.part_uri}: {error.description}" for error in errors])
    return found


def _written(files: Sequence[bytes], folder: Path) -> list[Path]:
    paths = []
    for number, content in enumerate(files):
        path = folder / f"{number}{_ending(content)}"
        path.write_bytes(content)
        paths.append(path)
    return paths


def _ending(content: bytes) -> str:
    """The file ending that goes with the kind of workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            types = package.read("[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError):
        return ".xlsx"
    return ".xlam" if b"addin.macroEnabled" in types else ".xlsm" if b"sheet.macroEnabled" in types else ".xlsx"
