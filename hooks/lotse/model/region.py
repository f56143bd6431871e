"""The site itself: name, operator, languages, channels, funding, navigation, fallbacks."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from lotse.model.base import Citation, Day, Entry, Id, LanguageCode, Localized, Record, Text
from lotse.model.consents import Channel


class Operator(Record):
    """Facts for the legal pages. What is unknown stays empty and is shown as "to be filled in"."""

    name: Text | None = None
    street: Text | None = None
    postal_code: Text | None = None
    city: Text | None = None
    represented_by: Text | None = None
    phone: Text | None = None
    email: Text | None = None
    responsible_editor: Text | None = None
    vat_id: Text | None = None
    supervisory_authority: Text | None = None
    data_protection_officer: Text | None = None
    hosting: Text | None = None
    feedback_form: Text | None = None  # address of the electronic contact form
    accessibility_declared_on: Day | None = None


class Legal(Record):
    """What differs from one Land to another: laws and bodies that the legal pages name."""

    accessibility_law: Text
    accessibility_regulation: Text
    enforcement_name: Localized
    enforcement_url: Text | None = None
    monitoring_name: Localized
    monitoring_url: Text | None = None
    data_protection_law: Text
    data_protection_authority: Localized
    data_protection_url: Text | None = None
    sources: tuple[Citation, ...] = Field(min_length=1)


class Funding(Record):
    """The funding notice, and the logos as text until the operator supplies files."""

    notice: Localized
    logos: tuple[Localized, ...] = ()
    sources: tuple[Citation, ...] = Field(min_length=1)
    tasks: tuple[Text, ...] = ()


class Agreement(Record):
    """The agreement that the site implements."""

    title: Localized
    source: Id
    signed_on: Day | None = None  # unknown is a task
    ends_on: Day
    sources: tuple[Citation, ...] = Field(min_length=1)


class Fallback(Record):
    """The last answer for an audience: the body of a kind at the place, or one body for all.

    `entry` says for whom it is one: before, only for people who are still abroad. It ends with `valid_to`.
    """

    audience: Id
    kind: Id | None = None
    organization: Id | None = None
    entry: Entry = "both"
    valid_to: Day | None = None  # the last day

    def is_current(self, today: date) -> bool:
        """Whether it is a last answer on that day."""
        return self.valid_to is None or today <= self.valid_to


class CorrectionWays(Record):
    """Where readers tell that something is wrong: the mailbox of the editors, a form. Unknown is a task."""

    email: Text | None = None  # of a function, never of a person
    form_url: Text | None = None
    tasks: tuple[Text, ...] = ()


class NavigationItem(Record):
    """A link of the header or the footer: an address of the site and its label."""

    page: Text
    label: Localized
    is_everywhere: bool = False  # stays in the footer of languages that lack the page, and leads to another language


class LabelReview(Record):
    """Who has read the labels and the short texts of the data in a language, so that their notice goes."""

    language: LanguageCode
    reviewed_by: Text  # a role or initials
    reviewed_on: Day


class Holidays(Record):
    """Whose public holidays are days off: ISO 3166 code of the country and of its part."""

    country: Text
    subdivision: Text | None = None


class Bounds(Record):
    """A box on the map in WGS 84 degrees."""

    south: float = Field(ge=-90, le=90)
    north: float = Field(ge=-90, le=90)
    west: float = Field(ge=-180, le=180)
    east: float = Field(ge=-180, le=180)

    def hold(self, latitude: float, longitude: float) -> bool:
        """Whether a point lies in the box."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


class Materials(Record):
    """Papers to print: whether the site offers them, and in which languages the notice for works stands."""

    is_on: bool = True
    notice_languages: tuple[LanguageCode, ...] = ()  # at most three; none: the first three of the site


class OfficialServices(Record):
    """Where the administration itself describes its services and says who is responsible; both know LeiKa keys."""

    directory_url: Text | None = None  # a key behind it is the address of a description
    finder_url: Text | None = None  # address of answers about responsibility with {key} and {place}, as JSON
    finder_names: tuple[Text, ...] = ()  # fields of such an answer under which offices bear their names


class SecurityContact(Record):
    """Whom to tell of a weakness of the website, and until when that holds (RFC 9116)."""

    contact_url: Text  # an address that begins with https://
    policy_url: Text | None = None
    expires_on: Day


class Region(Record):
    """`data/region.yaml`"""

    id: Id
    name: Localized  # of the region
    site_name: Localized
    claim: Localized
    site_url: Text  # ends with a slash
    is_trial: bool = False  # for trying out: invented addresses, numbers and postcodes are no mistakes
    land: Localized
    holidays: Holidays | None = None  # without it only weekends are days off
    bounds: Bounds | None = None  # around the Land, to notice coordinates that cannot be right
    area: Id  # the area that is the whole region
    languages: tuple[LanguageCode, ...] = Field(min_length=1)  # first: default
    channels: tuple[Channel, ...] = Field(min_length=1)
    review_months: int = Field(gt=0, le=36)
    public_authority_basis: bool = True
    public_web_basis: bool = True  # link public home pages of organizations on the site without their consent
    security: SecurityContact | None = None  # None: not named yet, which is a task
    data_licence: Text | None = None  # address of the licence of the open data; unknown while nobody has decided
    contribute_url: Text | None = None  # where editors open pull requests
    neutrality: Localized
    agreement: Agreement
    funding: Funding
    operator: Operator
    legal: Legal
    fallbacks: tuple[Fallback, ...] = Field(min_length=1)
    essential_kinds: tuple[Id, ...] = ()  # kinds of bodies that every place must have
    glance_kinds: tuple[Id, ...] = ()  # kinds that the page of a place names at its head
    navigation: tuple[NavigationItem, ...] = ()
    footer: tuple[NavigationItem, ...] = ()
    danger_page: Text | None = None  # the page, or the section of one, that says what to do in danger
    corrections: CorrectionWays = CorrectionWays()
    materials: Materials = Materials()
    official_services: OfficialServices = OfficialServices()
    label_reviews: tuple[LabelReview, ...] = ()


class RegionFile(Record):
    """`data/region.yaml`"""

    region: Region
