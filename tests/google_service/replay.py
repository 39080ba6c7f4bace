"""Replay recorded traffic between gspread and Google against the loopback, and count where both answer the same.

    python -m tests.google_service.replay FOLDER [--verbose]

FOLDER holds gspread's recorded tests (MIT), one JSON file each; none of them is part of this project. Compared are the status and
the whole JSON of each answer. Ids that the services give and the recorded account are matched to one another; left out of the
comparison are times, sizes in pixels, and interactions on files that were made before the recording began.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.google_service.json_objects import JsonObject, copied
from tests.google_service.refusals import Refusal
from tests.google_service.service import GoogleService
from tests.google_service.spreadsheet import Spreadsheet

TESTER = "gspread-tester@example.iam.gserviceaccount.com"
STRANGER = "somebody@example.org"
VOLATILE = {"createdTime", "modifiedTime", "pixelSize", "spreadsheetUrl"}
ACCOUNT = ".iam.gserviceaccount.com"
GIVEN_IDS = {"id", "spreadsheetId", "sheetId", "namedRangeId", "protectedRangeId"}
FILE_ID = re.compile(r"[A-Za-z0-9_-]{30,}")
UNSUPPORTED = ("/export", "/comments")


@dataclass(frozen=True)
class Recorded:
    """One recorded interaction."""

    test: str
    number: int
    verb: str
    path: str
    query: list[tuple[str, str]]
    body: Any
    status: int
    answer: Any


@dataclass
class Agreement:
    """What a replay found."""

    same: int = 0
    different: list[tuple[Recorded, list[str]]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def compared(self) -> int:
        return self.same + len(self.different)


def recorded_tests(folder: Path) -> Iterator[list[Recorded]]:
    for path in sorted(folder.glob("*.json")):
        interactions = json.loads(path.read_text(encoding="utf-8"))["interactions"]
        yield [_recorded(path.stem, number, each) for number, each in enumerate(interactions)]


def _recorded(test: str, number: int, interaction: JsonObject) -> Recorded:
    asked, answered = interaction["request"], interaction["response"]
    address = urlsplit(asked["uri"])
    query = parse_qsl(address.query, keep_blank_values=True)
    status = answered["status"]["code"]
    return Recorded(
        test,
        number,
        asked["method"],
        address.path,
        query,
        _json(asked.get("body")),
        status,
        _json(answered["body"].get("string")),
    )


def _json(text: str | None) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return {"not JSON": text}


class Replay:
    """One recorded test against a fresh service."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement
        self._service = GoogleService()
        self._ids: dict[str, Any] = {}

    def run(self, interactions: list[Recorded]) -> None:
        for recorded in interactions:
            reason = self._cannot_compare(recorded)
            if reason is not None:
                self._agreement.left_out[reason] += 1
                continue
            differences = self._compare(recorded)
            if differences:
                self._agreement.different.append((recorded, differences))
            else:
                self._agreement.same += 1

    def _cannot_compare(self, recorded: Recorded) -> str | None:
        path = unquote(recorded.path)
        if path.startswith("/upload") or path.endswith(UNSUPPORTED):
            return "exports, uploads, comments"
        asks_for_all = path == "/drive/v3/files" and recorded.verb == "GET" and "name" not in dict(recorded.query).get("q", "")
        file_ids = re.findall(r"(?:spreadsheets|files)/([A-Za-z0-9_-]{30,})", path)
        unknown = [file_id for file_id in file_ids if file_id not in self._ids]
        if asks_for_all or (unknown and recorded.status == 200):
            return "files made before the recording began"
        for file_id in unknown:
            spreadsheet = Spreadsheet(file_id, "private", STRANGER if recorded.status == 403 else TESTER, self._service.now())
            self._service.spreadsheets[file_id] = spreadsheet
            self._ids[file_id] = file_id
        return None

    def _compare(self, recorded: Recorded) -> list[str]:
        path = FILE_ID.sub(lambda found: str(self._ids.get(found.group(), found.group())), recorded.path)
        body = self._with_own_ids(recorded.body, {key: value for key, value in self._ids.items() if key != "0"})
        try:
            answer = self._service.apply(recorded.verb, path, recorded.query, copied(body), TESTER)
            status = 204 if answer is None else 200
        except Refusal as refused:
            answer, status = refused.body, refused.code
        except Exception as failure:  # noqa: BLE001 - counted as a difference
            answer, status = {"failure": repr(failure)}, 500
        if status != recorded.status:
            return [f"status: Google {recorded.status}, here {status} {json.dumps(answer, ensure_ascii=False)[:200]}"]
        if status == 204:
            return []
        self._learn_ids(recorded.answer, answer)
        return list(differences(self._with_own_ids(recorded.answer, self._ids), answer))

    def _learn_ids(self, recorded: Any, own: Any) -> None:
        """The ids that Google gave in one place are those that the loopback gave in the same."""
        if isinstance(recorded, dict) and isinstance(own, dict):
            for key, value in recorded.items():
                if key in GIVEN_IDS and key in own and not isinstance(value, dict):
                    self._ids[str(value)] = own[key]
                self._learn_ids(value, own.get(key))
        elif isinstance(recorded, list) and isinstance(own, list):
            for left, right in zip(recorded, own, strict=False):
                self._learn_ids(left, right)

    def _with_own_ids(self, value: Any, ids: dict[str, Any]) -> Any:
        if isinstance(value, dict):
            return {
                key: ids.get(str(item), item)
                if key in GIVEN_IDS and not isinstance(item, dict)
                else self._with_own_ids(item, ids)
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [self._with_own_ids(item, ids) for item in value]
        return TESTER if isinstance(value, str) and value.endswith(ACCOUNT) else value


def differences(google: Any, here: Any, at: str = "") -> Iterator[str]:
    if isinstance(google, dict) and isinstance(here, dict):
        for key in sorted(google.keys() | here.keys()):
            if key in VOLATILE:
                continue
            if key not in google:
                yield f"{at}.{key}: only here, {json.dumps(here[key], ensure_ascii=False)[:90]}"
            elif key not in here:
                yield f"{at}.{key}: only Google, {json.dumps(google[key], ensure_ascii=False)[:90]}"
            else:
                yield from differences(google[key], here[key], f"{at}.{key}")
    elif isinstance(google, list) and isinstance(here, list):
        if len(google) != len(here):
            yield f"{at}: Google has {len(google)}, here are {len(here)}"
        for index, (left, right) in enumerate(zip(google, here, strict=False)):
            yield from differences(left, right, f"{at}[{index}]")
    elif google != here:
        yield f"{at}: Google {json.dumps(google, ensure_ascii=False)[:90]}, here {json.dumps(here, ensure_ascii=False)[:90]}"


def replay(folder: Path) -> Agreement:
    agreement = Agreement()
    for interactions in recorded_tests(folder):
        Replay(agreement).run(interactions)
    return agreement


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Replay gspread's recorded tests against the loopback.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="show every difference")
    chosen = parser.parse_args(arguments)
    agreement = replay(chosen.folder)
    percent = 100 * agreement.same / max(agreement.compared, 1)
    print(f"{agreement.same} of {agreement.compared} compared interactions agree ({percent:.1f} %)")
    for reason, count in agreement.left_out.items():
        print(f"  left out: {count} ({reason})")
    for recorded, found in agreement.different:
        print(f"  {recorded.test} #{recorded.number} {recorded.verb} {unquote(recorded.path)[-60:]}")
        for difference in found if chosen.verbose else found[:1]:
            print(f"      {difference}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
