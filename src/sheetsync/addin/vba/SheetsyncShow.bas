Attribute VB_Name = "SheetsyncShow"
' How results are shown: a message box with all letters on Windows, the panel sheet elsewhere.
Option Explicit

Private Const MOST_LINES As Long = 15
Private Const LONGEST_LINE As Long = 180
Private Const FIRST_PANEL_ROW As Long = 5
Private Const LAST_PANEL_ROW As Long = 5000
Private Const SHOWN As Long = -1

Public Sub ShowText(ByVal title As String, ByVal text As String)
    Dim none(1 To 1) As String

    If BoxShown(title, text) Then Exit Sub
    If PanelShown(Nothing, title, text, none, none, 0) Then Exit Sub
    MsgBox text, vbInformation, title
End Sub

Public Sub ShowProblems(ByVal sheet As Object, ByRef places() As String, ByRef sayings() As String, ByVal count As Long)
    Dim title As String
    Dim summary As String
    Dim lines As String
    Dim number As Long

    title = Filled("check_title_of", sheet.Name, "")
    summary = Filled("check_wrong", CStr(count), places(1))
    For number = 1 To count
        If number > MOST_LINES Then
            lines = lines & vbLf & Filled("check_more", CStr(count - MOST_LINES), "")
            Exit For
        End If
        lines = lines & vbLf & places(number) & " - " & Left$(sayings(number), LONGEST_LINE)
    Next number
    If BoxShown(title, summary & vbLf & lines) Then Exit Sub
    If PanelShown(sheet, title, summary, places, sayings, count) Then Exit Sub
    MsgBox summary & vbLf & lines, vbInformation, title
End Sub

' The last thing that a macro does when something in it failed. Without its texts the workbook is damaged: the number remains.
Public Sub ShowFailure(ByVal macro As String, ByVal number As Long)
    Dim text As String
    Dim title As String

    On Error Resume Next
    LeaveSign macro & ":failed:" & number
    text = macro & ": " & number
    title = "sheetsync"
    text = Filled("failed", CStr(number), "")
    title = TextOf("failed_title")
    ShowText title, text
End Sub

' The panel: a sheet of the workbook that carries the macros or, for the add-in, a new workbook.
Private Function PanelShown(ByVal sheet As Object, ByVal title As String, ByVal summary As String, _
        ByRef places() As String, ByRef sayings() As String, ByVal count As Long) As Boolean
    Dim panel As Object
    Dim number As Long
    Dim link As String

    On Error GoTo NoPanel
    Set panel = PanelSheet()
    panel.Range("A" & FIRST_PANEL_ROW & ":B" & LAST_PANEL_ROW).ClearContents
    panel.Range("A1").Value = title
    panel.Range("A2").Value = summary
    panel.Range("A4").Value = ""
    panel.Range("B4").Value = ""
    If count > 0 Then
        panel.Range("A4").Value = TextOf("panel_cell")
        panel.Range("B4").Value = TextOf("panel_text")
    End If
    For number = 1 To count
        link = "#'" & Replace(sheet.Name, "'", "''") & "'!" & places(number)
        If sheet.Parent.Name <> panel.Parent.Name Then link = "#'[" & sheet.Parent.Name & "]" & Mid$(link, 3)
        panel.Cells(FIRST_PANEL_ROW + number - 1, 1).Formula = _
            "=HYPERLINK(""" & Replace(link, """", """""") & """,""" & places(number) & """)"
        panel.Cells(FIRST_PANEL_ROW + number - 1, 2).Value = AsPlainText(sayings(number))
    Next number
    Dress panel
    panel.Activate
    PanelShown = True
    Exit Function
NoPanel:
    PanelShown = False
End Function

Private Function PanelSheet() As Object
    Dim entry As Object

    For Each entry In ThisWorkbook.Names
        If LCase$(entry.Name) = "ss_panel" Then
            Set PanelSheet = entry.RefersToRange.Worksheet
            Reveal PanelSheet
            Exit Function
        End If
    Next entry
    Set PanelSheet = Workbooks.Add.Worksheets(1)
End Function

Private Sub Dress(ByVal panel As Object)
    panel.Columns(1).ColumnWidth = 10
    panel.Columns(2).ColumnWidth = 100
    panel.Range("A1:B" & LAST_PANEL_ROW).Font.Name = "Times New Roman"
    panel.Range("A" & FIRST_PANEL_ROW & ":A" & LAST_PANEL_ROW).Font.Color = RGB(5, 99, 193)
    panel.Range("A1").Font.Bold = True
    panel.Range("A1").Font.Size = 14
    panel.Range("A4:B4").Font.Bold = True
    panel.Range("B" & FIRST_PANEL_ROW & ":B" & LAST_PANEL_ROW).WrapText = True
End Sub

' A protected structure (without a password) is lifted for the moment in which the sheet is shown.
Private Sub Reveal(ByVal panel As Object)
    Dim locked As Boolean

    If panel.Visible = SHOWN Then Exit Sub
    locked = panel.Parent.ProtectStructure
    If locked Then panel.Parent.Unprotect ""
    panel.Visible = SHOWN
    If locked Then panel.Parent.Protect "", True
End Sub

' What officials typed may stand in a message; it must not turn into a formula.
Private Function AsPlainText(ByVal text As String) As String
    AsPlainText = text
    If InStr("=+-@", Left$(text, 1)) > 0 Then AsPlainText = "'" & text
End Function
