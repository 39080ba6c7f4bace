"""Document numbers in texts: `118/KH-UBND`, `06-ĐA/HU`, `30/2020/NĐ-CP`, also with blanks, other dashes or small letters.

One expression for state numbers (number/kind-issuer, Nghị định 30/2020/NĐ-CP) and party numbers (number-kind/issuer).
"""

from __future__ import annotations

import re

from sheetsync.core.readings import DocumentNumber
from sheetsync.core.values import nfc
from sheetsync.patterns import pattern

_KINDS = (
    "NĐ", "NQ", "QĐ", "KH", "ĐA", "BC", "CTr", "CT", "TB", "TTr", "TTLT", "TT", "HD", "KL", "QC", "QyĐ", "QyC", "QĐi", "PA", "DA",
    "BB", "CĐ", "CV", "GM", "GGT", "GP", "PB", "PYC", "TH", "HĐ", "CTHĐ", "VBHN", "LT", "L", "PL", "ĐK", "GCN", "GUQ", "QH",
)  # fmt: skip
_PARTY = {"TW", "TU", "HU", "ĐU", "ĐUX", "QU", "THU", "ĐUK", "BTV", "BTVTU", "BTVHU"}
_COUNTED = {"CBCC", "CBCCVC", "CCVC", "TTHC", "DVC", "DVCTT", "CB", "CC", "VC", "HS", "HĐND", "UBND", "KPI"}
"""Capitals that follow a count ("12/CBCC"); alone after a number they are no document."""

_MIXED_CASE = {
    "CTR": "CTr",
    "TTR": "TTr",
    "QYĐ": "QyĐ",
    "QYC": "QyC",
    "QĐI": "QĐi",
    "TTG": "TTg",
    "TCTTG": "TCTTg",
    "TCTTTG": "TCTTTg",
}

SEPARATORS = "/-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""The slash and the dashes that part a number from its symbol: a text without any of them names no document."""

_DASH = f"[{SEPARATORS[1:]}]"
_KIND = "(?i:" + "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True)) + r")[0-9]{0,2}(?![^\W\d_])"
_CAPITALS = r"(?=[A-Za-zĐ]{2})[A-ZĐ&]{1,14}(?:[rg]|yĐ|yC)?[0-9]{0,2}(?![^\W_])"
_ANY_CASE = r"[A-Za-zĐđ&]{2,14}[0-9]{0,2}(?![^\W_])"
_PATTERN = pattern(
    r"(?<![\w/.,-])(?P<number>[0-9]{1,5})"
    rf"(?:\s*(?P<sep>/|{_DASH})\s*(?:(?P<year>(?:19|20)[0-9]{{2}})\s*/\s*)?)"
    rf"(?:(?P<kind>{_KIND})(?:\s*(?:/|{_DASH})\s*(?P<spaced_issuer>{_CAPITALS})|(?:/|{_DASH})(?P<issuer>{_ANY_CASE}))?"
    rf"|(?P<capitals>{_CAPITALS})(?:{_DASH}(?P<department>{_CAPITALS}))?)"
    rf"(?P<more>(?:(?:/|{_DASH}){_CAPITALS}){{0,3}})"
    r"(?![\w])"
)


def find_document_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """Every document number in a text, in order. Dates (20/3/2023), shares (3/3) and counts (12/CBCC) are none.

    Standard is what stands without blanks, with plain hyphens and capitals, the kind first after `/` (state) or `-` (party);
    `normal` puts the rest into that form, as a suggestion.
    """
    found = (_number(match) for match in _PATTERN.finditer(nfc(text)))
    return tuple(number for number in found if number is not None)


def _number(match: re.Match[str]) -> DocumentNumber | None:
    kind = match["kind"] or match["capitals"]
    issuer = match["issuer"] or match["spaced_issuer"] or match["department"]
    by_dash = match["sep"] != "/"
    if by_dash and (match["capitals"] or not issuer):
        return None  # "2 - UBND", "5-KH": a list or a range of words rather than a number
    if not issuer and not match["year"] and (len(kind) < 2 or kind in _COUNTED or kind != _written(kind)):
        return None
    typed = match.group()
    parts = [_written(kind)] + ([_written(issuer)] if issuer else []) + [_written(part) for part in _more(match["more"])]
    year = f"{match['year']}/" if match["year"] else ""
    if issuer and parts[1] in _PARTY:
        normal = f"{match['number']}-{parts[0]}/{'-'.join(parts[1:])}"
    else:
        normal = f"{match['number']}/{year}{'-'.join(parts)}"
    return DocumentNumber(text=typed, normal=normal, standard=typed == normal)


def _more(text: str) -> list[str]:
    return [part for part in re.split(rf"/|{_DASH}", text) if part]


def _written(part: str) -> str:
    """A kind or issuer in capitals, except for the few that are written in both cases."""
    return _MIXED_CASE.get(part.upper(), part.upper())
