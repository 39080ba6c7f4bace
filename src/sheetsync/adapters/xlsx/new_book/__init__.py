"""A new workbook written from its design, part by part (ECMA-376 part 1): nothing of anybody's is in it yet."""
