"""First contact with a workbook nobody prepared: guesses of what its sheets and columns are, to be confirmed by a person."""
