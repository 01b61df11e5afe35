"""Catalog → pages: pure functions from entries to HTML, with no MkDocs in them."""
