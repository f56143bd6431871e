"""A written page as Markdown, with a box around every section that is not in the reader's language.

And its tables, once they are HTML, in boxes that scroll.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from lotse.pages.page import Desk
from lotse.translations import Part
from lotse.words import in_date_words, text_direction


def markdown_of(parts: Iterable[Part], desk: Desk, *, tells_age: bool) -> str:
    """The parts one below the other; what is not in the reader's language, or not in plain words though the
    page is, stands in a marked box with a reason.

    `tells_age` puts a notice below the heading of a section whose original has changed since.
    """
    blocks = []
    for (language, stands_in), run in groupby(parts, key=lambda part: (part.language, part.stands_in)):
        texts = list(run)
        if language == desk.language and not stands_in:
            blocks += [_with_age(part, desk) if tells_age else part.text for part in texts]
        else:
            blocks.append(_boxed("\n\n".join(part.text for part in texts), texts[0], desk))
    return "\n\n".join(blocks)


def _with_age(part: Part, desk: Desk) -> str:
    """The section with a notice of the day since which its original has moved on."""
    if part.behind_since is None:
        return part.text
    heading, separator, rest = part.text.partition("\n")
    day = in_date_words(part.behind_since, desk.language)
    notice = desk.renderer.notice("variant.behind" if part.is_variant else "translation.behind", day=day)
    return f"{heading}{separator}\n{notice}\n{rest}"


def _boxed(body: str, part: Part, desk: Desk) -> str:
    reason = "translation.outdated" if part.state == "outdated" else "translation.missing"
    notice = desk.renderer.notice("variant.outdated" if part.is_variant else reason)
    return (
        f'<div class="untranslated" markdown="1">\n\n{notice}\n\n'
        f'<div lang="{part.language}" dir="{text_direction(part.language)}" markdown="1">\n\n{body}\n\n</div>\n\n</div>'
    )


_HEADING_OR_TABLE = re.compile(r'<h[1-6] id="(?P<heading>[^"]+)"|<table>.*?</table>', re.DOTALL)


def with_scrolling_tables(html: str) -> str:
    """Each table in a box that scrolls by itself and that the tab key reaches, named by the heading above."""
    heading = ""

    def boxed(match: re.Match[str]) -> str:
        nonlocal heading
        if match["heading"]:
            heading = match["heading"]
            return match[0]
        name = f' role="group" aria-labelledby="{heading}"' if heading else ""
        return f'<div class="table-scroll" tabindex="0"{name}>{match[0]}</div>'

    return _HEADING_OR_TABLE.sub(boxed, html)
