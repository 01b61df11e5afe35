"""Teaching a name once: registry pages, and the entries that name a person or an outlet."""
