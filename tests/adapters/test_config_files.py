"""Loading the configuration: the default, the unit's own folder over it, and every mistake with its message."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import sheetsync
from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.packaged import packaged_path
from sheetsync.core.plan import DueBasis, DueRule
from sheetsync.core.settings import FilledBy, PlanSource, Settings, Severity
from sheetsync.errors import ConfigError

DEFAULT = packaged_path("config")
FILES = ("sheetsync.toml", "officials.toml", "areas.toml", "columns.toml", "rules.toml", "calendar.toml", "plan-2023.toml")

WriteFiles = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> WriteFiles:
    """Write files into the unit's own folder and give the folder."""

    def write_files(files: dict[str, str]) -> Path:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write_files


def default_text(name: str) -> str:
    return (DEFAULT / name).read_text(encoding="utf-8")


def mistakes_of(config_dir: Path | None, *, plan_source: str | None = None) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load_settings(config_dir, plan_source=plan_source)
    assert caught.value.next_step
    assert str(len(caught.value.mistakes)) in caught.value.message
    return caught.value.mistakes


# ------ The table of mistakes ------


@dataclass(frozen=True)
class Mistake:
    """A row of config_mistakes.md."""

    file: str
    anchor: str
    old: str
    new: str
    messages: str

    def text(self) -> str:
        """The default file with the mistake in it."""
        text = default_text(self.file)
        start = text.rfind("\n", 0, text.index(self.anchor)) + 1
        place = text.index(self.old, start)
        return text[:place] + self.new + text[place + len(self.old) :]


