"""The records. What people write in `data/` becomes these frozen types, and nothing else."""

from lotse.model.actors import ActorsFile, Address, Contact, Location, Organization, Phone, Service, Tombstone
from lotse.model.base import Citation, Evidenced, Identified, Record, ToCheck
from lotse.model.consents import CHANNELS, Channel, Consent, ConsentsFile
from lotse.model.coverage import CoverageFile, Delegation, Expectation, Gap, Search
from lotse.model.events import Event, EventsFile
from lotse.model.experience import ExperienceFile, Hurdle
from lotse.model.figures import Fact, FactsFile, Figure, FiguresFile, Period
from lotse.model.glossary import GlossaryFile, GlossaryTerm
from lotse.model.help import HelpFile, HelpLine
from lotse.model.lawbook import LawBook, LawChange
from lotse.model.laws import Law, LawSection, LawsFile, LegalBasis, LegalReference
from lotse.model.overlay import OverlayContact, OverlayFile
from lotse.model.places import Area, CompanyPostcode, Municipality, PlacesFile, Territory
from lotse.model.process import (
    Checklist,
    ChecklistItem,
    ChecklistsFile,
    Document,
    DocumentsFile,
    Duration,
    Facet,
    Instance,
    Procedure,
    ProcessFile,
    RequiredDocument,
    Step,
    When,
)
from lotse.model.region import Bounds, Fallback, Operator, Region, RegionFile
from lotse.model.routes import (
    Answer,
    Persona,
    PersonasFile,
    PointsRow,
    PointsTable,
    Question,
    Route,
    RouteCondition,
    RoutesFile,
)
from lotse.model.schedules import Closure, Recurrence, Schedule
from lotse.model.sources import Source, SourcesFile
from lotse.model.terms import Language, Phase, Signpost, Term, TermsFile, Topic
from lotse.model.translations import MinorChange, Stamp, StampFile

__all__ = [
    "CHANNELS",
    "ActorsFile",
    "Address",
    "Answer",
    "Area",
    "Bounds",
    "Channel",
    "Checklist",
    "ChecklistItem",
    "ChecklistsFile",
    "Citation",
    "Closure",
    "CompanyPostcode",
    "Consent",
    "ConsentsFile",
    "Contact",
    "CoverageFile",
    "Delegation",
    "Document",
    "DocumentsFile",
    "Duration",
    "Event",
    "EventsFile",
    "Evidenced",
    "Expectation",
    "ExperienceFile",
    "Facet",
    "Fact",
    "FactsFile",
    "Fallback",
    "Figure",
    "FiguresFile",
    "Gap",
    "GlossaryFile",
    "GlossaryTerm",
    "HelpFile",
    "HelpLine",
    "Hurdle",
    "Identified",
    "Instance",
    "Language",
    "Law",
    "LawBook",
    "LawChange",
    "LawSection",
    "LawsFile",
    "LegalBasis",
    "LegalReference",
    "Location",
    "MinorChange",
    "Municipality",
    "Operator",
    "Organization",
    "OverlayContact",
    "OverlayFile",
    "Period",
    "Persona",
    "PersonasFile",
    "Phase",
    "Phone",
    "PlacesFile",
    "PointsRow",
    "PointsTable",
    "Procedure",
    "ProcessFile",
    "Question",
    "Record",
    "Recurrence",
    "Region",
    "RegionFile",
    "RequiredDocument",
    "Route",
    "RouteCondition",
    "RoutesFile",
    "Schedule",
    "Search",
    "Service",
    "Signpost",
    "Source",
    "SourcesFile",
    "Stamp",
    "StampFile",
    "Step",
    "Term",
    "TermsFile",
    "Territory",
    "ToCheck",
    "Tombstone",
    "Topic",
    "When",
]
