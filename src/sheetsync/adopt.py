"""`sheetsync adopt`: looks at a book nobody prepared, asks what it must, and writes a configuration that is then tried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from sheetsync.console.adoption_text import field_name, guesses_text, proposal_text, sharing_words
from sheetsync.console.layout import paragraph
from sheetsync.console.old_fonts_text import old_fonts_text
from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import flush, put
from sheetsync.core.adoption.as_shown import OldFonts
from sheetsync.core.adoption.guess_people import people_named
from sheetsync.core.adoption.proposal import ColumnQuestion, PersonGuess, Proposal, SheetGuess
from sheetsync.core.people import person_key
from sheetsync.core.settings import Settings
from sheetsync.errors import UsageError
from sheetsync.records import dataclass
from sheetsync.usecases.adopt import Proof, look_at, no_tab, prove
from sheetsync.wiring import load_settings, open_book, write_adopted

_YES = ("c", "có", "co", "y", "yes")
_NO = ("k", "không", "khong", "n", "no")

Show = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Adopted:
    """What came of it. guessed: the year, sheets, headings and shortened names decided on without being sure and without being
    asked."""

    proposal: Proposal
    folder: Path
    proof: Proof
    settings: Settings
    guessed: tuple[str, ...]
    old_fonts: OldFonts


def adopt(path: Path, *, to: Path | None, as_of: date, ask: bool, show: Show) -> Adopted:
    """Carry it out. to: the folder to make, None for one beside the book; ask: questions may be asked; show: prints a block of
    text. The book is never written. Raises BookUnreadable, NoTabRecognised, ConfigUnwritable, UsageError."""
    if to is not None and to.name in ("", ".."):  # told before anything is asked
        raise UsageError(
            f"«{to}» không phải tên của một thư mục mới.",
            f'Vui lòng ghi tên thư mục cần lập, ví dụ: --to "{path.stem} - cấu hình"; hoặc bỏ --to để lập thư mục cạnh sổ.',
        )
    defaults = load_settings(None, None)
    look = look_at(open_book(path), defaults, as_of=as_of)
    if look.old_fonts.cells:
        show(old_fonts_text(look.old_fonts, book=str(path)))
    show(proposal_text(look.proposal, defaults))
    guessed: tuple[str, ...] = ()
    if ask:
        proposal = _answered(look.proposal, defaults)
    else:
        proposal = look.proposal
        sheets, columns = proposal.doubtful_sheets(), proposal.doubtful_columns()
        sharing, names = proposal.doubtful_sharing(), _doubtful_names(proposal)
        guessed = (
            *((f"năm {proposal.year}",) if proposal.year_doubt else ()),
            *(sheet.name for sheet in (*sheets, *sharing)),
            *(question.heading for question in columns),
            *(spelling for person in names for spelling in person.spellings),
        )
        text = guesses_text(proposal, names, settings=defaults)
        if text:
            show(text)
    if not proposal.tabs:
        raise no_tab(proposal)
    folder = write_adopted(look.configuration(proposal, defaults), path, to)
    settings = load_settings(folder, None)
    return Adopted(proposal, folder, prove(look, proposal, settings), defaults, guessed, look.old_fonts)


def _answered(proposal: Proposal, settings: Settings) -> Proposal:
    """The proposal after a doubtful year, every doubtful sheet, then every doubtful heading of the tabs, has been asked about
    once."""
    if proposal.year_doubt:
        proposal = proposal.with_year(_ask_year(proposal, settings))
    proposal = _without_other_periods(proposal)
    for sheet in proposal.doubtful_sheets():
        proposal = proposal.with_sheet(sheet.name, tab=_ask_sheet(sheet))
    while sharing := proposal.doubtful_sharing():
        proposal = proposal.with_sharing(sharing[0].name, shared=_ask_sharing(sharing[0]))
    while questions := proposal.doubtful_columns():
        question = questions[0]
        proposal = proposal.with_column(question.alias_key, _ask_column(question, settings))
    while people := _doubtful_names(proposal):
        person = people[0]
        for key in person.doubtful:
            proposal = proposal.with_name(key, same=_ask_name(person, key))
    return proposal


def _without_other_periods(proposal: Proposal) -> Proposal:
    """The proposal after one question about several tabs of other periods: seven officials have up to 28 of them."""
    sheets = [sheet for sheet in proposal.doubtful_sheets() if sheet.current]
    if len(sheets) > 1 and not _ask_periods(sheets):
        for sheet in sheets:
            proposal = proposal.with_sheet(sheet.name, tab=False)
    return proposal


def _doubtful_names(proposal: Proposal) -> tuple[PersonGuess, ...]:
    """Who has shortened names that nobody has confirmed."""
    return tuple(person for person in people_named(proposal.shared, proposal.same_person) if person.doubtful)


def _ask_year(proposal: Proposal, settings: Settings) -> int:
    put()
    put(paragraph(f"Sổ là kế hoạch của năm nào? Đoán là {proposal.year} ({proposal.year_doubt})."))
    possible = sorted({proposal.year, *(day.year for day in settings.holidays)})
    while True:
        answer = _ask(f"Gõ năm; Enter = {proposal.year}: ") or str(proposal.year)
        for year in possible:
            if answer == str(year):
                return year
        put(f"Vui lòng gõ một năm từ {possible[0]} đến {possible[-1]}.")


def _ask_sheet(sheet: SheetGuess) -> bool:
    guess = "c" if sheet.taken else "k"
    put()
    put(paragraph(f"Sheet «{sheet.name}» ({sheet.reason}; {sheet.tasks} dòng) có phải sheet nhiệm vụ của một cán bộ không?"))
    return _ask_yes_or_no(guess)


def _ask_periods(sheets: Sequence[SheetGuess]) -> bool:
    names = ", ".join(f"«{one_line(sheet.name)}»" for sheet in sheets)
    current = ", ".join(f"«{one_line(name)}»" for name in dict.fromkeys(sheet.current for sheet in sheets))
    put()
    put(paragraph(f"Các sheet {names} có vẻ là bản của kỳ khác, vì đã có {current}. Có xem từng sheet để lấy thêm không?"))
    return _ask_yes_or_no("k")


def _ask_sharing(sheet: SheetGuess) -> bool:
    put()
    put(paragraph(f"Sheet «{sheet.name}»: {sharing_words(sheet)}. Mỗi dòng là việc của người được ghi ở cột này phải không?"))
    return _ask_yes_or_no("c" if sheet.shared else "k")


def _ask_name(person: PersonGuess, key: str) -> bool:
    spelling = next((spelling for spelling in person.spellings if person_key(spelling) == key), key)
    put()
    put(paragraph(f"Tên «{one_line(spelling)}» có phải là «{one_line(person.name)}» không?"))
    return _ask_yes_or_no("c")


def _ask_yes_or_no(guess: str) -> bool:
    while True:
        answer = _ask(f"Gõ c (có) hoặc k (không); Enter = {guess}: ").casefold() or guess
        if answer in _YES:
            return True
        if answer in _NO:
            return False
        put(f"Không hiểu «{one_line(answer)}».")


def _ask_column(question: ColumnQuestion, settings: Settings) -> str | None:
    where = ", ".join(f"«{name}»" for name in question.sheets)
    put()
    put(paragraph(f"Cột «{question.heading}» ở sheet {where} là cột gì?"))
    for number, (key, confidence) in enumerate(question.options, 1):
        put("  " + one_line(f"{number}. {field_name(key, settings)} (tin cậy {confidence})"))
    put("  0. Không dùng cột này")
    keys: dict[str, str | None] = {"0": None, **{str(number): key for number, (key, _) in enumerate(question.options, 1)}}
    while True:
        answer = _ask(f"Gõ số từ 0 đến {len(question.options)}; Enter = 1: ") or "1"
        if answer in keys:
            return keys[answer]
        put(f"Không hiểu «{one_line(answer)}».")


def _ask(question: str) -> str:
    put(question, newline=False)
    flush()
    try:
        return input().strip()
    except EOFError as error:
        put()
        raise UsageError(
            "Còn điều cần hỏi mà không có ai trả lời; chưa ghi gì.",
            "Vui lòng chạy lại trong cửa sổ lệnh để trả lời, hoặc thêm --yes để lấy phương án có khả năng nhất.",
        ) from error
