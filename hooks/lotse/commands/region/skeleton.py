"""What a new region begins with: its first words and the files of its data, to be filled in."""

from __future__ import annotations

WORDS = {
    "de": {
        "claim": "Fachkräfte aus dem Ausland gewinnen und begleiten",
        "start": "Wer hilft",
        "employers": "Für Arbeitgeber",
        "newcomers": "Ankommen",
        "network": "Netzwerk",
        "coverage": "Wer deckt was ab",
        "easy": "Leichte Sprache",
        "easy_text": "Auf dieser Website finden Sie Hilfe.\n\nWählen Sie Ihren Ort.\n\nDann sehen Sie: Wer hilft mir?",
    },
    "en": {
        "claim": "Recruiting and supporting skilled workers from abroad",
        "start": "Who helps",
        "employers": "For employers",
        "newcomers": "Arriving",
        "network": "Network",
        "coverage": "Who covers what",
        "easy": "Easy language",
        "easy_text": "You can find help on this website.\n\nChoose your town.\n\nThen you see: who helps me?",
    },
}
EMPTY = {
    "figures": "figures: []\n",
    "facts": "facts: []\n",
    "documents": "documents: []\nprocedures: []\n",
    "process": "facets: []\ntracks: []\nsteps: []\ninstances: []\n",
    "checklists": "checklists: []\n",
    "glossary": "glossary: []\n",
    "help": "help_lines: []\n",
    "events": "events: []\n",
    "experience": "hurdles: []\n",
    "laws": "laws: []\n",
}
PLACE = """\
  - id: {id}
    key: "{key}"  # amtlicher Gemeindeschlüssel, zu ergänzen
    name: {name}
    kind: municipality
    territory: {region}-gebiet
    postcodes: ["{postcode}"]  # zu ergänzen
    seat_postcode: "{postcode}"
    latitude: 0
    longitude: 0
    sources: [{{source: {region}-grundlage, copied_on: unknown}}]
"""
TEMPLATES = {
    "region.yaml": """\
# Region: Name, Betreiber, Sprachen, Kanäle, Rechtsstellen, Navigation. Was unbekannt ist, bleibt leer.
region:
  id: {id}-site
  name: {{de: {name}}}
  site_name: {{de: {site_name}}}
  claim: {{de: "Fachkräfte aus dem Ausland gewinnen, ankommen, bleiben"}}
  site_url: https://{id}.example/
  is_trial: true  # erlaubt Beispiele wie 00001; löschen, sobald die Angaben stimmen
  land: {{de: {land}}}
  area: {id}-region
  languages: [de, en]
  channels: [site]
  review_months: 6
  public_authority_basis: false
  neutrality:
    de: Die Angebote sind nicht gereiht und nicht bewertet. Wer Rat sucht, entscheidet selbst, wohin er geht.
    en: The services are neither ranked nor rated. Whoever seeks advice decides where to go.
  agreement:
    title: {{de: "Grundlage der Zusammenarbeit, zu ergänzen"}}
    source: {id}-grundlage
    ends_on: 2099-12-31
    sources: [{{source: {id}-grundlage, copied_on: unknown}}]
  funding:
    notice: {{de: "Förderhinweis vom Betreiber zu ergänzen"}}
    sources: [{{source: {id}-grundlage, copied_on: unknown}}]
    tasks: ["Förderhinweis beim Betreiber erfragen."]
  operator: {{}}
  legal:
    accessibility_law: "Gesetz des Landes zur Barrierefreiheit, zu ergänzen"
    accessibility_regulation: "Verordnung des Landes zur Barrierefreiheit, zu ergänzen"
    enforcement_name: {{de: "Stelle für das Durchsetzungsverfahren, zu ergänzen"}}
    monitoring_name: {{de: "Überwachungsstelle, zu ergänzen"}}
    data_protection_law: "Datenschutzgesetz des Landes, zu ergänzen"
    data_protection_authority: {{de: "Aufsichtsbehörde für den Datenschutz, zu ergänzen"}}
    sources: [{{source: {id}-grundlage, copied_on: unknown}}]
  fallbacks:
    - {{audience: employers, organization: {id}-geschaeftsstelle}}
    - {{audience: newcomers, organization: {id}-geschaeftsstelle}}
    - {{audience: advisers, organization: {id}-geschaeftsstelle}}
    - {{audience: municipalities, organization: {id}-geschaeftsstelle}}
  navigation:
    - {{page: arbeitgeber/, label: {{de: Für Arbeitgeber, en: For employers}}}}
    - {{page: ankommen/, label: {{de: Ankommen, en: Arriving}}}}
    - {{page: anlaufstellen/, label: {{de: Anlaufstellen, en: Find an office}}}}
    - {{page: themen/, label: {{de: Themen, en: Topics}}}}
    - {{page: netzwerk/, label: {{de: Netzwerk, en: Network}}}}
  footer:
    - {{page: impressum/, is_everywhere: true, label: {{de: Impressum, en: Legal notice}}}}
    - {{page: datenschutz/, is_everywhere: true, label: {{de: Datenschutz, en: Privacy}}}}
    - {{page: barrierefreiheit/, is_everywhere: true, label: {{de: Barrierefreiheit, en: Accessibility}}}}
    - {{page: leichte-sprache/, is_everywhere: true, label: {{de: Leichte Sprache, en: Easy language}}}}
    - {{page: mitmachen/, label: {{de: Mitmachen, en: Contribute}}}}
""",
    "places.yaml": """\
# Orte: Gebiete, Städte und Gemeinden, benannte Einzugsgebiete.
territories:
  - id: {id}-gebiet
    name: {{de: {name}}}
    key: "00000"  # amtlicher Schlüssel, zu ergänzen
    sources: [{{source: {id}-grundlage, copied_on: unknown}}]
municipalities:
{places}areas:
  - id: {id}-region
    name: {{de: {name}}}
    kind: region
    tier: region
    includes: [{id}-gebiet]
    sources: [{{source: {id}-grundlage, copied_on: unknown}}]
""",
    "actors.yaml": """\
# Organisationen mit Angeboten, Kontakten und Adressen. Beginnen Sie mit: lotse new organization
organizations:
  - id: {id}-geschaeftsstelle
    name: {{de: "Geschäftsstelle des Netzwerks"}}
    kind: network
    description: {{de: "Führt die Liste der Lücken und sagt, wer weiterhilft."}}
    areas: [{id}-region]
    sources: [{{source: {id}-grundlage, copied_on: unknown}}]
    tasks: ["Träger, Anschrift und Funktionskontakt eintragen, mit Quelle und Zustimmung."]
""",
    "consents.yaml": """\
# Zustimmungen: Ohne gültigen Eintrag erscheint nur der Name.
consents:
  - id: consent-{id}-geschaeftsstelle-offen
    subject: {id}-geschaeftsstelle
    fields: [link, contact, address]
    basis: pending
    reference: Zustimmung einholen
    recorded_on: {day}
""",
    "sources.yaml": """\
# Quellen: Gesetze, amtliche Seiten, Dokumente, Seiten Dritter.
sources:
  - id: {id}-grundlage
    title: "Grundlage der Zusammenarbeit, zu ergänzen"
    kind: document
    publisher: {name}
""",
    "coverage.yaml": """\
# Abdeckung: Was erwartet wird, und wo die Region offen sagt, dass noch nichts eingetragen ist.
expectations:
  - topics: [{topics}]
    audiences: [{audiences}]
gaps:
  - id: luecke-{id}-anfang
    topics: [{topics}]
    audiences: [{audiences}]
    areas: [{id}-region]
    reason:
      de: "Die Angebote der Region sind noch nicht eingetragen."
      en: "The region's services have not been entered yet."
    owner: {id}-geschaeftsstelle
    since: {day}
    fallback: {id}-geschaeftsstelle
    sources: [{{source: {id}-grundlage, copied_on: unknown}}]
""",
}
