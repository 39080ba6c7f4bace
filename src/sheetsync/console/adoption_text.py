"""What `adopt` shows: the sheets, the columns and how sure each guess is, and what was read with the new configuration."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sheetsync.console.json_document import tab_object
from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.old_fonts_text import fix_encoding_command, old_fonts_object
from sheetsync.console.safe_text import one_line
from sheetsync.console.shell_quotes import quoted
from sheetsync.console.tab_names import tab_name
from sheetsync.console.tables import Cell, Column, table
from sheetsync.core.adoption.as_shown import OldFonts
from sheetsync.core.adoption.guess_people import people_named, unclear_names
from sheetsync.core.adoption.proposal import SURE, ColumnGuess, PersonGuess, Proposal, SheetGuess, Verdict
from sheetsync.core.periods import quarter_name
from sheetsync.core.settings import Settings
from sheetsync.usecases.adopt import Proof

_UNKNOWN = "(không dùng)"
_MOST_SKIPPED = 5
_MOST_NAMES = 8


def field_name(key: str | None, settings: Settings) -> str:
    """A field as people know it: its default heading."""
    if not key:
        return _UNKNOWN
    if key.startswith("result-"):
        return f"Kết quả {quarter_name(int(key.removeprefix('result-')))}"
    return settings.column(key).heading


def proposal_text(proposal: Proposal, settings: Settings) -> str:
    """The sheets in one table, then the columns of the tabs; tabs with the same columns share a table."""
    blocks = [
        styled(one_line(f"Xem sổ «{proposal.book}»"), bold=True),
        paragraph(f"Năm kế hoạch: {proposal.year}. Tên kế hoạch: {proposal.title}"),
        _sheets_table(proposal),
        *(_columns_table(group, settings) for group in _same_columns(proposal.tabs)),
        *_people_blocks(proposal),
    ]
    return "\n\n".join(blocks)


def _people_blocks(proposal: Proposal) -> list[str]:
    """Who shares sheets: how many rows each has, and which shortened names seem to be the same person's."""
    people = people_named(proposal.shared, proposal.same_person)
    if not people:
        return []
    columns = (
        Column("Người"),
        Column("Dòng", number=True),
        Column("Ghi cùng người khác", number=True),
        Column("Cách ghi khác"),
    )
    rows = [(person.name, person.rows, person.beside, ", ".join(person.spellings)) for person in people]
    names = ", ".join(f"«{sheet.name}»" for sheet in proposal.shared)
    blocks = [table(f"Người được ghi tên ở sheet chung {names}", columns, rows)]
    unclear = unclear_names(proposal.shared, proposal.same_person)
    if unclear:
        shown = ", ".join(f"«{name}»" for name in unclear)
        blocks.append(paragraph(f"Chưa rõ là ai (có thể là nhiều người): {shown}. Khi kiểm tra, các ô này sẽ được hỏi lại."))
    return blocks


def sharing_words(sheet: SheetGuess) -> str:
    """`cột «Chủ trì» ghi tên An (3), Bình (2); cũng có thể là cột «Cán bộ»`."""
    headings = {guess.column: guess.heading for guess in sheet.columns}
    names = ", ".join(f"{name} ({count})" for name, count in sheet.names[:_MOST_NAMES])
    more = " …" if len(sheet.names) > _MOST_NAMES else ""
    rivals = ", ".join(f"«{headings.get(column, '')}»" for column, _ in sheet.rivals)
    other = f"; cũng có thể là cột {rivals}" if rivals else ""
    return f"cột «{headings.get(sheet.person_column, '')}» ghi tên {names}{more}{other}"


def _sheets_table(proposal: Proposal) -> str:
    columns = (
        Column("Sheet"),
        Column("Sheet cán bộ?"),
        Column("Tin cậy", number=True),
        Column("Dòng tiêu đề", number=True),
        Column("Nhiệm vụ", number=True),
        Column("Vì sao"),
    )
    return table("Các sheet", columns, [_sheet_row(sheet) for sheet in proposal.sheets])


