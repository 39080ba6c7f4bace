"""Rows of a file that states another role than the office's book, or none: the role is the office's to say."""

from __future__ import annotations

from sheetsync.core.merge import RowKey, TabState
from sheetsync.core.plan import Role
from sheetsync.records import replace

_OTHER = {Role.LEAD.value: Role.COORDINATOR.value, Role.COORDINATOR.value: Role.LEAD.value}


def with_roles_of(office: TabState, sent: TabState) -> TabState:
    """The file's rows under the keys of the office's, where a task stands once on either side and only its role differs."""
    keys = {key: _office_key(key, office, sent) for key in sent.rows}
    if all(key == known for key, known in keys.items()):
        return sent
    return replace(sent, rows={keys[key]: replace(row, key=keys[key]) for key, row in sent.rows.items()})


def _office_key(key: RowKey, office: TabState, sent: TabState) -> RowKey:
    other = replace(key, role=_OTHER.get(key.role, key.role))
    twice = {*office.twice, *sent.twice}
    if key in office.rows or other not in office.rows or other in sent.rows or key in twice or other in twice:
        return key
    return other
