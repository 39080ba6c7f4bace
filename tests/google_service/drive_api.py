"""The little of Drive v3 that is used: a file's properties, the list of files, permissions, creating, copying, deleting.

Not modelled: folders, shared drives, revisions, comments (there are none), exports, uploads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.google_service.batches import NotModelledError
from tests.google_service.discovery import Description, Method
from tests.google_service.field_masks import Tree, parse_mask, project, tree_of
from tests.google_service.json_objects import JsonObject
from tests.google_service.refusals import drive_not_found, drive_refusal
from tests.google_service.spreadsheet import ANYONE, GOOGLE_SHEET, Spreadsheet

_FILE = "kind,id,name,mimeType"
_DEFAULT_FIELDS = {
    "drive.files.get": _FILE,
    "drive.files.create": _FILE,
    "drive.files.copy": _FILE,
    "drive.files.update": _FILE,
    "drive.files.list": f"kind,incompleteSearch,nextPageToken,files({_FILE})",
    "drive.permissions.list": "kind,permissions(id,type,kind,role)",
    "drive.permissions.create": "kind,id,type,role",
    "drive.permissions.get": "kind,id,type,role",
}
_SHARING_ROLES = ("owner", "writer")


class DriveApi:
    """files: every file there is; created and copied: a new one. A service account has no storage of its own unless told so."""

    def __init__(
        self,
        description: Description,
        files: dict[str, Spreadsheet],
        created: Callable[[str, str], Spreadsheet],
        now: Callable[[], str],
    ) -> None:
        self.description = description
        self._files = files
        self._created = created
        self._now = now
        self.service_accounts_have_storage = True

    def call(self, method: Method, query: Sequence[tuple[str, str]], body: Any, who: str) -> JsonObject | None:
        """Unlike the Sheets API, this one overlooks parameters and names that it does not know: gspread sends some."""
        given, violations = self.description.received(method, body)
        violations = [each for each in violations if "Unknown name" not in each[1]]
        if violations:
            raise drive_refusal(400, "global", "invalid", violations[0][1])
        options = dict(query)
        tree = self._tree(method, options)
        answer = self._answer(method, options, given, who)
        return None if answer is None else dict(project(answer, tree))

    def _tree(self, method: Method, options: dict[str, str]) -> Tree:
        mask = options.get("fields", _DEFAULT_FIELDS.get(method.identity, "*"))
        schema = method.answer_schema
        try:
            paths = parse_mask(mask)
        except ValueError:
            paths = [(mask,)]
        unknown = self.description.unknown_paths(schema, paths) if schema else []
        if unknown:
            raise drive_refusal(400, "global", "invalidParameter", f"Invalid field selection {'.'.join(unknown[0])}")
        return tree_of(paths)

    def _answer(self, method: Method, options: dict[str, str], body: JsonObject, who: str) -> JsonObject | None:
        arguments = method.arguments
        match method.identity:
            case "drive.files.list":
                return {
                    "kind": "drive#fileList",
                    "incompleteSearch": False,
                    "files": list(self._listed(options.get("q", ""), who)),
                }
            case "drive.files.create":
                return self._file(self._new(body.get("name", "Untitled"), who), who)
            case "drive.files.get":
                if arguments["fileId"] == "root":
                    return {
                        "kind": "drive#file",
                        "id": "root",
                        "name": "My Drive",
                        "mimeType": "application/vnd.google-apps.folder",
                    }
                return self._file(self._opened(arguments["fileId"], who), who)
            case "drive.files.copy":
                return self._file(self._copy(self._opened(arguments["fileId"], who), body, who), who)
            case "drive.files.delete":
                file = self._opened(arguments["fileId"], who)
                if not file.is_owner(who):
                    raise drive_refusal(
                        403,
                        "global",
                        "insufficientFilePermissions",
                        "The user does not have sufficient permissions for this file.",
                    )
                del self._files[file.id]
                return None
            case "drive.comments.list":
                self._opened(arguments["fileId"], who)
                return {"kind": "drive#commentList", "comments": []}
            case "drive.permissions.list":
                file = self._sharing(arguments["fileId"], who)
                return {
                    "kind": "drive#permissionList",
                    "permissions": [_permission(email, role) for email, role in file.permissions.items()],
                }
            case "drive.permissions.create":
                file = self._sharing(arguments["fileId"], who)
                email = ANYONE if body.get("type") == "anyone" else body.get("emailAddress", "")
                file.permissions[email] = body.get("role", "reader")
                return _permission(email, body.get("role", "reader"))
            case "drive.permissions.delete":
                file = self._sharing(arguments["fileId"], who)
                gone = [email for email in file.permissions if _permission_id(email) == arguments["permissionId"]]
                if not gone:
                    raise drive_refusal(404, "global", "notFound", f"Permission not found: {arguments['permissionId']}.")
                del file.permissions[gone[0]]
                return None
        raise NotModelledError(method.identity)

    def _opened(self, file_id: str, who: str) -> Spreadsheet:
        file = self._files.get(file_id)
        if file is None or file.role(who) is None:
            raise drive_not_found(file_id)
        return file

    def _sharing(self, file_id: str, who: str) -> Spreadsheet:
        file = self._opened(file_id, who)
        if file.role(who) not in _SHARING_ROLES:
            raise drive_refusal(
                403, "global", "insufficientFilePermissions", "The user does not have sufficient permissions for this file."
            )
        return file

    def _new(self, name: str, who: str) -> Spreadsheet:
        if who.endswith(".gserviceaccount.com") and not self.service_accounts_have_storage:
            raise drive_refusal(403, "usageLimits", "storageQuotaExceeded", "The user's Drive storage quota has been exceeded.")
        return self._created(name, who)

    def _copy(self, source: Spreadsheet, body: JsonObject, who: str) -> Spreadsheet:
        """A copy of the file; what was protected is then open to whoever made the copy, and to nobody else."""
        copy = self._new(body.get("name", f"Copy of {source.title}"), who)
        state = source.state()
        copy.restore(state._replace(properties={**state.properties, "title": copy.title}))
        for sheet in copy.sheets:
            sheet.protected_ranges = [{**each, "editors": {"users": [who]}} for each in sheet.protected_ranges]
        return copy

    def _listed(self, query: str, who: str) -> Iterator[JsonObject]:
        """The files that a person can see; of the query only the name and the type count."""
        name = re.search(r"name\s*=\s*(?:\"([^\"]*)\"|'((?:[^'\\]|\\.)*)')", query)
        kind = re.search(r"mimeType\s*=\s*[\"']([^\"']*)[\"']", query)
        for file in self._files.values():
            if file.role(who) is None or (kind and kind.group(1) != file.mime_type):
                continue
            if name is None or file.title == (name.group(1) or name.group(2) or "").replace("\\'", "'"):
                yield self._file(file, who)

    def _file(self, file: Spreadsheet, who: str) -> JsonObject:
        may_edit = file.role(who) in _SHARING_ROLES
        page = f"https://docs.google.com/spreadsheets/d/{file.id}/edit"
        return {
            "kind": "drive#file",
            "id": file.id,
            "name": file.title,
            "mimeType": file.mime_type,
            "version": str(file.version),
            "createdTime": file.created,
            "modifiedTime": file.modified,
            "trashed": False,
            "webViewLink": page if file.mime_type == GOOGLE_SHEET else f"https://drive.google.com/file/d/{file.id}/view",
            "ownedByMe": file.is_owner(who),
            "owners": [
                {"kind": "drive#user", "emailAddress": email} for email, role in file.permissions.items() if role == "owner"
            ],
            "capabilities": {"canEdit": may_edit, "canShare": may_edit, "canCopy": True, "canDownload": True},
        }


def _permission_id(email: str) -> str:
    return "anyoneWithLink" if email == ANYONE else email


def _permission(email: str, role: str) -> JsonObject:
    permission: JsonObject = {
        "kind": "drive#permission",
        "id": _permission_id(email),
        "type": "anyone" if email == ANYONE else "user",
        "role": role,
    }
    return permission if email == ANYONE else {**permission, "emailAddress": email}
