"""sheetsync checks, highlights and consolidates the plan workbook of a commune People's Committee."""

__version__ = "0.1.0"