def table_of_mistakes() -> list[Mistake]:
    lines = (Path(__file__).parent / "config_mistakes.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]
    return [
        Mistake(file, _unquoted(anchor), _unquoted(old), _unquoted(new), messages)
        for file, anchor, old, new, messages in rows[1:]
    ]


def _unquoted(cell: str) -> str:
    return cell.strip("`").replace("\\n", "\n")


def without_numbers(message: str) -> str:
    """The message as the table holds it: numbers of lines and of rules change whenever the office adds one."""
    return re.sub(r"\brule \d+", "rule", re.sub(r", dòng \d+:", ":", message))


@pytest.mark.parametrize("mistake", table_of_mistakes(), ids=lambda mistake: f"{mistake.file}-{mistake.new}"[:60])
def test_each_mistake_has_its_message(mistake: Mistake, write: WriteFiles) -> None:
    found = "<br>".join(without_numbers(line) for line in mistakes_of(write({mistake.file: mistake.text()})))
    if mistake.messages.endswith("……"):
        assert found.startswith(mistake.messages.removesuffix("……").rstrip())
    else:
        assert found == mistake.messages


def test_the_table_speaks_of_every_file() -> None:
    rows = table_of_mistakes()
    assert {mistake.file for mistake in rows} == set(FILES)
    assert len(rows) > 90


def test_all_mistakes_of_all_files_come_at_once_in_the_order_of_the_files(write: WriteFiles) -> None:
    folder = write(
        {
            "sheetsync.toml": default_text("sheetsync.toml").replace("cut_off_day", "cut_of_day").replace('"file"', '"tệp"'),
            "officials.toml": default_text("officials.toml").replace('tab = "VP UBND"', "tab = 7"),
            "areas.toml": "[[area]]\ncode = “II.1”\n",
            "columns.toml": default_text("columns.toml").replace("filled_by = ", "filledby = ", 1),
            "rules.toml": default_text("rules.toml").replace('severity = "error"', 'severity = "fatal"', 1),
            "calendar.toml": "holidays = 2026-01-02\n",
            "plan-2023.toml": default_text("plan-2023.toml").replace('lead = "TPHT"', 'lead = "TPHTT"', 1),
        }
    )
    found = mistakes_of(folder)
    assert [line.partition(":")[0].partition(",")[0] for line in found] == [
        "areas.toml",  # whatever keeps a file from being read comes first
        "sheetsync.toml",
        "sheetsync.toml",
        "officials.toml",
        "columns.toml",
        "rules.toml",
        "calendar.toml",
        "plan-2023.toml",
    ]


def test_a_message_names_the_line(write: WriteFiles) -> None:
    folder = write({"areas.toml": '# lĩnh vực\n\n[[area]]\ncode = "II.1"\n\n[[area]]\n# ghi chú\ntitle = 5\ncode = "II.2"\n'})
    lines = [line for line in mistakes_of(folder) if line.startswith("areas.toml")]
    assert lines == [
        "areas.toml, area 1 (II.1), dòng 3: thiếu khóa «title»; phải là chữ trong dấu nháy kép, không để trống",
        "areas.toml, area 2 (II.2), khóa «title», dòng 8: 5 không dùng được; phải là chữ trong dấu nháy kép, không để trống;"
        ' có phải "5"?',
    ]


def test_no_line_is_named_where_it_cannot_be_told(write: WriteFiles) -> None:
    folder = write({"areas.toml": 'area = [{ code = "II.1", title = "Thể chế" }, { code = "II.1", title = "TTHC" }]\n'})
    assert (
        mistakes_of(folder)[0] == "areas.toml, area 2 (II.1), khóa «code»: «II.1» đã dùng ở area 1 (II.1); mỗi mục phải khác nhau"
    )


def test_what_cannot_be_read_is_not_blamed_on_the_plan(write: WriteFiles) -> None:
    found = mistakes_of(write({"officials.toml": "consolidator =\n"}))
    assert len(found) == 1
    assert found[0].startswith("officials.toml, dòng 1: sai cú pháp")


# ------ The default, and the unit's own folder ------


def test_the_default_configuration(settings: Settings) -> None:
    assert settings.unit.short_name == "UBND xã Ngọc Kỳ"
    assert settings.unit.recipients[-1] == "Lưu: VT, NV"
    assert settings.plan_source is PlanSource.FILE
    assert settings.book_address == ""
    periods = settings.periods
    assert (periods.cut_off_day, periods.send_before_day, periods.hand_in_working_days) == (14, 20, 3)
    assert (periods.cumulative_from, periods.due_soon_working_days, periods.saturday_works) == ((12, 15), 5, False)


def test_the_default_tabs(settings: Settings) -> None:
    assert {official.code: official.tab for official in settings.plan.officials if official.tab} == {
        "VPDU_NV": "VP Đảng ủy - NV",
        "VPUB": "VP UBND",
        "TPHT": "Tư pháp - HT",
        "TCKH_H": "Tài chính - KH",
        "VHXH": "Văn hóa - XH",
        "DCXD": "Địa chính - XD",
        "DTT": "Đài truyền thanh",
    }
    without_tab = {official.code for official in settings.plan.officials if official.tab is None}
    assert without_tab == {"UBND_X", "CMLQ", "CMUB", "CQCM", "CQDV", "NGANH"}
    assert all(official.short_title and not official.person for official in settings.plan.officials)


def test_the_default_columns(settings: Settings) -> None:
    assert [column.key for column in settings.columns if column.required] == ["task", "status"]
    assert settings.column("task_id").filled_by is FilledBy.PLAN
    assert settings.column("due").aliases[:2] == ("Hạn hoàn thành", "Thời gian hoàn thành")
    assert len(settings.columns) == 21


def test_the_default_areas(settings: Settings) -> None:
    assert [area.code for area in settings.plan.areas if not area.organisation] == [
        "II.1",
        "II.2",
        "II.3",
        "II.4",
        "II.5",
        "II.6",
    ]
    assert [area.title for area in settings.plan.areas if area.organisation] == ["Chỉ đạo, điều hành"]


def test_blank_rows_are_information_until_the_hand_in_date(settings: Settings) -> None:
    softer = {rule.code: rule.before_hand_in for rule in settings.rules if rule.before_hand_in}
    assert softer == {"status-missing": Severity.INFO, "result-missing": Severity.INFO}


def test_a_folder_may_hold_only_what_differs(write: WriteFiles, settings: Settings) -> None:
    folder = write({"areas.toml": default_text("areas.toml").replace("Thể chế", "Thể chế xã")})
    own = load_settings(folder)
    assert own.plan.areas[0].short_title == "Thể chế xã"
    assert own.plan.tasks == settings.plan.tasks
    assert own.rules == settings.rules


def test_a_unit_may_add_columns_and_rules_of_its_own(write: WriteFiles) -> None:
    column = '\n[[column]]\nkey = "decision_number"\nheading = "Số quyết định"\n'
    rule = '\n[[rule]]\ncode = "so-quyet-dinh"\nkind = "required"\nfield = "decision_number"\nseverity = "warning"\n'
    folder = write({"columns.toml": default_text("columns.toml") + column, "rules.toml": default_text("rules.toml") + rule})
    own = load_settings(folder)
    assert own.columns[-1].key == "decision_number"
    assert (own.rules[-1].code, own.rules[-1].field) == ("so-quyet-dinh", "decision_number")


def test_texts_are_composed_and_trimmed_whatever_editor_wrote_them(tmp_path: Path) -> None:
    text = 'consolidator = "A"\n[[official]]\ncode = "A"\ntitle = " Va\u0306n thư "\ntab = "Va\u0306n thư"\n'
    (tmp_path / "officials.toml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (tmp_path / "plan-2023.toml").write_text('year = 2023\ntitle = "Kế hoạch"\n', encoding="utf-8")
    official = load_settings(tmp_path, plan_source="book").plan.officials[0]
    assert (official.title, official.tab) == ("V\u0103n thư", "V\u0103n thư")


def test_overrides_win_over_the_built_in_calendar(write: WriteFiles) -> None:
    own = load_settings(write({"calendar.toml": "holidays = [2023-03-17]\nworking_days = [2023-05-03]\n"}))
    assert date(2023, 3, 17) in own.holidays
    assert date(2023, 5, 3) not in own.holidays
    assert date(2023, 5, 2) in own.holidays


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Rules.toml", "Rules.toml: tệp có tên lạ nên không được đọc; đổi tên hoặc xóa tệp này; có phải «rules.toml»?"),
        ("rule.toml", "rule.toml: tệp có tên lạ nên không được đọc; đổi tên hoặc xóa tệp này; có phải «rules.toml»?"),
        ("rules.toml.txt", "rules.toml.txt: tệp có tên lạ nên không được đọc; đổi tên hoặc xóa tệp này; có phải «rules.toml»?"),
        ("oficials.toml", "oficials.toml: tệp có tên lạ nên không được đọc; đổi tên hoặc xóa tệp này; có phải «officials.toml»?"),
        (
            "plan-2024.toml.txt",
            "plan-2024.toml.txt: tệp có tên lạ nên không được đọc; đổi tên hoặc xóa tệp này; có phải «plan-2024.toml»?",
        ),
    ],
)
def test_a_file_with_nearly_the_right_name_is_not_passed_over(write: WriteFiles, name: str, message: str) -> None:
    assert mistakes_of(write({name: ""})) == (message,)


