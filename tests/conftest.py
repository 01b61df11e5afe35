"""What every test shares: no property fails for being slow, and CI tries the same examples each time."""

import os

from hypothesis import settings

settings.register_profile("digest", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI")))
settings.load_profile("digest")
