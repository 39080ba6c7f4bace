"""What the services answer when they refuse: the forms of Google's error messages, one function for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.google_service.json_objects import JsonObject, Violation

BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo"


class Refusal(Exception):
    """An answer other than 200: status code, JSON body, headers."""

    def __init__(self, code: int, body: JsonObject, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{code} {body}")
        self.code = code
        self.body = body
        self.headers = dict(headers or {})

    @property
    def message(self) -> str:
        error = self.body.get("error")
        return str(error.get("message", "")) if isinstance(error, dict) else str(self.body)


def refusal(
    code: int, status: str, message: str, details: Sequence[JsonObject] = (), headers: Mapping[str, str] | None = None
) -> Refusal:
    """An error in the form of the Sheets API."""
    error: JsonObject = {"code": code, "message": message, "status": status}
    if details:
        error["details"] = list(details)
    return Refusal(code, {"error": error}, headers)


def invalid(message: str) -> Refusal:
    return refusal(400, "INVALID_ARGUMENT", message)


def invalid_fields(violations: Sequence[Violation], message: str | None = None) -> Refusal:
    """A request that does not fit the description of the service; every misfit is named."""
    said = "\n".join(description for _, description in violations) if message is None else message
    fields = [
        {"field": field, "description": description} if field else {"description": description}
        for field, description in violations
    ]
    return refusal(400, "INVALID_ARGUMENT", said, [{"@type": BAD_REQUEST, "fieldViolations": fields}])


def not_found() -> Refusal:
    return refusal(404, "NOT_FOUND", "Requested entity was not found.")


def no_permission() -> Refusal:
    return refusal(403, "PERMISSION_DENIED", "The caller does not have permission")


def not_a_google_sheet() -> Refusal:
    return refusal(400, "FAILED_PRECONDITION", "This operation is not supported for this document")


def unauthenticated() -> Refusal:
    return refusal(
        401,
        "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )


def insufficient_scopes(service: str, method: str) -> Refusal:
    details = {
        "@type": ERROR_INFO,
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
        "metadata": {"service": service, "method": method},
    }
    return refusal(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.", [details])


def api_disabled(service: str = "sheets.googleapis.com", name: str = "Google Sheets API") -> Refusal:
    """The API was never switched on in the project of the service account."""
    address = f"https://console.developers.google.com/apis/api/{service}/overview?project=100000000000"
    message = (
        f"{name} has not been used in project 100000000000 before or it is disabled. Enable it by visiting {address} then retry. "
        "If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry."
    )
    details = {
        "@type": ERROR_INFO,
        "reason": "SERVICE_DISABLED",
        "domain": "googleapis.com",
        "metadata": {"service": service, "consumer": "projects/100000000000"},
    }
    return refusal(403, "PERMISSION_DENIED", message, [details])


def quota_exceeded(kind: str = "Write", per: str = "user", retry_after: int | None = None) -> Refusal:
    """429; kind is "Read" or "Write", per is "user" or "project"."""
    limit = f"{kind} requests per minute per user" if per == "user" else f"{kind} requests per minute"
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{limit}' of service 'sheets.googleapis.com' "
        "for consumer 'project_number:100000000000'."
    )
    details = {
        "@type": ERROR_INFO,
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {"service": "sheets.googleapis.com", "consumer": "projects/100000000000"},
    }
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return refusal(429, "RESOURCE_EXHAUSTED", message, [details], headers)


def internal_error() -> Refusal:
    return refusal(500, "INTERNAL", "Internal error encountered.")


def unavailable() -> Refusal:
    return refusal(503, "UNAVAILABLE", "The service is currently unavailable.")


def drive_refusal(code: int, domain: str, reason: str, message: str) -> Refusal:
    """An error in the form of the Drive API."""
    return Refusal(
        code, {"error": {"errors": [{"domain": domain, "reason": reason, "message": message}], "code": code, "message": message}}
    )


def drive_not_found(file_id: str) -> Refusal:
    return drive_refusal(404, "global", "notFound", f"File not found: {file_id}.")


def oauth_refusal(error: str, description: str, code: int = 400) -> Refusal:
    """An error in the form of the token endpoint."""
    return Refusal(code, {"error": error, "error_description": description})
