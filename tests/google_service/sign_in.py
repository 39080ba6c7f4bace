"""Who speaks: the token endpoint, access tokens, their scopes and their end.

A service account's assertion must carry its RS256 signature, the right audience and a reasonable time. A person signs in with a
refresh token, or for the first time with a code and its PKCE verifier. Not modelled: the consent page itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.google_service.json_objects import JsonObject
from tests.google_service.refusals import oauth_refusal, unauthenticated

AUDIENCE = "https://oauth2.googleapis.com/token"
LIFETIME = 3600
CLIENT_ID = "100000000000-office.apps.googleusercontent.com"
CLIENT_SECRET = "loopback-client-secret"
SHEETS_SCOPE = "https://www.googleapis.com/auth/spreadsheets"


@dataclass
class Token:
    email: str
    scopes: frozenset[str]
    expires: float


@dataclass
class Consent:
    """What a person has allowed the program to do."""

    email: str
    scopes: frozenset[str]
    redirect_uri: str = ""
    challenge: str = ""


@lru_cache(maxsize=8)
def _private_key(number: int) -> rsa.RSAPrivateKey:
    """The same few keys for all tests of a run. They are short: reading a key of Google's length takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


def _json_part(text: str) -> Any:
    return json.loads(_bytes_part(text))


def _bytes_part(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class SignIn:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._accounts: dict[str, rsa.RSAPublicKey] = {}
        self._refresh: dict[str, Consent] = {}
        self._codes: dict[str, Consent] = {}
        self._tokens: dict[str, Token] = {}
        self.person_at_the_browser: str | None = None
        """Who agrees when a program opens the consent page; None: nobody is signed in, access is denied."""

    def service_account_key(self, email: str, token_uri: str, *, right_key: bool = True) -> JsonObject:
        """A key as the Google console hands it out; with right_key false, one that the account has lost since."""
        self._accounts[email] = _private_key(0).public_key()
        private = _private_key(0 if right_key else 1).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return {
            "type": "service_account",
            "project_id": "office",
            "private_key_id": hashlib.sha256(email.encode()).hexdigest()[:40],
            "private_key": private.decode(),
            "client_email": email,
            "client_id": "100000000000000000001",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": token_uri,
            "universe_domain": "googleapis.com",
        }

    def write_key(self, path: Path, email: str, token_uri: str) -> Path:
        """The key as a file that only its owner can read."""
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(json.dumps(self.service_account_key(email, token_uri), indent=2), encoding="utf-8")
        return path

    def forget_account(self, email: str) -> None:
        """The service account was deleted."""
        del self._accounts[email]

    def authorized_user(self, email: str, token_uri: str, scopes: Sequence[str] = (SHEETS_SCOPE,)) -> JsonObject:
        """What a program keeps after a person has signed in: an authorized_user file with a refresh token."""
        refresh = f"1//{secrets.token_urlsafe(24)}"
        self._refresh[refresh] = Consent(email, frozenset(scopes))
        return {
            "type": "authorized_user",
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "refresh_token": refresh,
            "token_uri": token_uri,
            "scopes": list(scopes),
        }

    def revoke(self, email: str) -> None:
        """The person takes the permission back, or the refresh token has come to its end."""
        self._refresh = {refresh: consent for refresh, consent in self._refresh.items() if consent.email != email}
        self._tokens = {token: known for token, known in self._tokens.items() if known.email != email}

    def expire_tokens(self) -> None:
        """Every access token is over; the next request with one is answered 401."""
        self._tokens.clear()

    def owner_of(self, bearer: str) -> Token:
        token = self._tokens.get(bearer)
        if token is None or token.expires <= self._clock():
            raise unauthenticated()
        return token

    def consent_page(self, query: Mapping[str, str]) -> str:
        """Where the browser is sent after the person has decided."""
        back = {"state": query.get("state", "")}
        if self.person_at_the_browser is None:
            back["error"] = "access_denied"
        else:
            code = f"4/{secrets.token_urlsafe(24)}"
            scopes = frozenset(query.get("scope", "").split())
            self._codes[code] = Consent(
                self.person_at_the_browser, scopes, query.get("redirect_uri", ""), query.get("code_challenge", "")
            )
            back |= {"code": code, "scope": query.get("scope", "")}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def token(self, form: Mapping[str, str]) -> JsonObject:
        """The answer of the token endpoint."""
        grant = form.get("grant_type", "")
        if grant == "urn:ietf:params:oauth:grant-type:jwt-bearer":
            return self._token_answer(*self._asserted(form.get("assertion", "")))
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            raise oauth_refusal("invalid_client", "The OAuth client was not found.", 401)
        if grant == "refresh_token":
            consent = self._refresh.get(form.get("refresh_token", ""))
            if consent is None:
                raise oauth_refusal("invalid_grant", "Token has been expired or revoked.")
            asked = frozenset(form.get("scope", "").split()) or consent.scopes
            if not asked <= consent.scopes:
                raise oauth_refusal("invalid_scope", "Some requested scopes were invalid.")
            return self._token_answer(consent.email, asked)
        if grant == "authorization_code":
            return self._first_tokens(form)
        raise oauth_refusal("unsupported_grant_type", f"Invalid grant_type: {grant}")

    def _token_answer(self, email: str, scopes: frozenset[str]) -> JsonObject:
        bearer = f"ya29.{secrets.token_urlsafe(24)}"
        self._tokens[bearer] = Token(email, scopes, self._clock() + LIFETIME)
        return {"access_token": bearer, "expires_in": LIFETIME - 1, "token_type": "Bearer", "scope": " ".join(sorted(scopes))}

    def _first_tokens(self, form: Mapping[str, str]) -> JsonObject:
        consent = self._codes.pop(form.get("code", ""), None)
        if consent is None or consent.redirect_uri != form.get("redirect_uri", ""):
            raise oauth_refusal("invalid_grant", "Malformed auth code.")
        if consent.challenge:
            hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            if base64.urlsafe_b64encode(hashed).decode().rstrip("=") != consent.challenge:
                raise oauth_refusal("invalid_grant", "Invalid code verifier.")
        refresh = f"1//{secrets.token_urlsafe(24)}"
        self._refresh[refresh] = Consent(consent.email, consent.scopes)
        return {**self._token_answer(consent.email, consent.scopes), "refresh_token": refresh}

    def _asserted(self, assertion: str) -> tuple[str, frozenset[str]]:
        """The account and the scopes that a signed assertion names. The time is the machine's: the client signs with it."""
        try:
            head, claims, signature = assertion.split(".")
            said = _json_part(claims)
            algorithm = _json_part(head).get("alg")
            signed = _bytes_part(signature)
        except ValueError:
            raise oauth_refusal("invalid_grant", "Bad JWT.") from None
        email = said.get("iss", "")
        public = self._accounts.get(email)
        if public is None:
            raise oauth_refusal("invalid_grant", "Invalid grant: account not found")
        try:
            public.verify(signed, f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            raise oauth_refusal("invalid_grant", "Invalid JWT Signature.") from None
        if algorithm != "RS256" or said.get("aud") != AUDIENCE:
            raise oauth_refusal("invalid_grant", "Invalid JWT: Failed audience check.")
        issued, expires, now = said.get("iat", 0), said.get("exp", 0), time.time()
        if not (issued - 300 <= now <= expires and expires - issued <= LIFETIME):
            message = (
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                "Check your iat and exp values in the JWT claim."
            )
            raise oauth_refusal("invalid_grant", message)
        scopes = frozenset(said.get("scope", "").split())
        if not scopes:
            raise oauth_refusal("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        return email, scopes
