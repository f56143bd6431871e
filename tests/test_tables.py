"""Tables of written pages: each in a box that scrolls and that the tab key reaches."""

from __future__ import annotations

from lotse.pages.written import with_scrolling_tables


def test_table_is_named_by_the_heading_above():
    """Two tables, two headings; what stands around them is left alone."""
    html = '<h1 id="a">A</h1><table>1</table><h2 id="b">B</h2><p>x</p><table>\n2</table>'
    box = '<div class="table-scroll" tabindex="0" role="group" aria-labelledby="{}">{}</div>'
    first, second = box.format("a", "<table>1</table>"), box.format("b", "<table>\n2</table>")
    assert with_scrolling_tables(html) == f'<h1 id="a">A</h1>{first}<h2 id="b">B</h2><p>x</p>{second}'


def test_page_without_tables_stays_as_it_is():
    """Also where nothing has an id."""
    assert with_scrolling_tables("<h1>A</h1><p>x</p>") == "<h1>A</h1><p>x</p>"


def test_table_without_heading_scrolls_all_the_same():
    """It only has no name."""
    assert with_scrolling_tables("<table>1</table>") == '<div class="table-scroll" tabindex="0"><table>1</table></div>'
