"""The plan workbook that officials fill in: guide, plan, officials, a tab for each of them, lists, and what formulas lean on."""