def _sheet_row(sheet: SheetGuess) -> tuple[str | Cell, ...]:
    verdict = {Verdict.TAB: "có", Verdict.PERHAPS: "có lẽ có" if sheet.taken else "có lẽ không", Verdict.OTHER: "không"}
    colours = {Verdict.TAB: "green", Verdict.PERHAPS: "yellow", Verdict.OTHER: ""}
    return (
        sheet.name,
        Cell(verdict[sheet.verdict] + (", chung" if sheet.taken and sheet.shared else ""), colours[sheet.verdict]),
        f"{sheet.confidence}" if sheet.verdict is not Verdict.OTHER else "",
        rows_text(sheet),
        str(sheet.tasks) if sheet.verdict is not Verdict.OTHER else "",
        sheet.reason,
    )


def rows_text(sheet: SheetGuess) -> str:
    """The heading rows: `5`, `5–6`, or nothing."""
    if not sheet.first_row or sheet.verdict is Verdict.OTHER:
        return ""
    return str(sheet.first_row) if sheet.first_row == sheet.last_row else f"{sheet.first_row}–{sheet.last_row}"


def _same_columns(tabs: Sequence[SheetGuess]) -> list[list[SheetGuess]]:
    groups: dict[tuple[tuple[int, str, str | None], ...], list[SheetGuess]] = {}
    for sheet in tabs:
        groups.setdefault(tuple((guess.column, guess.heading, guess.key) for guess in sheet.columns), []).append(sheet)
    return list(groups.values())


def _columns_table(sheets: Sequence[SheetGuess], settings: Settings) -> str:
    columns = (
        Column("Cột"),
        Column("Tiêu đề trong sổ"),
        Column("Hiểu là"),
        Column("Tin cậy", number=True),
        Column("Cũng có thể là"),
    )
    names = ", ".join(f"«{sheet.name}»" for sheet in sheets)
    return table(f"Các cột của {names}", columns, [_column_row(guess, settings) for guess in sheets[0].columns])


def _column_row(guess: ColumnGuess, settings: Settings) -> tuple[str | Cell, ...]:
    style = "" if guess.key is None else "green" if guess.confidence >= SURE else "yellow"
    return (
        guess.letters,
        guess.heading,
        Cell(field_name(guess.key, settings), style),
        str(guess.confidence) if guess.key else "",
        ", ".join(f"{field_name(key, settings)} ({score})" for key, score in guess.others[:2] if _worth_telling(guess, score)),
    )


def _worth_telling(guess: ColumnGuess, score: int) -> bool:
    """Runners-up far behind a sure guess only make the table harder to read."""
    return guess.key is None or guess.confidence - score <= 40


def guesses_text(proposal: Proposal, names: Sequence[PersonGuess], *, settings: Settings) -> str:
    """What was taken without being asked and should be looked at again; "" where nothing was. names: whose shortened names nobody
    has confirmed."""
    year = [paragraph(f"năm kế hoạch: lấy {proposal.year} ({proposal.year_doubt})", first="  - ")] if proposal.year_doubt else []
    lines = year + [
        paragraph(
            f"sheet «{sheet.name}»: {'lấy làm' if sheet.taken else 'không lấy làm'} sheet cán bộ ({sheet.reason})", first="  - "
        )
        for sheet in proposal.doubtful_sheets()
    ]
    for question in proposal.doubtful_columns():
        key, confidence = question.options[0]
        where = ", ".join(f"«{name}»" for name in question.sheets)
        lines.append(
            paragraph(
                f"cột «{question.heading}» ({where}): hiểu là «{field_name(key, settings)}», tin cậy {confidence}", first="  - "
            )
        )
    for sheet in proposal.doubtful_sharing():
        whose = "mỗi dòng của người được ghi ở cột này" if sheet.shared else "cả sheet là của một bộ phận"
        lines.append(paragraph(f"sheet «{sheet.name}», {sharing_words(sheet)}: hiểu là {whose}", first="  - "))
    for person in names:
        short = ", ".join(f"«{one_line(spelling)}»" for spelling in person.spellings)
        lines.append(paragraph(f"tên {short}: hiểu là «{one_line(person.name)}»", first="  - "))
    return "\n".join((styled("Đã đoán, vui lòng xem lại:", "yellow", bold=True), *lines)) if lines else ""


