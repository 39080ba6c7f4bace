"""Excel as far as sheetsync uses it, over openpyxl: an xlwings engine of the tests' own (only BSD parts of xlwings).

It is as strict as Excel where mistakes would hide: conditions are seen from the selected cell and written in the person's
language, locked sheets refuse, deleted sheets leave #REF! behind, errors come as whole numbers and true numbers as fractions.
"""
