"""Small files that begin as scans do."""

PDF = b"%PDF-1.7\n% a signed page\n"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
TIFF = b"II*\x00\x08\x00\x00\x00"
TIFF_BIG = b"MM\x00*\x00\x00\x00\x08"
SCANS = {"a.pdf": PDF, "b.jpg": JPG, "c.png": PNG, "d.tif": TIFF, "e.tiff": TIFF_BIG}
