"""Lotse: data about regional offers becomes a multilingual guidance site. Never imports mkdocs."""
