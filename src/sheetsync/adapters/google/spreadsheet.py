"""One spreadsheet of the service: read whole in one call, written in one step."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gspread import urls

from sheetsync.adapters.google.client import PatientClient
from sheetsync.adapters.google.failures import UnknownFate
from sheetsync.adapters.google.marks import Json, put_receipt, remove_metadata
from sheetsync.adapters.google.snapshot import FIELDS, Snapshot, is_own_rule, read_snapshot
from sheetsync.errors import BookUnwritable, ServiceUnavailable, StillBeingEdited
from sheetsync.records import replace

_WRITE_TRIES = 4
_RECEIPTS = 2**30
_WITH_ANSWER = f"replies,updatedSpreadsheet({FIELDS})"


class Spreadsheet:
    """identifier: of the spreadsheet. receipts: gives numbers that are hardly ever given twice."""

    def __init__(
        self,
        client: PatientClient,
        identifier: str,
        *,
        receipts: Callable[[], int] = lambda: random.randrange(1, _RECEIPTS),  # noqa: S311 - no secret
    ) -> None:
        self.client = client
        self.identifier = identifier
        self._receipts = receipts

    def read(self) -> Snapshot:
        """Everything, of one moment. Raises BookUnreadable, AccessDenied, ServiceUnavailable."""
        answer = self.client.request("get", urls.SPREADSHEET_URL % self.identifier, params={"fields": FIELDS})
        return read_snapshot(answer.json())

    def write(self, requests: Sequence[Json], before: Snapshot) -> Snapshot:
        """Carry out all requests or none; the spreadsheet as it is right after them, before anybody else's next change.

        before: as it was read last. The write leaves a receipt, so that one whose answer was lost is looked for and never done
        twice. Raises StillBeingEdited where it does not fit what people have made of the spreadsheet meanwhile.
        """
        receipt = self._receipts()
        body = {
            "requests": [*requests, *(remove_metadata(old) for old in before.receipts), put_receipt(receipt)],
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
        }
        for _ in range(_WRITE_TRIES):
            try:
                answer = self._send(body, {"fields": _WITH_ANSWER})
            except UnknownFate:
                found = self.read()
                if receipt in found.receipts:
                    return found
                continue
            except BookUnwritable as problem:
                found = self.read()
                if receipt in found.receipts:  # an earlier try had reached Google after all
                    return found
                if found.content.version != before.content.version or _structure(found) != _structure(before):
                    raise StillBeingEdited(
                        f"Sổ «{before.title}» đang có người sửa; chưa ghi gì.", "Vui lòng đợi một lát rồi chạy lại."
                    ) from problem
                raise
            taken_out = tuple(_taken_out(requests, answer.get("replies", ())))
            return replace(read_snapshot(answer["updatedSpreadsheet"]), taken_out=taken_out)
        raise ServiceUnavailable(
            "Google không trả lời rõ ràng; những gì định ghi chưa thấy trong sổ.", "Vui lòng đợi vài phút rồi chạy lại."
        )

    def write_aside(self, requests: Sequence[Json], done: Callable[[Snapshot], bool]) -> None:
        """Carry out requests that touch nothing people see and may be carried out twice, or refused because they were carried
        out already. done: tells from a snapshot that they were."""
        for _ in range(_WRITE_TRIES):
            try:
                self._send({"requests": list(requests)}, {"fields": "spreadsheetId"})
            except (UnknownFate, BookUnwritable) as problem:
                if done(self.read()):
                    return
                if isinstance(problem, BookUnwritable):
                    raise
                continue
            return
        raise ServiceUnavailable(
            "Google không trả lời rõ ràng trong lúc làm việc với các sheet đang ẩn của sheetsync.",
            "Vui lòng đợi vài phút rồi chạy lại; lần chạy sau sẽ tự dọn những gì còn dở.",
        )

    def _send(self, body: Mapping[str, Any], params: dict[str, str]) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = self.client.request(
            "post", urls.SPREADSHEET_BATCH_UPDATE_URL % self.identifier, params=dict(params), json=body
        ).json()
        return answer


def _taken_out(requests: Sequence[Json], replies: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int, Json]]:
    """Rules have no name, only a place: the answer says which one stood there."""
    for request, reply in zip(requests, replies, strict=False):
        given = request.get("deleteConditionalFormatRule")
        rule = reply.get("deleteConditionalFormatRule", {}).get("rule")
        if given is not None and rule is not None and not is_own_rule(rule):
            yield int(given["sheetId"]), int(given["index"]), rule


def _structure(book: Snapshot) -> object:
    """What a request may lean on besides cells."""
    return [
        (sheet.sheet_id, sheet.title, sheet.rows, sheet.columns, len(sheet.formats), len(sheet.charts), sheet.filtered)
        for sheet in book.sheets
        if not sheet.staging
    ]