def proof_text(proof: Proof, folder: Path, settings: Settings, *, book: str, copy: str = "") -> str:
    """What was read with the new configuration, what is still in the way, and the command to go on with. copy: of a book with
    text in old fonts, the one in Unicode that is to be made first."""
    columns = (Column("Sheet"), Column("Dòng nhiệm vụ", number=True), Column("Bỏ qua", number=True), Column("Ghi chú"))
    rows: list[tuple[str | int | Cell, ...]] = []
    for tab in proof.tabs.listed():
        missing = ", ".join(f"«{problem.heading}»" for problem in tab.missing)
        note = Cell(f"thiếu cột {missing}", "red") if missing else Cell("")
        rows.append((tab_name(tab, proof.plan), tab.row_count, len(tab.skipped), note))
    rows.append(("Cộng", proof.rows, proof.skipped, Cell("")))
    skipped = [
        paragraph(f"sheet «{tab.sheet}», dòng {row.row}: {row.reason}", first="  - ")
        for tab in proof.tabs.tabs
        for row in tab.skipped[:_MOST_SKIPPED]
    ]
    blocks = [table("Đọc thử với cấu hình mới", columns, rows, total=True)]
    if skipped:
        more = proof.skipped - len(skipped)
        blocks.append("\n".join(("Dòng bỏ qua:", *skipped, *([f"  … và {more} dòng nữa"] if more else []))))
    for sheet, heading, proposed, read in proof.differing:
        wanted, now = field_name(proposed, settings), field_name(read, settings)
        blocks.append(paragraph(f"Sheet «{sheet}», cột «{heading}»: đề xuất là «{wanted}» nhưng đọc được là «{now}»."))
    if not usable(proof):
        blocks.append(
            paragraph(
                "Có sheet còn thiếu cột phải có. Vui lòng thêm cột đó vào sổ (cột «Trạng thái» ghi: Chưa thực hiện, "
                "Đang thực hiện, Hoàn thành, Tạm dừng hoặc Không phát sinh) rồi chạy lại sheetsync adopt."
            )
        )
    blocks.append(
        "\n".join(
            (
                paragraph(f"Đã ghi cấu hình vào thư mục «{folder}»; sổ giữ nguyên."),
                paragraph("Điền tên đơn vị và người ký ở mục [unit] của sheetsync.toml, rồi chạy:"),
                *([f"  {one_line(fix_encoding_command(book))}"] if copy else []),
                f"  {one_line(command_line(copy or book, folder))}",
            )
        )
    )
    return "\n\n".join(blocks)


def usable(proof: Proof) -> bool:
    """Whether every tab can be read."""
    return all(tab.usable for tab in proof.tabs.tabs)


def command_line(book: str, folder: Path) -> str:
    """The command that runs the adopted book."""
    return f"sheetsync run {quoted(book)} --config {quoted(str(folder))}"


def adoption_document(
    proposal: Proposal, proof: Proof, folder: Path, *, guessed: Sequence[str], old_fonts: OldFonts, book: str
) -> dict[str, Json]:
    """The document of `adopt`. guessed: what was decided without being sure and without being asked: `năm 2025`,
    sheets (taken or left out, shared or not), headings, shortened names."""
    return {
        "book": proposal.book,
        "config": str(folder),
        "year": proposal.year,
        "title": proposal.title,
        "sheets": [_sheet_object(sheet) for sheet in proposal.sheets],
        "guessed": list(guessed),
        "people": [_person_object(person) for person in people_named(proposal.shared, proposal.same_person)],
        "tabs": [tab_object(tab) for tab in proof.tabs.listed()],
        "differing": [
            {"sheet": sheet, "heading": heading, "proposed": proposed or None, "read": read or None}
            for sheet, heading, proposed, read in proof.differing
        ],
        "rows": proof.rows,
        "skipped": proof.skipped,
        "old_fonts": old_fonts_object(old_fonts, book=book),
        "command": command_line(book, folder),
    }


def _person_object(person: PersonGuess) -> dict[str, Json]:
    return {
        "name": person.name,
        "rows": person.rows,
        "beside": person.beside,
        "spellings": list(person.spellings),
    }


def _sheet_object(sheet: SheetGuess) -> dict[str, Json]:
    return {
        "sheet": sheet.name,
        "verdict": sheet.verdict.value,
        "taken": sheet.taken,
        "shared": sheet.taken and sheet.shared,
        "confidence": sheet.confidence,
        "reason": sheet.reason,
        "heading_rows": [sheet.first_row, sheet.last_row] if sheet.first_row else None,
        "columns": [
            {
                "column": guess.letters,
                "heading": guess.heading,
                "field": guess.key,
                "confidence": guess.confidence,
                "others": [{"field": key, "confidence": score} for key, score in guess.others],
            }
            for guess in sheet.columns
        ],
    }
