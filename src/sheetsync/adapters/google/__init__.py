"""A Google Sheet as a PlanBook, through gspread and google-auth."""
