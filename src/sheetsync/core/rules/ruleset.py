"""rules.toml as checks: every kind by its name, and every mistake in the rules at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sheetsync.core.messages import unknown_placeholders
from sheetsync.core.rules.compare import Compare
from sheetsync.core.rules.date_ambiguous import DateAmbiguous
from sheetsync.core.rules.date_as_text import DateAsText
from sheetsync.core.rules.document_form import DocumentForm
from sheetsync.core.rules.document_named import DocumentNamed
from sheetsync.core.rules.document_reused import DocumentReused
from sheetsync.core.rules.every_task import EveryTask
from sheetsync.core.rules.formula_error import FormulaError
from sheetsync.core.rules.headings import HeadingPresent, HeadingUnique
from sheetsync.core.rules.kind import Kind, RowKind
from sheetsync.core.rules.known_task import KnownTask
from sheetsync.core.rules.must_be_blank import MustBeBlank
from sheetsync.core.rules.number import Number
from sheetsync.core.rules.number_as_text import NumberAsText
from sheetsync.core.rules.occurrences import Occurrences
from sheetsync.core.rules.one_of import NoneOf, OneOf
from sheetsync.core.rules.options import OptionMistake, check_field, declared_options, near
from sheetsync.core.rules.pattern import Pattern
from sheetsync.core.rules.period_stated import PeriodStated
from sheetsync.core.rules.person_named import KnownPerson, PersonNamed
from sheetsync.core.rules.progress_status import ProgressStatus
from sheetsync.core.rules.required import Required
from sheetsync.core.rules.result_unchanged import ResultUnchanged
from sheetsync.core.rules.status import KnownStatus
from sheetsync.core.rules.tab_present import TabPresent
from sheetsync.core.rules.task_once import TaskOnce
from sheetsync.core.rules.text_encoding import TextEncoding
from sheetsync.core.rules.text_nfc import TextNfc
from sheetsync.core.rules.unchanged_plan import UnchangedPlan
from sheetsync.core.rules.unique import Unique
from sheetsync.core.rules.vague import Vague
from sheetsync.core.rules.valid_date import ValidDate
from sheetsync.core.settings import OptionValue, RuleSettings, Settings
from sheetsync.errors import ConfigError
from sheetsync.records import dataclass

KINDS: dict[str, type[Kind]] = {
    kind.name: kind
    for kind in (
        TabPresent, HeadingPresent, HeadingUnique, PersonNamed, KnownPerson, PeriodStated, TextNfc,
        EveryTask, KnownTask, TaskOnce, UnchangedPlan,
        Required, MustBeBlank, OneOf, NoneOf, Pattern, Unique, Compare, Number, Vague,
        KnownStatus, ProgressStatus, ValidDate, DateAsText, DateAmbiguous, NumberAsText,
        DocumentNamed, DocumentForm, DocumentReused, Occurrences, ResultUnchanged,
        TextEncoding, FormulaError,
    )
}  # fmt: skip

FIELDS = (
    "number", "task_id", "area", "task", "deliverable", "role", "person", "lead", "coordinators", "cadence", "due", "due_basis",
    "status", "progress", "completed_on", "result", "result_before", "evidence", "difficulty", "proposal", "note",
)  # fmt: skip
"""The columns of design 2; a unit may add columns of its own in columns.toml."""

Problem = tuple[int, str, str]
"""(index of the rule, key, what is wrong and what is allowed, in Vietnamese)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to be checked. fields: the columns it looks at; empty for kinds that look at every column, or at none."""

    settings: RuleSettings
    kind: Kind
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruleset:
    """All rules, in the order of rules.toml."""

    rules: tuple[Rule, ...]


def problems(rules: Sequence[RuleSettings], fields: Collection[str] = FIELDS) -> tuple[Problem, ...]:
    """Every mistake in the rules: unknown kind, missing, unknown or mistyped option, unknown column, unknown placeholder.

    fields: the keys of the columns that exist.
    """
    return tuple(_built(rules, fields)[1])


def load_rules(rules: Sequence[RuleSettings], fields: Collection[str] = FIELDS) -> Ruleset:
    """The rules as checks. Raises ConfigError with every mistake; a configuration that was loaded has none."""
    built, mistakes = _built(rules, fields)
    if mistakes:
        lines = tuple(f"rules.toml, mục {index + 1} ({rules[index].code}), {key}: {text}" for index, key, text in mistakes)
        raise ConfigError("Tệp rules.toml có lỗi.", "Vui lòng sửa các mục đã nêu rồi chạy lại.", lines)
    return Ruleset(tuple(built))


def rules_of(settings: Settings) -> tuple[Rule, ...]:
    """The rules of a configuration as checks, on the columns that it knows. Raises as `load_rules` does."""
    return load_rules(settings.rules, {*FIELDS, *(column.key for column in settings.columns)}).rules


def _built(rules: Sequence[RuleSettings], fields: Collection[str]) -> tuple[list[Rule], list[Problem]]:
    known = frozenset(fields)
    built: list[Rule] = []
    mistakes: list[Problem] = []
    earlier: list[str] = []
    for index, rule in enumerate(rules):
        kind_class = KINDS.get(rule.kind)
        if kind_class is None:
            hint = near(rule.kind, tuple(KINDS))
            mistakes.append((index, "kind", f"Không có loại kiểm tra «{rule.kind}».{hint} Các loại: {', '.join(sorted(KINDS))}."))
        else:
            found = list(_mistakes(rule, kind_class, known, tuple(earlier)))
            mistakes.extend((index, key, text) for key, text in found)
            if not found:
                built.append(_rule(rule, kind_class, known))
            if issubclass(kind_class, RowKind):
                earlier.append(rule.code)
    return built, mistakes


def _mistakes(
    rule: RuleSettings, kind_class: type[Kind], fields: frozenset[str], earlier: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    options = declared_options(kind_class)
    yield from _field_mistakes(rule, kind_class, fields)
    for key in rule.options:
        if key not in options:
            allowed = ", ".join(options) or "không có khóa riêng nào"
            yield key, f"Loại «{rule.kind}» không có khóa «{key}».{near(key, tuple(options))} Các khóa được phép: {allowed}."
    sound = True
    for key, option in options.items():
        if key not in rule.options:
            if option.required:
                sound = False
                yield key, f"Loại «{rule.kind}» cần khóa «{key}»."
            continue
        try:
            option.type.read(rule.options[key], fields)
        except OptionMistake as mistake:
            sound = False
            yield key, str(mistake)
    if sound:
        yield from _kind_of(rule, kind_class, fields).inconsistencies()
    for code in _codes(rule.options.get("unless")) if "unless" in options else ():
        if code not in earlier:
            yield "unless", f"Trước mục này không có quy tắc theo dòng nào mang mã «{code}».{near(code, earlier)}"
    for key, text in (("message", rule.message), ("suggestion", rule.suggestion)):
        for word, known_words in unknown_placeholders(text):
            yield key, f"Không có chỗ điền {{{word}}}.{near(word, known_words)} Các chỗ điền: {', '.join(known_words)}."


def _codes(value: OptionValue | None) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _field_mistakes(rule: RuleSettings, kind_class: type[Kind], fields: frozenset[str]) -> Iterator[tuple[str, str]]:
    several = rule.options.get("fields")
    if not kind_class.takes_field:
        if rule.field and rule.field not in kind_class.default_fields:
            yield "field", f"Loại «{rule.kind}» không dùng khóa field; vui lòng bỏ khóa này."
        return
    if rule.field and several:
        yield "fields", "Chỉ dùng một trong hai khóa field và fields."
    if not (rule.field or several or kind_class.default_fields or not kind_class.needs_field):
        yield "field", f"Loại «{rule.kind}» cần khóa field: key của cột được kiểm tra."
    if rule.field:
        try:
            check_field(rule.field, fields)
        except OptionMistake as mistake:
            yield "field", str(mistake)


def _kind_of(rule: RuleSettings, kind_class: type[Kind], fields: frozenset[str]) -> Kind:
    options = declared_options(kind_class)
    values = {key: options[key].type.read(value, fields) for key, value in rule.options.items() if key in options}
    if kind_class.takes_field and rule.field and "fields" in options:
        values["fields"] = (rule.field,)
    return kind_class(**values)


def _rule(rule: RuleSettings, kind_class: type[Kind], fields: frozenset[str]) -> Rule:
    kind = _kind_of(rule, kind_class, fields)
    named: tuple[str, ...] = getattr(kind, "fields", ()) if kind_class.takes_field else ()
    return Rule(rule, kind, named or kind_class.default_fields)
