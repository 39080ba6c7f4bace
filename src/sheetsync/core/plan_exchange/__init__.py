"""What the office wrote in the sheets `Kế hoạch` and `Cán bộ` of a plan workbook, against what the configuration says."""
