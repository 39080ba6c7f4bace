Attribute VB_Name = "SheetsyncPrint"
' In tab nay: the official's own page on paper, laid out as the tab's page setup says.
Option Explicit

Public Sub InTabNay()
    On Error GoTo Failed
    If RangeInTab(ActiveSheet, "ss_check") Is Nothing Then
        LeaveSign "InTabNay:no tab"
        ShowText TextOf("print_title"), TextOf("no_tab")
        Exit Sub
    End If
    If Not PreviewShown(ActiveSheet) Then ActiveSheet.PrintOut
    LeaveSign "InTabNay:" & ActiveSheet.Name
    Exit Sub
Failed:
    ShowFailure "InTabNay", Err.Number
End Sub

' Excel shows the page first, with its own button for the printer; LibreOffice has no preview for macros.
Private Function PreviewShown(ByVal sheet As Object) As Boolean
    On Error GoTo NoPreview
    sheet.PrintPreview
    PreviewShown = True
    Exit Function
NoPreview:
    PreviewShown = False
End Function
