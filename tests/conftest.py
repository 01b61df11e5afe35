"""What every test shares: this folder's builders can be imported, and no property fails for being slow."""

from hypothesis import settings

settings.register_profile("digest", deadline=None, max_examples=60)
settings.load_profile("digest")
