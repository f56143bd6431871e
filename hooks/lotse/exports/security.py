"""Whom to tell of a weakness of the website → `security.txt` (RFC 9116)."""

from __future__ import annotations

from collections.abc import Sequence

from lotse.model.region import SecurityContact


def security_text(contact: SecurityContact, own: str, languages: Sequence[str]) -> str:
    """The text of the file; `own` is its whole address. It says until when it may be relied on."""
    lines = [f"Contact: {contact.contact_url}", f"Expires: {contact.expires_on.isoformat()}T23:59:59Z"]
    lines += [f"Policy: {contact.policy_url}"] if contact.policy_url else []
    lines += [f"Preferred-Languages: {', '.join(languages)}", f"Canonical: {own}"]
    return "".join(f"{' '.join(line.split())}\n" for line in lines)
