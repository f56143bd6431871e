"""National numbers: published without a consent, shown with what they are for, found by words of distress."""

from __future__ import annotations

from dataclasses import replace

import builders
from lotse import model
from lotse.pages import desks
from lotse.publish import publish
from lotse.shortcodes import carry_out
from lotse.shortcodes.calls import calls_in


def lines_of(**changes: object) -> tuple[model.HelpLine, ...]:
    own = builders.help_lines()
    own["help_lines"][0] |= changes
    return model.HelpFile.model_validate(own).help_lines


def public_of(channel: str = "site", *, has_authority_basis: bool = True, **changes: object):
    catalogue = builders.catalogue()
    region = catalogue.region.model_copy(update={"public_authority_basis": has_authority_basis})
    return publish(replace(catalogue, help_lines=lines_of(**changes), region=region), channel, builders.TODAY)


def block_of(public) -> str:
    (call,) = calls_in("{{ help_in_danger() }}")
    return carry_out(call, desks(public, builders.real_labels())["de"], "")


def test_a_number_needs_no_consent_in_any_channel():
    """It is law, or the word of a national body, and belongs to nobody of the region."""
    assert [["110"]] * len(model.CHANNELS) == [
        [line.number for line in public_of(channel).help_lines] for channel in model.CHANNELS
    ]


def test_a_number_only_heard_of_is_not_published():
    """Nothing below *seen* is told, least of all in danger."""
    assert () == public_of(evidence="claimed").help_lines


def test_the_page_of_a_number_goes_with_the_basis_of_authorities():
    """A region that does not link authorities' pages does not link these either; the number stays."""
    page = "https://notruf.example.org/"
    with_basis, without = (public_of(has_authority_basis=has, url=page).help_lines[0] for has in (True, False))
    assert (page, None, "110") == (with_basis.url, without.url, without.number)


def test_blanks_are_for_reading_only():
    """Phones get digits."""
    assert "116016" == lines_of(number="116 016")[0].dialled


def test_block_links_the_number_and_says_what_for():
    """One touch dials; the reader knows whom."""
    html = block_of(public_of(number="116 016"))
    assert 'href="tel:116016"' in html
    assert "116 016" in html
    assert "Bei Gefahr." in html


def test_block_leaves_out_what_is_not_for_danger():
    """A service number is no help when somebody is beaten."""
    assert "tel:" not in block_of(public_of(is_for_danger="false"))


def test_text_of_a_number_is_escaped():
    """Data never becomes markup."""
    assert "<b>x</b>" not in block_of(public_of(purpose={"de": "<b>x</b>"}))
