"""Digest turns pasted news articles into attributed entries and a site made from them."""

__version__ = "0.1.0"