def test_other_files_and_other_years_in_the_folder_are_nobodys_business(write: WriteFiles, settings: Settings) -> None:
    others = {"ghi-chu.txt": "", "pyproject.toml": "", "plan-2024.toml": ""}
    folder = write({"calendar.toml": default_text("calendar.toml"), **others})
    assert load_settings(folder) == settings


def test_an_empty_folder_is_surely_a_mistake(tmp_path: Path) -> None:
    (found,) = mistakes_of(tmp_path)
    assert "không có tệp cấu hình nào trong thư mục" in found
    assert "sheetsync.toml" in found


def test_a_missing_folder_and_a_file_in_its_place(tmp_path: Path) -> None:
    (missing,) = mistakes_of(tmp_path / "không-có")
    assert missing == f"{tmp_path / 'không-có'}: không có thư mục cấu hình này; kiểm tra lại đường dẫn sau --config"
    file = tmp_path / "cau-hinh.toml"
    file.write_text("", encoding="utf-8")
    (found,) = mistakes_of(file)
    assert found == f"{file}: đây là một tệp; sau --config phải là thư mục chứa các tệp cấu hình"


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "areas.toml").write_bytes(default_text("areas.toml").encode("utf-16"))
    assert mistakes_of(tmp_path) == (
        "areas.toml: tệp không phải UTF-8; mở bằng Notepad, chọn Lưu thành (Save As) với mã hóa UTF-8",
    )


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "areas.toml").mkdir()
    (found,) = mistakes_of(tmp_path)
    assert found.startswith("areas.toml: ")


# ------ Which plan ------


def test_the_book_may_be_the_plan(settings: Settings) -> None:
    own = load_settings(None, plan_source="book")
    assert own.plan_source is PlanSource.BOOK
    assert own.plan == settings.plan


def test_the_command_line_wins_over_the_file(write: WriteFiles) -> None:
    folder = write({"sheetsync.toml": default_text("sheetsync.toml").replace('source = "file"', 'source = "book"')})
    assert load_settings(folder).plan_source is PlanSource.BOOK
    assert load_settings(folder, plan_source="file").plan_source is PlanSource.FILE


def test_where_the_book_is_the_plan_the_file_needs_no_tasks(write: WriteFiles) -> None:
    folder = write({"plan-2023.toml": 'year = 2023\ntitle = "Kế hoạch năm 2023"\n'})
    assert load_settings(folder, plan_source="book").plan.tasks == ()
    assert mistakes_of(folder) == ("plan-2023.toml: chưa có nhiệm vụ nào; thêm các mục [[task]]",)


