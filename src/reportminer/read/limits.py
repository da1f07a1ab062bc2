"""The limits within which every reader works; passing one is a `LimitError`, never a crash or a wait."""

from __future__ import annotations

MEGABYTE = 1 << 20

FILE_BYTES = 256 * MEGABYTE
"""A file larger than this is not opened."""

ZIP_MEMBERS = 10_000
"""Files inside one container (.docx, .xlsx, .zip)."""

ZIP_TOTAL_BYTES = 512 * MEGABYTE
"""All members of a container together, unpacked, as its directory states them."""

ZIP_RATIO = 200
"""Unpacked against packed size of one member; text compresses 5 to 20 times, a bomb 1,000 times."""

ZIP_RATIO_FROM = 4 * MEGABYTE
"""Members smaller than this (unpacked) may compress as well as they like."""

ZIP_DEPTH = 1
"""Archives inside an archive are not opened."""

XML_BYTES = 128 * MEGABYTE
"""One XML part or HTML page."""

DEPTH = 200
"""Nesting of elements, tables or lists; deeper content is a fault or an attack."""

CHARACTERS = 5_000_000
"""Characters of one report; a long report has 200,000. With a figure in every line this takes minutes to analyse."""

BLOCKS = 2_000_000
"""Paragraphs, headings and cells of one report."""

CELLS = 1_000_000
"""Table cells of one report."""

SHEET_AREA = 4_000_000
"""Rows times columns of the rectangle that one sheet's cells span, empty ones included."""

TABLES = 20_000
"""Tables of one report."""

SPAN = 10_000
"""Columns or rows that one merged cell may claim."""

PAGES = 5_000
"""Pages of one report."""

SECONDS_A_CALL = 60.0
"""What LibreOffice may take for one call …"""

SECONDS_A_FILE = 20.0
"""… and for each file in it."""

FILES_A_CALL = 8
"""Files that LibreOffice converts in one call: a call costs 1.5 s, a file in it 0.3 s."""

BYTES_A_CALL = 32 * MEGABYTE
"""The files of one call together, whose bytes are held at once."""

CHILD_BYTES = 2048 * MEGABYTE
"""Address space of a helper process that opens a file which could end it."""

MEGABYTES_A_REPORT = 4096
"""What the process that reads and analyses reports may hold in memory unless the user says otherwise."""

SECONDS_A_REPORT = 300
"""What reading and analysing one file may take unless the user says otherwise."""
