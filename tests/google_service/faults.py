"""What goes wrong on purpose: each "for the next N calls that match".

service.next(writes, times=2).answers(unavailable())
service.next(batch_updates).applies_then_answers(internal_error())
service.next(any_call).drops_connection()
service.next(batch_updates).runs_before(lambda: hoa.insert_rows("VP UBND", 5))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.google_service.calls import Call, Matching
from tests.google_service.refusals import Refusal


@dataclass
class Plan:
    """What is to happen with one call."""

    refusal: Refusal | None = None
    apply: bool = True
    drop: bool = False
    wait: float = 0.0
    garble: bool = False


class Rule:
    """The next so many calls that match, and what becomes of them."""

    def __init__(self, matching: Matching, times: int) -> None:
        self._matching = matching
        self.left = times
        self.plan: Plan | None = None
        self.before: Callable[[], object] | None = None
        self.after: Callable[[], object] | None = None

    def takes(self, call: Call) -> bool:
        if self.left > 0 and self._matching(call):
            self.left -= 1
            return True
        return False

    def answers(self, refusal: Refusal) -> None:
        """The call is refused and nothing is applied."""
        self.plan = Plan(refusal, apply=False)

    def applies_then_answers(self, refusal: Refusal) -> None:
        """The call is applied, the client is told that it failed."""
        self.plan = Plan(refusal)

    def drops_connection(self) -> None:
        """The connection breaks before anything is applied."""
        self.plan = Plan(apply=False, drop=True)

    def applies_then_drops_connection(self) -> None:
        self.plan = Plan(drop=True)

    def stays_silent(self, seconds: float = 60.0) -> None:
        """No answer for so long, nothing applied, then the connection breaks: the client's own time limit decides."""
        self.plan = Plan(apply=False, drop=True, wait=seconds)

    def applies_then_stays_silent(self, seconds: float = 60.0) -> None:
        self.plan = Plan(drop=True, wait=seconds)

    def is_slow(self, seconds: float) -> None:
        """Applied and answered, but so much later."""
        self.plan = Plan(wait=seconds)

    def answers_garbled(self, *, applied: bool = True) -> None:
        """Half of an answer, which is no JSON."""
        self.plan = Plan(apply=applied, garble=True)

    def runs_before(self, function: Callable[[], object]) -> None:
        """Run something right before the call is applied: another person acts in the gap."""
        self.before = function

    def runs_after(self, function: Callable[[], object]) -> None:
        """Run something right after the call was applied, before its answer is sent."""
        self.after = function


class Faults:
    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def next(self, matching: Matching, times: int) -> Rule:
        rule = Rule(matching, times)
        self._rules.append(rule)
        return rule

    def clear(self) -> None:
        self._rules.clear()

    @property
    def waiting(self) -> int:
        """How many more calls are to meet something."""
        return sum(rule.left for rule in self._rules)

    def meet(self, call: Call) -> tuple[Plan, list[Rule]]:
        """What becomes of a call: the first fault that is meant for it, and all that is to run beside it."""
        plan: Plan | None = None
        hooks: list[Rule] = []
        for rule in list(self._rules):
            if (rule.plan is None or plan is None) and rule.takes(call):
                if rule.plan is None:
                    hooks.append(rule)
                else:
                    plan = rule.plan
        self._rules = [rule for rule in self._rules if rule.left > 0]
        return plan or Plan(), hooks
