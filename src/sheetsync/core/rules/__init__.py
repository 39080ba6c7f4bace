"""The rules: what is wrong in the tabs, as findings."""

from sheetsync.core.rules.check import check
from sheetsync.core.rules.ruleset import Ruleset, load_rules, problems

__all__ = ["Ruleset", "check", "load_rules", "problems"]
