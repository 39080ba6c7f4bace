Attribute VB_Name = "SheetsyncRibbon"
' Behind the buttons of the ribbon; see ../ribbon.xml.
Option Explicit

Public Sub RibbonKiemTra(control As Object)
    KiemTra
End Sub

Public Sub RibbonInTabNay(control As Object)
    InTabNay
End Sub

Public Sub RibbonDanhDauQuaHan(control As Object)
    DanhDauQuaHan
End Sub

Public Sub RibbonTongHopQuy(control As Object)
    TongHopQuy
End Sub

Public Sub RibbonTinhHinhNop(control As Object)
    TinhHinhNop
End Sub
