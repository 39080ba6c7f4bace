"""A proposal as Markdown, whole, so that a clerk can read what is expected of each workbook."""

from __future__ import annotations

from sheetsync.core.adoption.guess_people import people_named
from sheetsync.core.adoption.proposal import ColumnGuess, Proposal, SheetGuess


def shown(proposal: Proposal) -> str:
    lines = [
        f"Năm {proposal.year}: {proposal.title}{f' ({proposal.year_doubt})' if proposal.year_doubt else ''}",
        "",
        "| sheet | tab | sure | headings | tasks | reason |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_sheet(sheet) for sheet in proposal.sheets]
    for sheet in proposal.tabs:
        lines += ["", f"**{sheet.name}**", "", "| column | heading | field | sure | runners-up |", "|---|---|---|---|---|"]
        lines += [_column(guess) for guess in sheet.columns]
    if proposal.shared:
        lines += ["", f"Shared: {', '.join(sheet.name for sheet in proposal.shared)}", ""]
        lines += ["| person | rows | beside | also written |", "|---|---|---|---|"]
        lines += [
            f"| {person.name} | {person.rows} | {person.beside} | {', '.join(person.spellings)} |"
            for person in people_named(proposal.shared, proposal.same_person)
        ]
    sharing = [f"- {sheet.name}, {'shared' if sheet.shared else 'of one'}" for sheet in proposal.doubtful_sharing()]
    if sharing:
        lines += ["", "Shared or not:", "", *sharing]
    questions = [
        f"- {question.heading}: {', '.join(f'{key} {score}' for key, score in question.options)}"
        for question in proposal.doubtful_columns()
    ]
    if questions:
        lines += ["", "Asked:", "", *questions]
    return "\n".join(lines) + "\n"


def _sheet(sheet: SheetGuess) -> str:
    verdict = sheet.verdict.value + ("" if sheet.verdict.value != "perhaps" else ", taken" if sheet.taken else ", left")
    rows = f"{sheet.first_row}–{sheet.last_row}" if sheet.first_row else ""
    return f"| {sheet.name} | {verdict} | {sheet.confidence} | {rows} | {sheet.tasks} | {sheet.reason} |"


def _column(guess: ColumnGuess) -> str:
    others = ", ".join(f"{key} {score}" for key, score in guess.others)
    return f"| {guess.letters} | {guess.heading} | {guess.key or '–'} | {guess.confidence} | {others} |"
