Attribute VB_Name = "SheetsyncPython"
' The full check and the office's commands, done by Python through xlwings, where both are on the machine.
Option Explicit

' Looks only at what is there already: the setting left by `sheetsync addin --connect`, and the add-in of xlwings, loaded.
Public Function PythonReady() As Boolean
    On Error GoTo NotThere
    If Not OnWindows() Then Exit Function
    If GetSetting("sheetsync", "addin", "python", "") = "" Then Exit Function
    PythonReady = (Len(Workbooks("xlwings.xlam").Name) > 0)
    Exit Function
NotThere:
    PythonReady = False
End Function

' Has Python do a job on the active workbook. It shows its result and its failures itself; False where it could not start.
Public Function PythonDid(ByVal job As String) As Boolean
    On Error GoTo Failed
    PythonDid = (CLng(Application.Run("xlwings.xlam!RunPython", _
        "import sheetsync.addin_commands; sheetsync.addin_commands." & job & "()")) = 0)
    Exit Function
Failed:
    PythonDid = False
End Function

Public Sub DanhDauQuaHan()
    OfficeJob "DanhDauQuaHan", "mark_overdue"
End Sub

Public Sub TongHopQuy()
    OfficeJob "TongHopQuy", "consolidate"
End Sub

Public Sub TinhHinhNop()
    OfficeJob "TinhHinhNop", "status"
End Sub

Private Sub OfficeJob(ByVal macro As String, ByVal job As String)
    On Error GoTo Failed
    If Not PythonReady() Then
        LeaveSign macro & ":no python"
        ShowText TextOf("office_title"), TextOf("no_python")
        Exit Sub
    End If
    LeaveSign macro & ":" & job
    If Not PythonDid(job) Then ShowText TextOf("office_title"), TextOf("python_failed")
    Exit Sub
Failed:
    ShowFailure macro, Err.Number
End Sub
