"""The facts about the operator that the legal pages need are there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lotse.load import Catalogue
from lotse.problems import Problem


def operator_facts_known(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """What is unknown is shown as a gap; before publication it must be asked for, never invented."""
    region = catalogue.region
    missing = [f"«{name}»" for name, value in region.operator if value is None]
    if missing:
        yield catalogue.origin(region.id).problem(
            "operator", code="operator-incomplete", severity="warning",
            message=f"Diese Angaben des Betreibers fehlen: {', '.join(missing)}.",
            hint="Fragen Sie den Betreiber; bis dahin steht auf den Seiten «vom Betreiber zu ergänzen».",
        )


def security_contact_holds(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Whom to tell of a weakness holds for a year at most, and is renewed before it lapses."""
    security = catalogue.region.security
    if security is None:
        return
    days = (security.expires_on - today).days
    if days < _RENEW_DAYS or days > _MOST_DAYS:
        is_late = days < _RENEW_DAYS
        message = "Die Angabe läuft bald ab oder ist abgelaufen." if is_late else "Das Ende liegt zu weit weg."
        yield catalogue.origin(catalogue.region.id).problem(
            "security", "expires_on", code="security-expires", severity="warning", message=message,
            hint="Prüfen Sie, ob die Stelle noch stimmt, und tragen Sie einen Tag innerhalb eines Jahres ein.",
        )


_RENEW_DAYS, _MOST_DAYS = 30, 366
RULES = (operator_facts_known, security_contact_holds)
