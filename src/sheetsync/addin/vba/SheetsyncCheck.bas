Attribute VB_Name = "SheetsyncCheck"
' Kiem tra: reads what the live column of the tab says, goes to the first wrong cell and lists the problems.
' What is wrong is decided by the formulas of the tab (and by Python where it is), never here.
Option Explicit

Public Sub KiemTra()
    On Error GoTo Failed
    CheckTab ActiveSheet
    Exit Sub
Failed:
    ShowFailure "KiemTra", Err.Number
End Sub

Private Sub CheckTab(ByVal sheet As Object)
    Dim places() As String
    Dim sayings() As String
    Dim count As Long
    Dim waiting As Long
    Dim waitsAt As String

    If RangeInTab(sheet, "ss_check") Is Nothing Then
        LeaveSign "KiemTra:no tab"
        ShowText TextOf("check_title"), TextOf("no_tab")
        Exit Sub
    End If
    sheet.Calculate
    FindProblems sheet, places, sayings, count, waiting, waitsAt
    If count > 0 Then
        GoToCell sheet, places(1)
        LeaveSign "KiemTra:" & count & ":" & places(1)
        ShowProblems sheet, places, sayings, count
    ElseIf waiting > 0 Then
        GoToCell sheet, waitsAt
        LeaveSign "KiemTra:0:" & waitsAt
        ShowText Filled("check_title_of", sheet.Name, ""), Filled("check_waiting", CStr(waiting), waitsAt)
    Else
        LeaveSign "KiemTra:0"
        ShowText Filled("check_title_of", sheet.Name, ""), TextOf("check_fine")
    End If
    If PythonReady() Then AddFullCheck
End Sub

' What only the full check finds, in a second box; the live results stand whatever becomes of it.
Private Sub AddFullCheck()
    If Not PythonDid("check") Then ShowText TextOf("office_title"), TextOf("python_failed")
End Sub

' The rows whose check is neither blank nor a tick. With a wrong cell they are problems: the cell and what the check says, from 1.
' Rows for which the helper column states no wrong cell (0) only wait to be filled in: how many, and where the first begins.
Private Sub FindProblems(ByVal sheet As Object, ByRef places() As String, ByRef sayings() As String, _
        ByRef count As Long, ByRef waiting As Long, ByRef waitsAt As String)
    Dim checks As Object
    Dim wheres As Object
    Dim said As String
    Dim tick As String
    Dim place As String
    Dim row As Long

    Set checks = RangeInTab(sheet, "ss_check")
    Set wheres = RangeInTab(sheet, "ss_where")
    tick = TextOf("tick")
    ReDim places(1 To checks.Rows.Count)
    ReDim sayings(1 To checks.Rows.Count)
    For row = 1 To checks.Rows.Count
        said = SaidIn(checks.Cells(row, 1))
        If said <> "" And Left$(said, Len(tick)) <> tick Then
            place = checks.Cells(row, 1).Address(False, False)
            If Not wheres Is Nothing Then place = PlaceIn(sheet, wheres.Cells(row, 1), place)
            If place = "" Then
                waiting = waiting + 1
                If waiting = 1 Then waitsAt = FirstCellOf(sheet, checks.Cells(row, 1))
            Else
                count = count + 1
                places(count) = place
                sayings(count) = said
            End If
        End If
    Next row
End Sub

' LibreOffice hands an error over as a number: what is shown for it tells.
Private Function SaidIn(ByVal cell As Object) As String
    Dim value As Variant

    value = cell.Value
    If VarType(value) = vbString Then
        SaidIn = Trim$(value)
    ElseIf IsError(value) Or Left$(cell.Text, 1) = "#" Then
        SaidIn = TextOf("check_broken")
    Else
        SaidIn = Trim$(CStr(value))
    End If
End Function

' The cell of a row that is filled in first: under the name ss_first, which stands in the first row.
Private Function FirstCellOf(ByVal sheet As Object, ByVal check As Object) As String
    Dim first As Object

    Set first = RangeInTab(sheet, "ss_first")
    If first Is Nothing Then Set first = check
    FirstCellOf = sheet.Cells(check.Row, first.Column).Address(False, False)
End Function

' The address that a helper cell states by a column number; "" where it states none (0), the check's own where it is blank.
Private Function PlaceIn(ByVal sheet As Object, ByVal helper As Object, ByVal otherwise As String) As String
    PlaceIn = otherwise
    If IsError(helper.Value) Then Exit Function
    If Len(CStr(helper.Value)) = 0 Or Not IsNumeric(helper.Value) Then Exit Function
    PlaceIn = ""
    If helper.Value > 0 Then PlaceIn = sheet.Cells(helper.Row, CLng(helper.Value)).Address(False, False)
End Function

' To be taken to the cell is a courtesy: where a protected sheet does not allow it, the list still names the cell.
Private Sub GoToCell(ByVal sheet As Object, ByVal place As String)
    On Error GoTo StayHere
    Application.Goto sheet.Range(place)
StayHere:
End Sub
