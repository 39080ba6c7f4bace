"""Make the tabs ready for the next period: what becomes of each row, of what is stated above the headings, and of our own
workbooks' days."""
