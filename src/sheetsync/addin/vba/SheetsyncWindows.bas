Attribute VB_Name = "SheetsyncWindows"
' The message box that shows every letter; VBA's own knows only those of the machine's code page.
Option Explicit

Private Const INFORMATION As Long = 64

Private Declare PtrSafe Function MessageBoxW Lib "user32" (ByVal owner As LongPtr, ByVal text As LongPtr, _
    ByVal caption As LongPtr, ByVal kind As Long) As Long

Public Function OnWindows() As Boolean
    OnWindows = (Left$(Application.OperatingSystem, 7) = "Windows")
End Function

' Whether the box was shown: not on a Mac, and not in LibreOffice, which has no StrPtr.
Public Function BoxShown(ByVal title As String, ByVal text As String) As Boolean
    On Error GoTo NoBox
    If Not OnWindows() Then Exit Function
    MessageBoxW Application.Hwnd, StrPtr(text), StrPtr(title), INFORMATION
    BoxShown = True
    Exit Function
NoBox:
    BoxShown = False
End Function
