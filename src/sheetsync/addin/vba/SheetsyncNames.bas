Attribute VB_Name = "SheetsyncNames"
' Where things stand: texts and the sentinel in the macros' own workbook, the live columns in a tab.
Option Explicit

' A text that people see. They are kept in cells, because the editor cannot hold Vietnamese letters.
Public Function TextOf(ByVal key As String) As String
    TextOf = CStr(ThisWorkbook.Names("ss_text_" & key).RefersToRange.Value)
End Function

' A text with its places {1} and {2} filled in.
Public Function Filled(ByVal key As String, ByVal first As String, ByVal second As String) As String
    Filled = Replace(Replace(TextOf(key), "{2}", second), "{1}", first)
End Function

' The cells that a name of this sheet alone stands for; Nothing where the sheet has no such name, as on a chart.
' The names are looked through one by one: LibreOffice finds none of them when asked for it.
Public Function RangeInTab(ByVal sheet As Object, ByVal wanted As String) As Object
    Dim entry As Object
    Dim place As String

    Set RangeInTab = Nothing
    On Error GoTo NoRange
    For Each entry In sheet.Names
        If LCase$(Mid$(entry.Name, InStrRev(entry.Name, "!") + 1)) = wanted Then
            place = entry.RefersTo
            Set RangeInTab = sheet.Range(Mid$(place, InStrRev(place, "!") + 1))
            Exit Function
        End If
    Next entry
NoRange:
End Function

' Leaves what a macro did in the sentinel cell, when somebody who tries the macros has written a question mark there.
' In daily use nothing is written, so that the workbook stays unchanged and Undo keeps working.
Public Sub LeaveSign(ByVal did As String)
    Dim cell As Object

    Set cell = ThisWorkbook.Names("ss_sentinel").RefersToRange
    If cell.Value = "?" Then cell.Value = did
End Sub
