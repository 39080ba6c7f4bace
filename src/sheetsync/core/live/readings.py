"""The helper columns: what a row's cells mean, read by formulas as Python reads them."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsync.core.dates import NEWEST_YEAR, OLDEST_YEAR
from sheetsync.core.live import names
from sheetsync.core.live.cells import STATE_NUMBER, UNREAD_TEXT, LiveCells
from sheetsync.core.live.layout import Helper
from sheetsync.core.plan import Role
from sheetsync.core.readings import Status
from sheetsync.core.sheets.conditions import both, either
from sheetsync.core.states import State

_SPACES = '"' + " " * 20 + '"'


def helper_formulas(cells: LiveCells, *, due_soon_working_days: int, saturday_works: bool) -> Iterator[tuple[Helper, str]]:
    """The formulas of all helpers but the problem and its place."""
    yield Helper.PLAN_ROW, _plan_row(cells)
    yield Helper.STATUS, _status(cells)
    yield Helper.DONE, _done(cells)
    yield Helper.PROGRESS, _progress(cells)
    yield Helper.DUE, f"IF({cells.helper(Helper.PLAN_ROW)}=0,0,IFERROR({cells.of_plan(names.PLAN_DUE)}+0,0))"
    yield Helper.DAYS_LEFT, _days_left(cells, saturday_works=saturday_works)
    yield Helper.STATE, _state(cells, due_soon_working_days)


def _plan_row(cells: LiveCells) -> str:
    if not cells.has("task_id"):
        return "0"
    return f"IFERROR(MATCH({cells.text('task_id')},{names.PLAN_IDS},0),0)"


def _status(cells: LiveCells) -> str:
    text = cells.text("status")
    known = f"IFERROR(INDEX({names.STATUS_NUMBERS},MATCH({cells.plain(text)},{names.STATUS_FORMS},0)),-1)"
    return f'IF({cells.broken("status")},-3,IF({text}="",0,{known}))'


def _done(cells: LiveCells) -> str:
    """A true date without its time of day; d/m/yyyy typed as text; other texts are left to the full check."""
    if not cells.has("completed_on"):
        return "0"
    reference = cells.reference("completed_on")
    true_date = f"IF({reference}<1,-1,INT({reference}))"
    read = f"IF(ISNUMBER({reference}),{true_date},{_typed_day(cells)})"
    return f"IF({cells.broken('completed_on')},-3,IF({cells.blank('completed_on')},0,{read}))"


def _typed_day(cells: LiveCells) -> str:
    text = cells.text("completed_on")
    slashed = cells.remembered(f'SUBSTITUTE(SUBSTITUTE({text},".","/"),"-","/")')
    apart = cells.remembered(f'SUBSTITUTE({slashed},"/",{_SPACES})')
    day, month, year = (f"TRIM(MID({apart},{start},20))" for start in (1, 21, 41))
    date = f"DATE(VALUE({year}),VALUE({month}),VALUE({day}))"
    form = both(
        f"LEN({text})<=14",
        f'LEN({slashed})-LEN(SUBSTITUTE({slashed},"/",""))=2',
        _digits(day, 2),
        _digits(month, 2),
        f'EXACT(VALUE({year})&"",{year})',
        f"LEN({year})=4",
    )
    possible = both(
        f"VALUE({year})>={OLDEST_YEAR}",
        f"VALUE({year})<={NEWEST_YEAR}",
        f"VALUE({month})>=1",
        f"VALUE({month})<=12",
        f"VALUE({day})>=1",
        f"{date}<=EOMONTH(DATE(VALUE({year}),VALUE({month}),1),0)",
    )
    return f"IF(IFERROR({form},FALSE),IF({possible},{date},-1),{UNREAD_TEXT})"


def _digits(part: str, most: int) -> str:
    """One to `most` digits and nothing else: VALUE would also take signs, percent signs and blanks."""
    return both(f"LEN({part})<={most}", f'EXACT(RIGHT("0"&VALUE({part}),{most}),RIGHT("0"&{part},{most}))')


def _progress(cells: LiveCells) -> str:
    if not cells.has("progress"):
        return '""'
    reference = cells.reference("progress")
    typed = cells.remembered(f'TRIM(SUBSTITUTE({cells.text("progress")},"%",""))')
    whole = both(f'EXACT(INT(VALUE({typed}))&"",{typed})', f"VALUE({typed})>=0")
    number = f'IFERROR(IF({whole},VALUE({typed}),"?"),"?")'
    read = f"IF(ISNUMBER({reference}),{reference},{number})"
    return f'IF({either([cells.broken("progress"), cells.blank("progress")])},"",{read})'


def _days_left(cells: LiveCells, *, saturday_works: bool) -> str:
    due, as_of = cells.helper(Helper.DUE), names.AS_OF
    days = [
        f"NETWORKDAYS({as_of}+1,{due},{names.HOLIDAYS})",
        f'COUNTIFS({names.MADE_UP_DAYS},">"&{as_of},{names.MADE_UP_DAYS},"<="&{due})',
    ]
    if saturday_works:
        # Serial numbers of Saturdays are multiples of 7. Holidays on one are not counted by NETWORKDAYS.
        days.append(f"INT({due}/7)-INT({as_of}/7)")
        off = f"({names.HOLIDAYS}>{as_of})*({names.HOLIDAYS}<={due})*({names.HOLIDAYS}=7*INT({names.HOLIDAYS}/7))"
        days.append(f"-SUMPRODUCT({off})")
    return f"IF({due}<={as_of},0,{'+'.join(days).replace('+-', '-')})"


def _state(cells: LiveCells, due_soon_working_days: int) -> str:
    """As `timeliness.judge`, for rows of the lead."""
    done, due, status = (cells.helper(helper) for helper in (Helper.DONE, Helper.DUE, Helper.STATUS))
    number = {state: str(which) for state, which in STATE_NUMBER.items()}
    unfinished = (
        f"IF({status}<=0,{number[State.NOT_REPORTED]},IF({due}=0,{number[State.OPEN_ENDED]},"
        f"IF({due}<{names.AS_OF},{number[State.OVERDUE]},"
        f"IF({cells.helper(Helper.DAYS_LEFT)}<={due_soon_working_days},{number[State.DUE_SOON]},{number[State.IN_TIME]}))))"
    )
    against_due = (
        f"IF({due}=0,{number[State.DONE]},IF({done}<{due},{number[State.DONE_EARLY]},"
        f"IF({done}={due},{number[State.DONE_ON_TIME]},{number[State.DONE_LATE]})))"
    )
    counts_from = f"IF({cells.helper(Helper.PLAN_ROW)}=0,0,IFERROR({cells.of_plan(names.PLAN_COUNTS_FROM)}+0,0))"
    finished = (
        f"IF({done}={UNREAD_TEXT},-1,IF({done}<=0,{number[State.DONE]},IF({done}>{names.AS_OF},{unfinished},"
        f"IF({done}<{counts_from},{number[State.NOT_REPORTED]},{against_due}))))"
    )
    of_status = f"IF({cells.status_is([Status.DONE])},{finished},{unfinished})"
    for put_aside, state in ((Status.NOTHING_TO_REPORT, State.NOTHING_TO_REPORT), (Status.SUSPENDED, State.SUSPENDED)):
        of_status = f"IF({cells.status_is([put_aside])},{number[state]},{of_status})"
    return f"IF({cells.all_of(cells.role_is([Role.LEAD]), has_task(cells))},{of_status},0)"


def has_task(cells: LiveCells) -> str:
    """A row with neither an id nor a task is no entry."""
    keys = [key for key in ("task_id", "task") if cells.has(key)]
    return either([cells.filled(key) for key in keys]) if keys else ""
