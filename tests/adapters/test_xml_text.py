"""Text as XML holds it: what a parser reads back is what was written."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.sax import saxutils

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.adapters.xlsx.xml_text import escape_xml, quoted_xml, unescape_xml

LEGAL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\n\t&<>\"'"))


@given(LEGAL)
def test_a_parser_reads_back_what_was_written(text: str) -> None:
    read = ET.fromstring(f"<t place={quoted_xml(text)}>{escape_xml(text)}</t>")
    assert (read.text or "", read.get("place")) == (text, text)
    assert unescape_xml(escape_xml(text)) == text


@given(st.text())
def test_character_data_is_written_as_the_standard_library_does(text: str) -> None:
    assert escape_xml(text) == saxutils.escape(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [("", '""'), ('ô "A1" & <B1>', '"ô &quot;A1&quot; &amp; &lt;B1&gt;"'), ("một\nhai\r\tba", '"một&#10;hai&#13;&#9;ba"')],
)
def test_an_attribute_stands_in_double_quotes(text: str, written: str) -> None:
    assert quoted_xml(text) == written
