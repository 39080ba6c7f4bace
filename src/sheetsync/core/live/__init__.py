"""The check that lives in the sheet: the rules and a row's state as spreadsheet formulas, for people without macros or Python.

Every formula is compiled from the rule kinds that Python checks; a kind's formula stands beside its check. `columns.py` gives the
whole of it for one tab.
"""