def test_another_plan_file(tmp_path: Path) -> None:
    plan = tmp_path / "plan-2024.toml"
    task = 'id = "1"\ntitle = "Một việc"\narea = "II.1"\nlead = "TPHT"\ncadence = "Hằng quý"\n'
    plan.write_text(f'year = 2024\ntitle = "Kế hoạch năm 2024"\n[[task]]\n{task}', encoding="utf-8")
    own = load_settings(None, plan_source=str(plan))
    assert (own.plan.year, own.plan_source) == (2024, PlanSource.FILE)
    assert [task.task_id for task in own.plan.tasks] == ["1"]


def test_the_configured_plan_file_is_looked_for_in_both_folders(write: WriteFiles) -> None:
    folder = write({"sheetsync.toml": default_text("sheetsync.toml").replace("plan-2023.toml", "plan-2032.toml")})
    assert mistakes_of(folder) == (
        f"plan-2032.toml: không tìm thấy tệp (đã tìm trong {folder} và {DEFAULT}); sửa khóa «file» ở mục [plan] của"
        ' sheetsync.toml; có phải "plan-2023.toml"?',
    )


def test_a_misspelt_plan_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert mistakes_of(None, plan_source="boook") == (
        'boook: không tìm thấy tệp (đã tìm trong .); sau --plan là "file", "book" hoặc đường dẫn một tệp kế hoạch .toml;'
        ' có phải "book"?',
    )


def test_confirming_a_rule_confirms_every_occurrence(write: WriteFiles) -> None:
    confirmation = '\n[[confirmation]]\ntask = "IV.2.05b"\nby = "Chủ tịch UBND xã"\nconfirmed_on = 2023-01-05\n'
    own = load_settings(write({"plan-2023.toml": default_text("plan-2023.toml") + confirmation}))
    task = own.plan.task("IV.2.05b")
    assert task is not None
    assert (task.due.basis, task.due.rule, task.due.on) == (DueBasis.CONFIRMED, DueRule.QUARTERLY_SENDING, None)
    assert task.due.confirmed_by == "Chủ tịch UBND xã"


# ------ Installed, and fast ------


def run_python(code: str, python_path: Path, cwd: Path) -> str:
    """What a fresh interpreter prints that finds sheetsync in `python_path` before anywhere else."""
    environment = {**os.environ, "PYTHONPATH": str(python_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_installed_wheel_uses_the_files_it_carries(tmp_path: Path) -> None:
    package = tmp_path / "site" / "sheetsync"
    shutil.copytree(Path(sheetsync.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copytree(DEFAULT, package / "data" / "config")
    code = (
        "from sheetsync.adapters.packaged import packaged_path\n"
        "from sheetsync.adapters.config_files import load_settings\n"
        "print(packaged_path('config'), len(load_settings(None).plan.tasks))"
    )
    assert run_python(code, tmp_path / "site", tmp_path) == f"{(package / 'data' / 'config').resolve()} 76"


def test_an_installation_without_its_files_names_each_of_them(tmp_path: Path) -> None:
    package = tmp_path / "site" / "sheetsync"
    shutil.copytree(Path(sheetsync.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", "data"))
    (package / "data").mkdir()
    code = (
        "from sheetsync.errors import ConfigError\n"
        "from sheetsync.adapters.config_files import load_settings\n"
        "try:\n    load_settings(None)\nexcept ConfigError as error:\n    print(*error.mistakes, sep='\\n')"
    )
    lines = run_python(code, tmp_path / "site", tmp_path).splitlines()
    assert [line.partition(":")[0] for line in lines] == list(FILES)
    assert all("không tìm thấy tệp" in line for line in lines)


def test_a_checkout_uses_its_own_files_even_beside_a_stale_copy() -> None:
    root = Path(sheetsync.__file__).resolve().parents[2]
    assert packaged_path("config", "rules.toml") == root / "config" / "rules.toml"
    assert packaged_path("workbooks") == root / "workbooks"


def test_loading_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom sheetsync.adapters.config_files import load_settings\nload_settings(None)\n"
        "print(sorted({'pandas', 'numpy', 'openpyxl', 'holidays', 'lxml', 'xlwings', 'gspread', 'rich'} & set(sys.modules)))"
    )
    assert run_python(code, Path(sheetsync.__file__).resolve().parents[1], tmp_path) == "[]"


def test_a_weekend_day_worked_in_exchange_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "calendar.toml").write_text("holidays = []\nworking_days = [2026-04-26]\n", encoding="utf-8")
    assert load_settings(tmp_path).made_up_days == {date(2026, 4, 26)}
