"""The records. What people write in `data/` becomes these frozen types, and nothing else."""

from lotse.model.actors import ActorsFile, Address, Contact, Location, Organization, Phone, Schedule, Service, Tombstone
from lotse.model.base import Citation, Evidenced, Identified, Record, ToCheck
from lotse.model.consents import CHANNELS, Channel, Consent, ConsentsFile
from lotse.model.coverage import CoverageFile, Delegation, Expectation, Gap, Search
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
from lotse.model.sources import Source, SourcesFile
from lotse.model.terms import Language, Phase, Signpost, Term, TermsFile, Topic
from lotse.model.translations import MinorChange, Stamp, StampFile

__all__ = [
    "CHANNELS",
    "ActorsFile",
    "Address",
    "Area",
    "Bounds",
    "Channel",
    "Checklist",
    "ChecklistItem",
    "ChecklistsFile",
    "Citation",
    "CompanyPostcode",
    "Consent",
    "ConsentsFile",
    "Contact",
    "CoverageFile",
    "Delegation",
    "Document",
    "DocumentsFile",
    "Duration",
    "Evidenced",
    "Expectation",
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
    "Phase",
    "Phone",
    "PlacesFile",
    "Procedure",
    "ProcessFile",
    "Record",
    "Region",
    "RegionFile",
    "RequiredDocument",
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
