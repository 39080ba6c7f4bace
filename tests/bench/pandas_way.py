"""What an office worker who knows pandas would write: all tabs into one table, counts by person and status, one result file."""

import sys

import pandas as pd

source, target = sys.argv[1:]
sheets = pd.read_excel(source, sheet_name=None, header=3)
rows = pd.concat(sheets, names=["Sheet", "row"]).reset_index(level="Sheet")
pivot = rows.pivot_table(index="Sheet", columns="Trạng thái", values="Mã NV", aggfunc="count", fill_value=0)
with pd.ExcelWriter(target) as writer:
    rows.to_excel(writer, sheet_name="Tổng hợp", index=False)
    pivot.to_excel(writer, sheet_name="Số lượng")
